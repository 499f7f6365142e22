"""What is on this machine: the settings as they were read, the rules of time zones."""

import zoneinfo
from datetime import datetime
from importlib.metadata import version
from importlib.resources import files

from flask import current_app

from pinmycal.doctor.findings import State, Unwell

# Zones in which old files go wrong first: their rules changed lately.
TELLTALES = ("America/Vancouver", "Africa/Cairo", "America/Asuncion", "Asia/Almaty")


def settings(_now: datetime) -> str:
    """They were read, or we would not be here; some have a meaning that surprises."""
    config = current_app.config
    if config["DEVELOPMENT"]:
        raise Unwell(
            "PINMYCAL_ENV is development: keys that anybody can read sign log-ins",
            "Right on your own machine. For the public, set PINMYCAL_ENV to production.",
            State.ODD,
        )
    if not config["BASE_URL"].startswith("https://"):
        raise Unwell(
            f"BASE_URL is {config['BASE_URL']}, so links lead to this machine alone",
            "Set BASE_URL to the public address, like https://book.example.org.",
            State.ODD,
        )
    return f"production, {config['BASE_URL']}"


def zones(_now: datetime) -> str:
    """The rules in use are those of the pinned package, not the machine's."""
    for name in TELLTALES:
        with (files("tzdata") / "zoneinfo" / name).open("rb") as file:
            pinned = zoneinfo.ZoneInfo.from_file(file, key=name)
        if _offsets(pinned) != _offsets(zoneinfo.ZoneInfo(name)):
            raise Unwell(
                f"the rules of {name} are older ones than those of the package tzdata",
                "Start PinMyCal by wsgi.py, worker.py or `flask --app wsgi`, and install "
                "requirements.txt anew.",
            )
    return f"tzdata {version('tzdata')}"


def _offsets(zone: zoneinfo.ZoneInfo) -> list[object]:
    return [
        datetime(year, month, 15, tzinfo=zone).utcoffset()
        for year in range(2020, 2036)
        for month in (1, 4, 7, 10, 12)
    ]
