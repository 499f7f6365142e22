"""What chaos calls wrong. Each kind of error is told from a right end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.chaos.facts import AtZoom, Facts, Mail, Row, Stays
from benchmarks.chaos.participant import Run
from benchmarks.chaos.verdict import Verdict, judge, judge_all, same_again

AT = datetime(2027, 3, 1, 8, tzinfo=UTC)
RUN = Run("participant@example.com", "host@example.com", booked=True, starts_at=AT, over=True)
ROW = Row("one", RUN.email, RUN.host_email, True, AT, "https://zoom/j/1", idle=True)
CANCELLED_ROW = replace(ROW, confirmed=False)
CANCELLED_RUN = replace(RUN, cancelled=True)
MEETING = AtZoom("one", frozenset({AT}), "https://zoom/j/1")
MAILS = [
    Mail("<1>", RUN.email, "confirmation", False, AT, "Join: https://zoom/j/1"),
    Mail("<2>", RUN.host_email, "confirmation", False, AT, "Join: https://zoom/j/1"),
]
FAREWELLS = [
    replace(mail, kind="cancellation", cancels=True, message_id=f"{mail.message_id}c", text="")
    for mail in MAILS
]
LATER = AT + timedelta(hours=1)


def facts(rows: list[Row], meetings: list[AtZoom], mails: list[Mail]) -> Facts:
    return Facts.gathered(rows, meetings, {"one": mails})


def test_a_right_end() -> None:
    assert judge(RUN, facts([ROW], [MEETING], MAILS)).right
    assert judge(CANCELLED_RUN, facts([CANCELLED_ROW], [], MAILS + FAREWELLS)).right


def test_a_mail_that_came_again_is_right_and_counted() -> None:
    seen = facts([ROW], [MEETING], [*MAILS, MAILS[0]])
    assert judge(RUN, seen).right
    assert same_again(seen) == 1


@pytest.mark.parametrize(
    ("rows", "meetings", "mails", "wrong"),
    [
        ([ROW], [MEETING, MEETING], MAILS, Verdict(doubles=1)),
        ([ROW], [], MAILS, Verdict(losses=1)),
        ([ROW], [replace(MEETING, starts=frozenset({LATER}))], MAILS, Verdict(losses=1)),
        ([ROW], [replace(MEETING, join_url="https://zoom/j/2")], MAILS, Verdict(losses=1)),
        ([ROW], [MEETING], MAILS[:1], Verdict(missing_mails=1)),
        ([ROW], [MEETING], MAILS + FAREWELLS[:1], Verdict(missing_mails=1)),
        ([ROW], [MEETING], [MAILS[0], replace(MAILS[1], text="")], Verdict(missing_mails=1)),
        ([ROW], [MEETING], [*MAILS, replace(MAILS[0], starts_at=LATER)], Verdict(missing_mails=1)),
        ([ROW], [MEETING], [*MAILS, replace(MAILS[0], message_id="3")], Verdict(repeated_mails=1)),
        ([], [], [], Verdict(wrong_appointments=1)),
        ([ROW, ROW], [MEETING], MAILS, Verdict(wrong_appointments=1)),
        ([CANCELLED_ROW], [], FAREWELLS, Verdict(wrong_appointments=1)),
    ],
)
def test_a_wrong_end(
    rows: list[Row], meetings: list[AtZoom], mails: list[Mail], wrong: Verdict
) -> None:
    assert judge(RUN, facts(rows, meetings, mails)) == wrong


def test_a_cancelled_appointment_with_a_meeting_is_an_orphan() -> None:
    seen = facts([CANCELLED_ROW], [MEETING], FAREWELLS)
    assert judge(CANCELLED_RUN, seen) == Verdict(orphans=1)


WEEKS = frozenset({AT, AT + timedelta(days=7)})
SERIES = replace(MEETING, starts=WEEKS, is_lasting=True)
ROOM = replace(MEETING, starts=None, is_lasting=True)


@pytest.mark.parametrize("lasting", [SERIES, ROOM])
def test_a_meeting_that_its_host_made_more_of_is_right(lasting: AtZoom) -> None:
    assert judge(RUN, facts([ROW], [lasting], MAILS)).right


@pytest.mark.parametrize(
    "left",
    [
        replace(SERIES, starts=WEEKS - {AT}),
        ROOM,
        replace(MEETING, stays=Stays.REFUSED),
        replace(MEETING, stays=Stays.RECOVERED),
    ],
)
def test_what_may_stay_is_no_orphan(left: AtZoom) -> None:
    assert judge(CANCELLED_RUN, facts([CANCELLED_ROW], [left], MAILS + FAREWELLS)).right


def test_our_own_date_of_a_series_is_an_orphan() -> None:
    seen = facts([CANCELLED_ROW], [SERIES], MAILS + FAREWELLS)
    assert judge(CANCELLED_RUN, seen) == Verdict(orphans=1)


@pytest.mark.parametrize("other", [SERIES, replace(MEETING, stays=Stays.RECOVERED)])
def test_two_for_one_appointment_are_doubles_whatever_they_are(other: AtZoom) -> None:
    assert judge(RUN, facts([ROW], [MEETING, other], MAILS)) == Verdict(doubles=1)


def test_a_meeting_that_belongs_to_nothing_is_an_orphan() -> None:
    seen = facts([ROW], [MEETING, replace(MEETING, public_id="other")], MAILS)
    assert judge_all([RUN], seen) == Verdict(orphans=1)


def test_what_a_participant_must_not_get() -> None:
    complaining = replace(RUN, complaint="500")
    assert judge(complaining, facts([ROW], [MEETING], MAILS)) == Verdict(complaints=1)
