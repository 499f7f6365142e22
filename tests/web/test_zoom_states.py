"""Every state of a Zoom meeting, on every page and in every email: what is said is true."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.links import participant_path, record_link
from pinmycal.models import Appointment, Kind, MeetingState, Participant, ZoomMeeting
from pinmycal.settle.situation import read_situation
from pinmycal.zoom.connection import connection_of
from pinmycal.zoom.state import TROUBLES, ZoomState, zoom_state
from tests.cast import ACCOUNT_KEY, MONDAY_NINE, NOW, Cast
from tests.mail.writing import mail_to, part
from tests.web.visitor import Visitor

LINK = "https://zoom.example/j/81234567890"
WHEN, ELSEWHEN = MONDAY_NINE, MONDAY_NINE + timedelta(hours=2)
HOURS_AWAY = NOW + timedelta(hours=1)
READY = {
    "state": MeetingState.READY,
    "meeting_id": 81234567890,
    "join_url": LINK,
    "starts_at": WHEN,
    "minutes": 30,
}
OLD_TIME = {**READY, "starts_at": ELSEWHEN}
ABSENT = {"state": MeetingState.ABSENT}
GONE = {**READY, "state": MeetingState.DELETED, "starts_at": None}
REFUSED = {"failures": 1, "last_error": "refused: 400/3161"}
CREATE = "create 2027-03-01T08:00:00Z 30"
UPDATE = "update 2027-03-01T08:00:00Z 30"


@dataclass(frozen=True)
class Case:
    """How the rows are; `comes`: whether settle will do something about it by itself."""

    state: ZoomState
    meeting: dict[str, Any] | None = None
    connection: dict[str, Any] | None = field(default_factory=dict)
    cancelled: bool = False
    comes: bool = False
    host_reads: str = ""

    def __str__(self) -> str:
        return f"{self.state}-{self.host_reads[:20]}"


CASES = [
    Case(ZoomState.READY, READY),
    Case(ZoomState.READY, {**READY, "check_at": HOURS_AWAY}),
    Case(ZoomState.UPDATING, OLD_TIME, comes=True, host_reads="PinMyCal is updating it"),
    Case(
        ZoomState.STALE,
        {**OLD_TIME, "failures": 3, "retry_at": HOURS_AWAY},
        comes=True,
        host_reads="PinMyCal keeps trying to change the time",
    ),
    Case(
        ZoomState.STALE,
        {**OLD_TIME, **REFUSED, "refused": UPDATE},
        host_reads="Change the time in Zoom yourself, or try again.",
    ),
    Case(
        ZoomState.STALE,
        OLD_TIME,
        connection={"broken_at": NOW},
        host_reads="PinMyCal changes the time once Zoom is connected again",
    ),
    Case(
        ZoomState.STALE,
        OLD_TIME,
        connection={"writes_parked_until": HOURS_AWAY},
        comes=True,
        host_reads="PinMyCal keeps trying to change the time",
    ),
    Case(ZoomState.MAKING, comes=True, host_reads="The Zoom link is being made."),
    Case(
        ZoomState.MAKING,
        {"state": MeetingState.CREATING},
        comes=True,
        host_reads="The Zoom link is being made.",
    ),
    Case(
        ZoomState.MAKING,
        {**READY, "account_key": "another account", "starts_at": ELSEWHEN},
        comes=True,
        host_reads="The Zoom link is being made.",
    ),
    Case(
        ZoomState.DELAYED,
        {**ABSENT, "failures": 3, "retry_at": HOURS_AWAY, "last_error": "unreachable: 503"},
        comes=True,
        host_reads="PinMyCal keeps trying and emails the link.",
    ),
    Case(
        ZoomState.DELAYED,
        connection={"writes_parked_until": HOURS_AWAY},
        comes=True,
        host_reads="PinMyCal keeps trying and emails the link.",
    ),
    Case(
        ZoomState.REFUSED,
        {**ABSENT, **REFUSED, "refused": CREATE},
        host_reads="This appointment has no link until you try again.",
    ),
    Case(ZoomState.UNCONNECTED, connection=None, host_reads="Your Zoom account is not connected."),
    Case(ZoomState.BROKEN, connection={"broken_at": NOW}, host_reads="Zoom ended the connection"),
    Case(
        ZoomState.MOVED,
        {**READY, "seen_starts_at": ELSEWHEN, "seen_minutes": 30},
        host_reads="You moved this meeting in Zoom",
    ),
    Case(ZoomState.DELETED, GONE, host_reads="You deleted this meeting in Zoom."),
    Case(
        ZoomState.LEFT,
        {**READY, "state": MeetingState.LEFT, "last_error": "series"},
        cancelled=True,
        host_reads="You made it a recurring meeting in Zoom",
    ),
    Case(
        ZoomState.LEFT,
        {**READY, "state": MeetingState.LEFT, "last_error": "refused: 400/3161"},
        cancelled=True,
        host_reads="Zoom refused to delete it.",
    ),
    Case(
        ZoomState.LEFT,
        READY,
        connection=None,
        cancelled=True,
        host_reads="cannot delete it while its Zoom account is not connected",
    ),
    Case(ZoomState.NONE, ABSENT, cancelled=True),
    Case(ZoomState.NONE, READY, cancelled=True, comes=True),
]
WORDS = {case.host_reads for case in CASES if case.host_reads}
PROMISES = (
    "being made",
    "in a moment",
    "follows",
    "comes by email",
    "keeps trying",
    "emails the link",
    "is updating",
)
every_case = pytest.mark.parametrize("case", CASES, ids=str)
Reader = Callable[[Appointment], Participant | None]


def the_host(_: Appointment) -> None:
    """Has no row among the participants."""


def the_participant(appointment: Appointment) -> Participant:
    return appointment.participant


@pytest.fixture
def appointment(cast: Cast, case: Case) -> Appointment:
    booked = cast.book()
    if case.connection is not None:
        connection = cast.connect_zoom()
        for name, value in case.connection.items():
            setattr(connection, name, value)
    if case.cancelled:
        booking.cancel(booked, "participant", "", NOW)
    if case.meeting is not None:
        booked.zoom_meeting = ZoomMeeting(**{"account_key": ACCOUNT_KEY, **case.meeting})
    db.session.commit()
    return booked


def test_every_state_has_its_case() -> None:
    assert {case.state for case in CASES} == set(ZoomState)


@every_case
def test_what_is_promised_is_what_settle_will_do(appointment: Appointment, case: Case) -> None:
    assert zoom_state(appointment, connection_of(appointment.host_id), NOW) is case.state
    situation = read_situation(appointment.id, NOW)
    assert situation
    assert (situation.next_zoom_step is not None) is case.comes
    if case.state.link_follows:
        assert case.comes


@every_case
def test_the_participants_page(appointment: Appointment, case: Case, visitor: Visitor) -> None:
    visitor.open(participant_path(appointment.participant))
    assert (LINK in visitor.response.text) is case.state.has_link
    promised = [words for words in PROMISES if words in visitor.text]
    assert bool(promised) is case.state.link_follows
    by_hand = not (case.cancelled or case.state.has_link or case.state.link_follows)
    assert ("Host will send you the details." in visitor.text) is by_hand


@every_case
def test_the_hosts_record(appointment: Appointment, case: Case, host: Visitor) -> None:
    host.open(record_link(appointment))
    assert {words for words in WORDS if words in host.text} == {case.host_reads} - {""}
    assert (LINK in host.response.text) is case.state.has_link
    if not case.comes:
        assert [words for words in PROMISES if words in host.text] == []


@every_case
def test_the_hosts_lists(appointment: Appointment, case: Case, host: Visitor) -> None:
    host.open("/dashboard?show=attention")
    listed = host.page.select(f'#agenda a[href$="{appointment.public_id}"]')
    assert bool(listed) is (case.state in TROUBLES)
    host.open("/settings/integrations/zoom")
    waiting = host.page.select(f'.waiting a[href$="{appointment.public_id}"]')
    assert bool(waiting) is not (case.cancelled or case.state.has_link)


@every_case
@pytest.mark.parametrize("kind", [Kind.CONFIRMATION, Kind.MOVE, Kind.REMINDER])
@pytest.mark.parametrize("reader", [the_participant, the_host])
def test_emails(appointment: Appointment, case: Case, kind: Kind, reader: Reader) -> None:
    if case.cancelled:
        return  # none of these is sent any more
    text = part(mail_to(kind, appointment, reader(appointment)), "text/plain")
    assert (LINK in text) is case.state.has_link
    assert ("The Zoom link follows" in text) is case.state.link_follows
    by_hand = not (case.state.has_link or case.state.link_follows)
    if reader is the_participant:
        assert ("Host will send you the details." in text) is by_hand
    else:
        assert ("no link" in text) is by_hand
