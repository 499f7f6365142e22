"""PinMyCal: a host shares a link, a participant picks a time, both get a Zoom meeting."""
