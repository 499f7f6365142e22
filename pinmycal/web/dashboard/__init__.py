"""A host's day, his week, his lists."""
