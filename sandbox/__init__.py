"""Local stand-ins for the outside world. They guard nothing and must never face the internet."""

import zone_data  # noqa: F401 — before any module here can ask for a zone
