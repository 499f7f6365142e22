"""A calendar part told in a few plain lines."""

from icalendar import Calendar

SHOWN = {
    "Summary": "SUMMARY",
    "Start": "DTSTART",
    "End": "DTEND",
    "Where": "LOCATION",
    "Status": "STATUS",
    "UID": "UID",
    "Sequence": "SEQUENCE",
}


def facts(text: str) -> list[tuple[str, str]]:
    """Method and events, line by line; a part that is no calendar says so."""
    if not text:
        return []
    try:
        calendar = Calendar.from_ical(text)
    except ValueError as error:
        return [("Not readable", str(error))]
    told = [("Method", str(calendar.get("METHOD", "none")))]
    for event in calendar.walk("VEVENT"):
        told += [(name, _plain(event[key])) for name, key in SHOWN.items() if key in event]
    return told


def _plain(value: object) -> str:
    moment = getattr(value, "dt", None)
    return f"{moment:%a %-d %b %Y, %H:%M %Z}" if moment is not None else str(value)
