"""The Zoom meeting of one appointment: a small state machine.

state     what is true at Zoom                                 goes on to
--------  ---------------------------------------------------  ------------------------------------
ABSENT    there is none that we know of                        CREATING (creating), READY (found),
                                                               LEFT (leave)
CREATING  a create was sent, no answer is written down: there  READY (found),
          may be one                                           ABSENT (not_made)
READY     there is one: its id, link and time are known        ABSENT (gone), LEFT (leave),
                                                               DELETED (deleted_by_host)
DELETED   its host deleted it there, and may take it back out  ABSENT (make_anew), READY (found),
          of Zoom's trash; what follows is the host's choice   LEFT (leave)
LEFT      its appointment is cancelled, but it stays: part of  (the end)
          a series, refused by Zoom, or taken back by its host

`gone` and `make_anew` keep the id as that of the former one.

Only settle and what a host decides move it on. Each transition raises WrongState where the table
does not have it: who calls has to look at the row under its lock first.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import BigInteger, ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pinmycal.database import UTCDateTime
from pinmycal.extensions import Base

if TYPE_CHECKING:
    from pinmycal.models.appointment import Appointment

# Hosts on free plans send us no events of their edits, so we look before the meeting.
LOOKS_BEFORE = (timedelta(hours=24), timedelta(hours=3), timedelta(minutes=20))
# A create that was never answered may take effect after we looked for it and made another.
LATE_CREATES_ARRIVE_WITHIN = timedelta(minutes=2)


class MeetingState(StrEnum):
    """See the table above."""

    ABSENT = "absent"
    CREATING = "creating"
    READY = "ready"
    DELETED = "deleted"
    LEFT = "left"


class WrongState(Exception):
    """A transition that the table does not have: a mistake of ours."""


class Time(NamedTuple):
    """When a meeting begins, and how many minutes it lasts."""

    starts_at: datetime
    minutes: int

    def has_begun(self, now: datetime) -> bool:
        """Zoom takes no start that has passed: it makes it now on a create, else ignores it."""
        return self.starts_at <= now


class ZoomMeeting(Base):
    """What we know of the meeting at Zoom: its id, join URL and time, and nothing more."""

    __tablename__ = "zoom_meetings"

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(
        ForeignKey("appointments.id", ondelete="CASCADE"), unique=True
    )
    # In whose account it lies. A hash: nothing personal is left when the connection goes.
    account_key: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(20), default=MeetingState.ABSENT)
    meeting_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    join_url: Mapped[str | None] = mapped_column(String(2000))
    # The one before it, deleted at Zoom: its host may take it out of the trash there.
    former_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    # The time that Zoom has said yes to. Empty: an update was sent, so nobody knows.
    starts_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    minutes: Mapped[int | None]
    # What Zoom has instead, when its host moved it there and has not decided yet what follows.
    seen_starts_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    seen_minutes: Mapped[int | None]
    check_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # when to look at it again
    # How often somebody asked for a look, to tell one that was asked for during another.
    looks_asked: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    # Until then a create that was never answered may make a second one. A search after it, and
    # nothing else, empties this.
    doubles_until: Mapped[datetime | None] = mapped_column(UTCDateTime)

    failures: Mapped[int] = mapped_column(default=0)  # in a row
    retry_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_error: Mapped[str] = mapped_column(String(300), default="")
    # What Zoom said no to for good; not asked again. See settle.plan.request.
    refused: Mapped[str | None] = mapped_column(String(80))
    told_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # the host, of this trouble

    appointment: Mapped["Appointment"] = relationship(back_populates="zoom_meeting")

    @property
    def link(self) -> str | None:
        """What people can join by, if the meeting stands."""
        return self.join_url if self.state == MeetingState.READY else None

    @property
    def time(self) -> Time | None:
        """What Zoom has said yes to."""
        return Time(self.starts_at, self.minutes or 0) if self.starts_at else None

    @property
    def seen(self) -> Time | None:
        """What Zoom has instead, if its host moved it there."""
        return Time(self.seen_starts_at, self.seen_minutes or 0) if self.seen_starts_at else None

    def creating(self, account_key: str) -> None:
        """A create is about to be sent. What lay in another account is out of reach."""
        if self.account_key == account_key:
            self._leaving(MeetingState.ABSENT)
        else:
            self.former_id = self.doubles_until = None
        self.account_key, self.retry_at = account_key, None
        self._forget(MeetingState.CREATING)

    def not_made(self) -> None:
        """Zoom refused the create, or nothing is found of one that nobody answered."""
        self._leaving(MeetingState.CREATING)
        self._forget(MeetingState.ABSENT)

    def expect_double(self, now: datetime) -> None:
        """A create was never answered: whatever else is made, it may make one more."""
        until = now + LATE_CREATES_ARRIVE_WITHIN
        self.doubles_until = max(self.doubles_until or until, until)

    def found(self, meeting_id: int, join_url: str, time: Time | None, now: datetime) -> None:
        """Zoom has it: made just now, found again, or back from the trash."""
        self._leaving(MeetingState.CREATING, MeetingState.DELETED, MeetingState.ABSENT)
        if self.former_id == meeting_id:
            self.former_id = None
        self._forget(MeetingState.READY)
        self.meeting_id, self.join_url = meeting_id, join_url
        self.succeed()
        if time:
            self.agree(time, now, self.looks_asked)

    def sending_time(self) -> None:
        """An update is about to be sent: any time differs from an unknown one, so it goes on."""
        self._leaving(MeetingState.READY)
        self.starts_at = self.minutes = None

    def agree(self, time: Time, now: datetime, looks_asked: int) -> None:
        """Zoom has this time, and it is ours. `looks_asked` as it was before Zoom was asked."""
        self._leaving(MeetingState.READY)
        self.starts_at, self.minutes = time
        self.seen_starts_at = self.seen_minutes = None
        self.looked(now, looks_asked)
        self.succeed()

    def differ(self, seen: Time) -> None:
        """Its host moved it inside Zoom; which time holds is theirs to say."""
        self._leaving(MeetingState.READY)
        self.seen_starts_at, self.seen_minutes = seen

    def put_back(self) -> bool:
        """Our time holds: what Zoom has is not what is wanted. False if it has no other."""
        if self.seen is None:
            return False
        self._leaving(MeetingState.READY)
        self.starts_at, self.minutes = self.seen
        self.seen_starts_at = self.seen_minutes = None
        self.try_again()
        return True

    def deleted_by_host(self, looks_asked: int) -> None:
        """It is gone from Zoom, and not by us. Its id and link are kept: it may come back."""
        self._leaving(MeetingState.READY, MeetingState.DELETED)
        self.state = MeetingState.DELETED
        self.starts_at = self.minutes = self.seen_starts_at = self.seen_minutes = None
        self.looked_in_vain(looks_asked)
        self.succeed()

    def make_anew(self) -> bool:
        """The host wants another one instead. False if there is nothing to replace."""
        if self.state != MeetingState.DELETED:
            return False
        self._replace()
        return True

    def gone(self) -> None:
        """It is gone from Zoom: we deleted it, or an update did not find it."""
        self._leaving(MeetingState.READY)
        self._replace()

    def leave(self, meeting_id: int | None, why: str) -> None:
        """It stays at Zoom although its appointment is cancelled; only its host can delete it."""
        self._leaving(MeetingState.READY, MeetingState.ABSENT, MeetingState.DELETED)
        self.succeed()
        self.state, self.meeting_id, self.last_error = MeetingState.LEFT, meeting_id, why
        self.check_at = None

    def look(self, now: datetime) -> None:
        """Something may have happened to it: look soon."""
        self.check_at = now
        self.looks_asked += 1

    def looked(self, now: datetime, looks_asked: int) -> None:
        """It was seen. When to look next, unless somebody has asked for a look meanwhile."""
        if self.looks_asked == looks_asked:
            moments = (self.appointment.starts_at - before for before in LOOKS_BEFORE)
            self.check_at = next((moment for moment in moments if moment > now), None)

    def looked_in_vain(self, looks_asked: int) -> None:
        """It is not there: no look is planned, unless somebody has asked for one meanwhile."""
        if self.looks_asked == looks_asked:
            self.check_at = None

    def fail(self, error: str, now: datetime, wait: timedelta | None) -> None:
        """A call failed; try again after `wait`, if it is this meeting that waits."""
        self.failures += 1
        self.last_error = error[:300]
        self.retry_at = now + wait if wait else self.retry_at

    def succeed(self) -> None:
        """What was asked of Zoom is done: forget what went wrong on the way."""
        self.try_again()
        self.failures, self.last_error, self.told_at = 0, "", None

    def try_again(self) -> None:
        """Do not wait, and ask even for what was refused."""
        self.retry_at = self.refused = None

    def _replace(self) -> None:
        former_id = self.meeting_id
        self._forget(MeetingState.ABSENT)
        self.former_id = former_id or self.former_id
        self.succeed()

    def _forget(self, state: MeetingState) -> None:
        self.state = state
        self.meeting_id = self.join_url = self.starts_at = self.minutes = None
        self.seen_starts_at = self.seen_minutes = self.check_at = None

    def _leaving(self, *allowed: MeetingState) -> None:
        if self.state not in allowed:
            raise WrongState(f"{self.state}, not {' or '.join(allowed)}")
