"""Who may take how long, in seconds, in one place: the parts have to fit into each other.

tests/test_budgets.py adds them up.
"""

# Platforms kill what still runs this long after SIGTERM, and their routers wait as long for a page.
PLATFORM = 30
# Whoever is told to stop is done by then.
SHUTDOWN = 25

# One exchange with Zoom; the refresh of a token may take two.
ZOOM_CALL = 8.0
# All of them in one step of settling, or while a person waits for a page: a step of its own or a
# page may need four, and gets as many as fit.
ZOOM_STEP = 20.0

# One email: from the connection to the server's word that it has it.
MAIL_SESSION = 45.0
# What the steps of one job take together. One email to a slow server fits, and little more: what is
# left is a job of its own, behind others.
JOB = 60
JOB_ENDED = JOB + 3  # by RQ
# When another worker may take over: after any step at Zoom. An email may take longer: a session
# that is not over by MAIL_UNASKED asks whether the email is still its own to send.
LEASE, MAIL_UNASKED = 30, 25.0

# The sweeper gives a sign between two pieces of work.
SILENCE = 180.0
