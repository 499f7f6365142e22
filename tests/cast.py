"""The people of every test, and what they do most."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pinmycal import booking
from pinmycal.accounts.hosts import sign_up
from pinmycal.extensions import db
from pinmycal.models import (
    Appointment,
    AppointmentType,
    Host,
    Location,
    Question,
    Schedule,
    ZoomConnection,
)
from pinmycal.zoom.vault import seal

# A Monday, before the host's hours begin. Berlin is UTC+1 then.
NOW = datetime(2027, 3, 1, 6, tzinfo=UTC)
MONDAY_NINE = datetime(2027, 3, 1, 8, tzinfo=UTC)  # 09:00 in Berlin
SCOPES = (
    "meeting:write:meeting meeting:update:meeting meeting:delete:meeting meeting:read:meeting"
    " meeting:read:list_meetings user:read:user"
)
PASSWORD = "a long password"
ACCOUNT_KEY = hashlib.sha256(b"zoom-host").hexdigest()  # of whom connect_zoom connects


@dataclass
class Cast:
    """The host with one Zoom type, and the stranger with none."""

    host: Host
    stranger: Host
    offer: AppointmentType

    @classmethod
    def assemble(cls) -> "Cast":
        host = a_host("Host", "host@example.com")
        stranger = a_host("Stranger", "stranger@example.com")
        return cls(host, stranger, offer(host))

    def book(self, at: datetime = MONDAY_NINE, now: datetime = NOW, **wish: Any) -> Appointment:
        """The participant books."""
        return booking.book(self.offer, request(at, **wish), now)

    def connect_zoom(self, user: str = "zoom-host") -> ZoomConnection:
        """The host's Zoom account is connected, by a row alone."""
        connection = ZoomConnection(
            host_id=self.host.id,
            zoom_user_id=user,
            account_id="account",
            display_name="Host at Zoom",
            email="host@example.com",
            plan=2,
            scopes=SCOPES,
            access_token=seal("access"),
            refresh_token=seal("refresh"),
            expires_at=datetime(2099, 1, 1, tzinfo=UTC),
            connected_at=NOW,
            refreshed_at=NOW,
        )
        db.session.add(connection)
        db.session.commit()
        return connection


def offer(host: Host, **changes: object) -> AppointmentType:
    """An appointment type of the host's: Zoom, 30 minutes, no notice, unless said otherwise."""
    mine = db.select(Schedule.id).filter_by(host_id=host.id).order_by(Schedule.id)
    fields: dict[str, object] = {
        "host_id": host.id,
        "schedule_id": db.session.scalars(mine).first(),
        "title": "Intro call",
        "slug": "intro",
        "location": Location.ZOOM,
        "duration": 30,
        "increment": 30,
        "minimum_notice": 0,
        "created_at": NOW,
    }
    made = AppointmentType(**{**fields, **changes})
    db.session.add(made)
    db.session.commit()
    return made


def ask(offer: AppointmentType, label: str = "What for?", **changes: object) -> Question:
    """A question of the type: a short answer, if he likes, unless said otherwise."""
    fields: dict[str, object] = {"position": 99, "kind": "short", "required": False, "options": []}
    asked = Question(appointment_type_id=offer.id, label=label, **{**fields, **changes})
    db.session.add(asked)
    db.session.commit()
    return asked


def request(at: datetime, **wish: Any) -> booking.Request:
    """What the participant asks for."""
    fields: dict[str, Any] = {
        "name": "Participant",
        "email": "participant@example.com",
        "time_zone": "America/New_York",
        "note": "",
        "submission_key": f"form-{at.isoformat()}",
    }
    return booking.Request(starts_at=at, **{**fields, **wish})


def a_host(name: str, email: str) -> Host:
    return sign_up(name, email, "not a hash: nobody logs in", "Europe/Berlin", NOW, ())
