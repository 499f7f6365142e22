"""A host's appointments as a list: which of them, in what order, page by page."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    Tuple,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import contains_eager, joinedload

from pinmycal.database import UTCDateTime
from pinmycal.extensions import db
from pinmycal.models import Appointment, Message, Participant, ZoomConnection
from pinmycal.models.appointment import CANCELLED, CONFIRMED, LONGEST
from pinmycal.web.dashboard.asked import Asked, Place, Show
from pinmycal.zoom.state import ZoomState, in_trouble, zoom_state

PAGE = 25
MOST_COUNTED = 100
NON_JOINER, JOINER = "\u200c", "\u200d"
SOONEST_FIRST = {Show.UPCOMING, Show.ATTENTION}
_ORDER = (Appointment.starts_at, Appointment.id)


@dataclass(frozen=True)
class Row:
    """An appointment, how its Zoom meeting stands, whether a mail about it was refused."""

    appointment: Appointment
    state: ZoomState
    refused: bool


@dataclass(frozen=True)
class Agenda:
    """One page of a list, and the addresses of the pages beside it."""

    rows: list[Row]
    later: str | None
    earlier: str | None


class Reader:
    """Reads one host's lists, as they are at `now`."""

    def __init__(self, host_id: int, connection: ZoomConnection | None, now: datetime) -> None:
        self._host_id, self._connection, self._now = host_id, connection, now
        self._refused = exists().where(
            Message.host_id == host_id,
            Message.appointment_id == Appointment.id,
            Message.failed_at.is_not(None),
        )

    def next(self) -> Row | None:
        """What runs, or comes first. One query."""
        rows = self._rows(self._list(Show.UPCOMING).order_by(*_ORDER), 1)
        return rows[0] if rows else None

    def has_any(self) -> bool:
        """Whether anyone ever booked. One query."""
        mine = select(Appointment.id).where(Appointment.host_id == self._host_id)
        return db.session.scalar(mine.limit(1)) is not None

    def attention(self, most: int) -> list[Row]:
        """The first that need the host. One query."""
        return self._rows(self._list(Show.ATTENTION).order_by(*_ORDER), most)

    def between(self, begin: datetime, end: datetime, most: int) -> list[Row]:
        """What stands and takes place in [begin, end). One query."""
        # The first bound is for the index: nothing is longer.
        inside = (
            Appointment.starts_at > begin - LONGEST,
            Appointment.starts_at < end,
            Appointment.ends_at > begin,
        )
        standing = self._all().where(Appointment.status == CONFIRMED, *inside)
        return self._rows(standing.order_by(*_ORDER), most)

    def page(self, asked: Asked, left_out: Row | None) -> Agenda:
        """What the address asks for, but for one that is shown elsewhere. One query."""
        query = self._list(asked.show)
        if asked.q:
            query = query.where(_has_participant(asked.q))
        elif left_out and asked.show is Show.UPCOMING:
            query = query.where(Appointment.id != left_out.appointment.id)
        soonest_first = asked.show in SOONEST_FIRST
        upwards = bool(asked.after) or (soonest_first and not asked.before)
        rows = self._rows(_walk(query, asked, upwards), PAGE + 1)
        more, rows = len(rows) > PAGE, rows[:PAGE]
        if upwards != soonest_first:
            rows.reverse()
        return _agenda(asked, rows, more, upwards)

    def found(self, words: str) -> dict[Show, int]:
        """How many each list has of whom the words find; nobody counts further. One query."""
        counts = db.session.execute(select(*(self._count(show, words) for show in Show))).one()
        return dict(zip(Show, counts, strict=True))

    def _count(self, show: Show, words: str) -> ScalarSelect[int]:
        those = (
            select(Appointment.id)
            .outerjoin(Appointment.zoom_meeting)
            .where(Appointment.host_id == self._host_id, self._which(show), _has_participant(words))
            .limit(MOST_COUNTED)
        )
        return select(func.count()).select_from(those.subquery()).scalar_subquery()

    def _all(self) -> Select[Appointment, bool]:
        return (
            select(Appointment, self._refused)
            .outerjoin(Appointment.zoom_meeting)
            .where(Appointment.host_id == self._host_id)
            .options(contains_eager(Appointment.zoom_meeting), joinedload(Appointment.participants))
        )

    def _list(self, show: Show) -> Select[Appointment, bool]:
        return self._all().where(self._which(show))

    def _which(self, show: Show) -> ColumnElement[bool]:
        now, begins = self._now, Appointment.starts_at
        coming = Appointment.is_ahead(now)
        standing = Appointment.status == CONFIRMED
        trouble = in_trouble(self._connection, now)
        which: dict[Show, ColumnElement[bool]] = {
            Show.UPCOMING: and_(standing, coming),
            Show.PAST: and_(standing, Appointment.ends_at <= now, begins < now),
            Show.CANCELLED: Appointment.status == CANCELLED,
            Show.ATTENTION: and_(coming, or_(trouble, self._refused)),
        }
        return which[show]

    def _rows(self, query: Select[Appointment, bool], most: int) -> list[Row]:
        found = db.session.execute(query.limit(most)).unique()
        return [
            Row(each, zoom_state(each, self._connection, self._now), refused)
            for each, refused in found
        ]


def _walk(
    query: Select[Appointment, bool], asked: Asked, upwards: bool
) -> Select[Appointment, bool]:
    if asked.after:
        query = query.where(tuple_(*_ORDER) > _literal(asked.after))
    if asked.before:
        query = query.where(tuple_(*_ORDER) < _literal(asked.before))
    return query.order_by(*(_ORDER if upwards else (column.desc() for column in _ORDER)))


def _agenda(asked: Asked, rows: list[Row], more: bool, upwards: bool) -> Agenda:
    places = sorted(Place(row.appointment.starts_at, row.appointment.id) for row in rows)
    if not places:
        return Agenda(rows, None, None)
    later = more if upwards else asked.before is not None
    earlier = asked.after is not None if upwards else more
    return Agenda(
        rows,
        asked.address(after=places[-1]) if later else None,
        asked.address(before=places[0]) if earlier else None,
    )


def _literal(place: Place) -> Tuple:
    return tuple_(literal(place.starts_at, UTCDateTime), literal(place.id))


def _has_participant(words: str) -> ColumnElement[bool]:
    """With or without the signs that join and part letters, as in Persian: few keyboards have
    them, and what is copied from elsewhere has them or not."""
    plain = words.replace(NON_JOINER, "").replace(JOINER, "")
    spelled = (
        func.replace(func.replace(column, NON_JOINER, ""), JOINER, "").icontains(
            plain, autoescape=True
        )
        for column in (Participant.name, Participant.email)
    )
    return exists().where(Participant.appointment_id == Appointment.id, or_(*spelled))
