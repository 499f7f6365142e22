"""What the address of a dashboard asks for: which list, whose appointments, from where on."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from pinmycal.times import iso, parse_instant
from pinmycal.web import ids
from pinmycal.web.calendar.query import BadQuery
from pinmycal.web.forms.text import clean_line, without_controls

PAGE, LONGEST_SEARCH = "/dashboard", 100
_PLACE = re.compile(r"(.{20})-([1-9]\d{0,9})", re.ASCII)


class Show(StrEnum):
    """The lists that there are."""

    UPCOMING = "upcoming"
    PAST = "past"
    CANCELLED = "cancelled"
    ATTENTION = "attention"


@dataclass(frozen=True, order=True)
class Place:
    """Where in a list an appointment stands. In an address: 2027-03-01T08:00:00Z-17."""

    starts_at: datetime
    id: int

    @classmethod
    def parse(cls, text: str) -> "Place":
        """Raises ValueError."""
        parts = _PLACE.fullmatch(text)
        if not parts or int(parts[2]) > ids.LARGEST:
            raise ValueError("not a place in a list")
        return cls(parse_instant(parts[1]), int(parts[2]))

    def __str__(self) -> str:
        return f"{iso(self.starts_at)}-{self.id}"


@dataclass(frozen=True)
class Asked:
    """A list, words of a participant, and the place after or before which to begin."""

    show: Show = Show.UPCOMING
    q: str = ""
    after: Place | None = None
    before: Place | None = None

    @classmethod
    def read(cls, args: MultiDict[str, str]) -> "Asked":
        """From ?show=past&q=ada&before=2027-03-01T08:00:00Z-17. Raises BadQuery."""
        try:
            show = Show(args.get("show") or Show.UPCOMING)
            after, before = (
                Place.parse(args[name]) if args.get(name) else None for name in ("after", "before")
            )
        except ValueError as error:
            raise BadQuery from error
        if after and before:
            raise BadQuery
        return cls(show, _searchable(args.get("q", "")), after, before)

    def address(
        self, show: Show | None = None, after: Place | None = None, before: Place | None = None
    ) -> str:
        """Of this list, or of another one, with the same search."""
        parts = {"show": show or self.show, "q": self.q, "after": after, "before": before}
        usual = {"show": Show.UPCOMING}
        query = {name: part for name, part in parts.items() if part and part != usual.get(name)}
        return f"{PAGE}?{urlencode(query)}" if query else PAGE

    @property
    def here(self) -> str:
        """The address that asks for this."""
        return self.address(after=self.after, before=self.before)

    @property
    def everyone(self) -> str:
        """The same list without a search."""
        return Asked(self.show).address()


def _searchable(text: str) -> str:
    """As names are cleaned when they are kept, and without what a database would choke on."""
    return without_controls(clean_line(text))[:LONGEST_SEARCH].strip()
