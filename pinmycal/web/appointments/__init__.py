"""A host's record of one appointment, and booking for someone."""
