"""A host's Zoom connection, how they want their meetings, and the events that Zoom sent."""

import hashlib
from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pinmycal.database import UTCDateTime
from pinmycal.extensions import Base
from pinmycal.models.host import Host

DAILY_WRITES = 100
DEFAULT_TOPIC = "{title}: {participant}"
# Zoom's numbers for a free account, whose meetings end after 40 minutes, and for accounts without
# the right to have any.
BASIC, LONGEST_OF_BASIC = 1, 40
WITHOUT_MEETINGS = {4, 99}


class ZoomConnection(Base):
    """A host's authorisation. Tokens are encrypted; see zoom.vault."""

    __tablename__ = "zoom_connections"

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id", ondelete="CASCADE"), unique=True)
    zoom_user_id: Mapped[str] = mapped_column(String(100), unique=True)
    account_id: Mapped[str] = mapped_column(String(100))
    display_name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    plan: Mapped[int]  # Zoom's `type`: 1 Basic, 2 Licensed
    scopes: Mapped[str] = mapped_column(String(2000))
    access_token: Mapped[bytes] = mapped_column(LargeBinary)
    refresh_token: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)  # of the access token
    refreshing_until: Mapped[datetime | None] = mapped_column(UTCDateTime)  # lease of one refresh
    connected_at: Mapped[datetime] = mapped_column(UTCDateTime)
    broken_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # Zoom ended it: reconnect
    parked_until: Mapped[datetime | None] = mapped_column(UTCDateTime)  # no calls before
    # No creates and updates before: Zoom's limit for one day is of these alone.
    writes_parked_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_error: Mapped[str] = mapped_column(String(300), default="")
    refreshed_at: Mapped[datetime] = mapped_column(UTCDateTime)  # lapses 90 days after this
    # Once it is idle: when to try to refresh it next.
    keep_alive_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # Creates and updates on one UTC day: Zoom allows DAILY_WRITES of them.
    writes_on: Mapped[date | None]
    writes: Mapped[int] = mapped_column(default=0)

    host: Mapped[Host] = relationship()

    @property
    def account_key(self) -> str:
        """What the meetings in this account remember it by."""
        return hashlib.sha256(self.zoom_user_id.encode()).hexdigest()

    @property
    def longest(self) -> int | None:
        """After how many minutes Zoom ends this host's meetings; None: not so soon."""
        return LONGEST_OF_BASIC if self.plan == BASIC else None

    def cuts_off(self, minutes: int | None) -> bool:
        """Whether Zoom ends a meeting of this length before its time."""
        return self.longest is not None and (minutes or 0) > self.longest

    @property
    def has_meetings(self) -> bool:
        """Whether Zoom lets this user host meetings at all, as far as their plan says."""
        return self.plan not in WITHOUT_MEETINGS

    def waits_until(self, now: datetime) -> datetime | None:
        """Until when no meeting can be made or changed, for a limit of Zoom's; None: it can."""
        waits = (self.parked_until, self.writes_parked_until)
        return max((until for until in waits if until and until > now), default=None)

    def writes_today(self, now: datetime) -> int:
        """How much of Zoom's daily allowance is used, as far as we know."""
        return self.writes if self.writes_on == now.date() else 0


class ZoomChoices(Base):
    """How a host wants his meetings made. Kept when he disconnects. None: as his account has it."""

    __tablename__ = "zoom_choices"

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id", ondelete="CASCADE"), unique=True)
    topic: Mapped[str] = mapped_column(String(200), default=DEFAULT_TOPIC)
    waiting_room: Mapped[bool | None]
    join_before_host: Mapped[bool | None]
    host_video: Mapped[bool | None]
    participant_video: Mapped[bool | None]
    mute_upon_entry: Mapped[bool | None]


class ZoomEvent(Base):
    """A webhook that was taken in, by the hash of its bytes, so that a repeat does nothing."""

    __tablename__ = "zoom_events"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    received_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
