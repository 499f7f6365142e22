"""What is true of every appointment: in the database, at Zoom, in the mailboxes."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from flask import Flask
from sqlalchemy import select

from pinmycal.extensions import db
from pinmycal.models import Appointment, Host, Participant, ZoomMeeting
from pinmycal.models.appointment import CONFIRMED
from sandbox.mailbox import ReceivedMail

MARKER = re.compile(r"PinMyCal appointment (\w+)")
BEGINS = re.compile(r"DTSTART[^:\n]*:(\d{8}T\d{6})Z")
# A mail's subject tells which change it is about; the host's and the participant's differ.
KINDS = {
    "You are booked": "confirmation",
    "New appointment": "confirmation",
    "New time": "move",
    "Zoom link": "link",
    "Cancelled": "cancellation",
}
SOON = timedelta(seconds=30)
OPEN_AT_ANY_TIME = {3, 4}
LASTING = OPEN_AT_ANY_TIME | {8}


@dataclass(frozen=True)
class Row:
    """An appointment as the database has it; `idle`: settle has nothing to do for it soon."""

    public_id: str
    email: str
    host_email: str
    confirmed: bool
    starts_at: datetime
    join_url: str | None
    idle: bool
    expects_double: bool = False  # a create that nobody answered may still take effect


class Stays(StrEnum):
    """Why a meeting may outlive our wish for it."""

    NOT = ""
    REFUSED = "Zoom refused to delete it"
    RECOVERED = "its host took it out of the trash"


@dataclass(frozen=True)
class AtZoom:
    """A live meeting, and the appointment whose marker it bears.

    `starts`: of a series those of its dates that stand; None where it is open at any time.
    """

    public_id: str
    starts: frozenset[datetime] | None
    join_url: str
    is_lasting: bool = False  # a series, or the host's personal room
    stays: Stays = Stays.NOT

    def is_at(self, moment: datetime) -> bool:
        return self.starts is None or moment in self.starts

    def is_wrong_for(self, row: "Row") -> bool:
        """Whether an appointment that is cancelled, or has another meeting, must not have it.

        Of a series only our own date has to go; what is open at any time stays as it is.
        """
        if self.stays is Stays.REFUSED or (self.stays and not row.confirmed):
            return False
        if not self.is_lasting:
            return True
        return self.starts is not None and row.starts_at in self.starts


@dataclass(frozen=True)
class Mail:
    """One arrival of a mail about an appointment."""

    message_id: str
    reader: str
    kind: str
    cancels: bool
    starts_at: datetime | None
    text: str


@dataclass
class Facts:
    """One look at everything."""

    rows: dict[str, list[Row]]  # by the participant's address
    meetings: dict[str, list[AtZoom]]  # by public id, live ones
    mails: dict[str, list[Mail]] = field(default_factory=lambda: defaultdict(list))
    still_to_come: int = 0  # creates that Zoom has taken and not done yet

    @classmethod
    def gathered(
        cls,
        rows: list[Row],
        meetings: list[AtZoom],
        mails: dict[str, list[Mail]],
        still_to_come: int = 0,
    ) -> Self:
        by_email: dict[str, list[Row]] = defaultdict(list)
        by_id: dict[str, list[AtZoom]] = defaultdict(list)
        for row in rows:
            by_email[row.email].append(row)
        for meeting in meetings:
            by_id[meeting.public_id].append(meeting)
        return cls(by_email, by_id, mails, still_to_come)


def read_rows(app: Flask) -> list[Row]:
    """As committed now."""
    query = (
        select(Appointment, Participant.email, Host.email, ZoomMeeting)
        .join(Participant, Participant.appointment_id == Appointment.id)
        .join(Host, Host.id == Appointment.host_id)
        .outerjoin(ZoomMeeting, ZoomMeeting.appointment_id == Appointment.id)
    )
    with app.app_context():
        return [_row(*found) for found in db.session.execute(query)]


def _row(appointment: Appointment, email: str, host_email: str, meeting: ZoomMeeting | None) -> Row:
    due, lease = appointment.due_at, appointment.lease_until
    return Row(
        appointment.public_id,
        email,
        host_email,
        appointment.status == CONFIRMED,
        appointment.starts_at,
        meeting.join_url if meeting else None,
        lease is None and (due is None or due > datetime.now(UTC) + SOON),
        meeting is not None and meeting.doubles_until is not None,
    )


def read_meetings(meetings: list[dict[str, Any]], staying: Mapping[int, Stays]) -> list[AtZoom]:
    """Those that live. One without our marker belongs to the appointment "none"."""
    return [_meeting(told, staying) for told in meetings if not told["deleted"]]


def _meeting(told: dict[str, Any], staying: Mapping[int, Stays]) -> AtZoom:
    marker = MARKER.match(told["agenda"])
    return AtZoom(
        marker[1] if marker else "none",
        _starts(told),
        told["join_url"],
        told["type"] in LASTING,
        staying.get(told["id"], Stays.NOT),
    )


def _starts(told: dict[str, Any]) -> frozenset[datetime] | None:
    if told["type"] in OPEN_AT_ANY_TIME:
        return None
    dates = told.get("occurrences", [told])
    standing = (each["start_time"] for each in dates if each["status"] != "deleted")
    return frozenset(map(datetime.fromisoformat, standing))


def read_mail(mail: ReceivedMail) -> tuple[str, Mail] | None:
    """The public id and what the mail says; None if it is about no appointment."""
    if not mail["In-Reply-To"]:
        return None
    calendar = str(mail.calendar).replace("\r\n ", "").replace("\n ", "")
    begins = BEGINS.search(calendar)
    subject = str(mail["Subject"])
    return mail["In-Reply-To"].strip("<>").split("@")[0], Mail(
        str(mail["Message-ID"]),
        mail.recipients[0],
        next(kind for words, kind in KINDS.items() if subject.startswith(words)),
        "METHOD:CANCEL" in calendar,
        datetime.strptime(begins[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if begins else None,
        mail.text,
    )
