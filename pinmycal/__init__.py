"""PinMyCal: a host shares a link, a participant picks a time, both get a Zoom meeting."""

import zone_data  # noqa: F401 — before any module here can ask for a zone
