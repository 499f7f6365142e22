"""Who may take how long, in one place: the parts have to fit into each other."""

# Seconds. Platforms kill 30 s after SIGTERM; whoever is told to stop is done by then.
PLATFORM = 30
SHUTDOWN = 25
# The sweeper gives a sign between two pieces of work, so none may take longer than this.
SILENCE = 180.0
