"""A meeting as Zoom tells of it. All of Zoom's fields are optional, so much may be missing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from pinmycal.zoom.errors import Trouble, ZoomError

LONGEST_JOIN_URL = 2000
SCHEDULED = 2  # as we make them; what Zoom's `type` is where it is left out
SERIES_AT_ANY_TIME, PERSONAL_ROOM, SERIES = 3, 4, 8
LASTING = frozenset({SERIES_AT_ANY_TIME, PERSONAL_ROOM, SERIES})  # more than this one date


@dataclass(frozen=True)
class Occurrence:
    """One date of a series."""

    id: str
    starts_at: datetime | None
    minutes: int | None
    is_deleted: bool


@dataclass(frozen=True)
class Meeting:
    """`occurrences` are the dates of a series at fixed times; its own start means little."""

    id: int
    join_url: str | None
    starts_at: datetime | None
    minutes: int | None
    kind: int = SCHEDULED
    occurrences: tuple[Occurrence, ...] = ()

    @classmethod
    def of(cls, body: dict[str, Any]) -> Self:
        """Read an answer. Raises ZoomError if it makes no sense."""
        try:
            return cls(
                int(body["id"]),
                None if body.get("join_url") is None else link(body["join_url"]),
                _instant(body.get("start_time")),
                _minutes(body),
                _kind(body),
                tuple(_occurrence(each) for each in body.get("occurrences") or ()),
            )
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
            raise senseless() from error

    @property
    def is_lasting(self) -> bool:
        """Whether its host made more of it than our one date."""
        return self.kind in LASTING

    @property
    def has_dates(self) -> bool:
        """Whether it takes place at times of its own, rather than whenever somebody comes."""
        return self.kind not in (SERIES_AT_ANY_TIME, PERSONAL_ROOM)

    def date_at(self, starts: Collection[datetime]) -> Occurrence | None:
        """The one date of a series that begins then; None if none does, or more than one."""
        found = [each for each in self.occurrences if each.starts_at in starts]
        standing = [each for each in found if not each.is_deleted] or found
        return standing[0] if len(standing) == 1 else None


def link(url: object) -> str:
    """An address that can be put before people as a link."""
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        raise senseless()
    if not url.isprintable() or len(url) > LONGEST_JOIN_URL:
        raise senseless()
    return url


def senseless() -> ZoomError:
    """An answer that says yes and does not say to what."""
    return ZoomError(Trouble.UNREACHABLE, "an answer without its fields", may_have_happened=True)


def _kind(body: dict[str, Any]) -> int:
    """A series shows in other fields too, where its type is left out."""
    told = body.get("type")
    if told is None:
        return SERIES if body.get("recurrence") or body.get("occurrences") else SCHEDULED
    return int(told)


def _occurrence(body: dict[str, Any]) -> Occurrence:
    deleted = body.get("status") == "deleted"
    return Occurrence(
        str(body["occurrence_id"]), _instant(body.get("start_time")), _minutes(body), deleted
    )


def _minutes(body: dict[str, Any]) -> int | None:
    return int(body["duration"]) if body.get("duration") else None


def _instant(text: str | None) -> datetime | None:
    instant = datetime.fromisoformat(text) if text else None
    return instant if instant and instant.tzinfo else None
