"""Time zones as people know them: by the places that keep them, under today's names."""
