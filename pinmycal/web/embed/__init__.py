"""A booking page inside a host's own site."""
