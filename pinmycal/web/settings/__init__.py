"""A host's settings."""
