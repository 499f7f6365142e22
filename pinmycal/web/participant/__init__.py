"""A participant's own page: his appointment, moving it, cancelling it."""
