"""Everything that PinMyCal knows of Zoom: one door for HTTP, tokens, meetings, the connection."""
