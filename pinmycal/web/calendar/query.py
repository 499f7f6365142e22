"""What the address of a calendar says, and the addresses of the same calendar turned further."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from pinmycal.times import is_zone, parse_date, parse_month

Pairs = tuple[tuple[str, str], ...]
LONGEST_SEARCH = 60
# Every link of a month carries them, so all together are this long at most, percent-encoded.
MOST_CARRIED = 1500
CARRIED, ANSWER = {"clock", "name", "email", "phone", "note", "guests"}, "q-"


class BadQuery(Exception):
    """The month, date or zone in the address makes no sense."""


@dataclass(frozen=True)
class Query:
    """`wanted` is the zone that is looked for; `remember`: keep zone and clock from now on."""

    month: date | None
    on: date | None
    zone: str
    carried: Pairs = ()
    wanted: str | None = None
    remember: bool = False

    @classmethod
    def read(cls, args: MultiDict[str, str], fallback_zone: str) -> "Query":
        """From ?month=2027-03&date=2027-03-01&tz=Europe/Berlin. Raises BadQuery."""
        remember = "remember" in args
        zone = _zone(args.get("tz"), fallback_zone, lenient=remember)
        try:
            on = parse_date(args["date"]) if args.get("date") else None
            month = parse_month(args["month"]) if args.get("month") else None
        except ValueError as error:
            raise BadQuery from error
        wanted = args["q"][:LONGEST_SEARCH] if "q" in args else None
        return cls(month or (on and on.replace(day=1)), on, zone, carried(args), wanted, remember)

    def address(self, page: str, month: date | None, on: date | None = None, **more: str) -> str:
        """Of the calendar on a page, at this month and day, the rest as it is but for `more`."""
        own = {
            "month": f"{month:%Y-%m}" if month else "",
            "date": on.isoformat() if on else "",
            "tz": self.zone,
            **more,
        }
        pairs = [(name, value) for name, value in own.items() if value]
        rest = [(name, value) for name, value in self.carried if name not in more]
        return f"{page}?{urlencode(pairs + rest)}"

    def time_address(self, page: str, start: str) -> str:
        """Of what comes once a time is chosen."""
        return f"{page}?{urlencode([('start', start), ('tz', self.zone), *self.carried])}"


def carried(args: MultiDict[str, str]) -> Pairs:
    """What goes along to the form: answers given in the address, and the clock. What is too long
    is left out."""
    kept: list[tuple[str, str]] = []
    room = MOST_CARRIED
    for name, value in args.items(multi=True):
        size = len(urlencode({name: value})) + 1
        if (name in CARRIED or name.startswith(ANSWER)) and value and size <= room:
            kept.append((name, value))
            room -= size
    return tuple(kept)


def _zone(asked: str | None, fallback: str, lenient: bool) -> str:
    """A browser may know a zone that we do not: what it found by itself is taken or left."""
    if asked and is_zone(asked):
        return asked
    if asked and not lenient:
        raise BadQuery
    return fallback
