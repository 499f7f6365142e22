"""The rules of time zones come from the pinned tzdata package, and from nowhere else.

Python reads the machine's zone files first, and those may be years old. Every package here that
asks for a zone imports this module in its `__init__`, before anything can have asked: so the web,
the worker, the commands, the sandbox and the tests all keep the same time on every machine.
"""

import zoneinfo

import tzdata  # noqa: F401 — without the package there are no zones at all: say so at once

zoneinfo.reset_tzpath(to=())
zoneinfo.ZoneInfo.clear_cache()  # of what another library may have asked for before
