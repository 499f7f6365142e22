"""A host's appointment types and what they ask."""
