"""Nobody can have us write to a stranger again and again."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from flask import Flask

from pinmycal import booking, counting
from pinmycal.accounts.hosts import sign_up
from pinmycal.booking import limits
from pinmycal.booking.announcing import announce
from pinmycal.extensions import db
from pinmycal.forgetting import forget_old
from pinmycal.models import (
    Appointment,
    AppointmentType,
    ClientAct,
    Host,
    Kind,
    Message,
    Participant,
)
from pinmycal.models.mailbox import mailbox
from tests.cast import MONDAY_NINE, NOW, Cast, offer, request
from tests.crowd import all_at_once

pytestmark = pytest.mark.both_databases
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OF_A_HOST = limits.BOOKINGS_OF_A_HOST


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test reaches soon."""
    monkeypatch.setattr(limits, "BOOKINGS_OF_A_MAILBOX", ((HOUR, 2), (DAY, 3)))
    monkeypatch.setattr(limits, "MAILS_TO_A_MAILBOX", ((HOUR, 3), (DAY, 5)))
    monkeypatch.setattr(limits, "BOOKINGS_OF_A_HOST", ((HOUR, 4), (DAY, 6)))


@pytest.fixture
def starts() -> Iterator[datetime]:
    return (MONDAY_NINE + timedelta(days=7, minutes=30 * number) for number in range(16))


def test_the_third_within_an_hour_is_refused(cast: Cast, starts: Iterator[datetime]) -> None:
    for email in ("victim@example.com", "VICTIM+1@example.com"):
        cast.book(next(starts), email=email)
    with pytest.raises(booking.TooOften):
        cast.book(next(starts), email="victim+2@example.com")
    assert db.session.query(Appointment).count() == 2
    cast.book(next(starts), email="another@example.com")
    cast.book(next(starts), NOW + HOUR, email="victim@example.com")


def test_the_fourth_within_a_day_is_refused(cast: Cast, starts: Iterator[datetime]) -> None:
    for hours in (0, 2, 4):
        cast.book(next(starts), NOW + hours * HOUR)
    with pytest.raises(booking.TooOften):
        cast.book(next(starts), NOW + 6 * HOUR)
    cast.book(next(starts), NOW + DAY)


def test_whoever_is_invited_counts_with_every_host(cast: Cast, starts: Iterator[datetime]) -> None:
    theirs = offer(cast.stranger)
    cast.book(next(starts), email="one@example.com", guests=("victim@example.com",))
    wish = request(next(starts), email="two@example.com", guests=("victim@example.com",))
    booking.book(theirs, wish, NOW)
    with pytest.raises(booking.TooOften):
        cast.book(next(starts), email="three@example.com", guests=("victim@example.com",))


def test_cancelled_ones_count(cast: Cast, starts: Iterator[datetime]) -> None:
    for start in (next(starts), next(starts)):
        booking.cancel(cast.book(start), "participant", "", NOW)
    with pytest.raises(booking.TooOften):
        cast.book(next(starts))


def test_a_host_is_not_flooded(cast: Cast, starts: Iterator[datetime]) -> None:
    for number in range(4):
        cast.book(next(starts), email=f"{number}@example.com")
    with pytest.raises(booking.TooOften):
        cast.book(next(starts), email="4@example.com")
    wish = request(next(starts), email="4@example.com")
    booking.book(offer(cast.stranger), wish, NOW)


def test_all_accounts_of_one_mailbox_count_together(cast: Cast, starts: Iterator[datetime]) -> None:
    cast.host.mailbox = cast.stranger.mailbox = mailbox("v.i.c.tim@gmail.com")
    theirs = offer(cast.stranger)
    for number in range(4):
        cast.book(next(starts), email=f"{number}@example.com")
    with pytest.raises(booking.TooOften):
        booking.book(theirs, request(next(starts), email="4@example.com"), NOW)


def test_hosts_from_before_are_counted_alone(cast: Cast, starts: Iterator[datetime]) -> None:
    cast.host.mailbox = cast.stranger.mailbox = ""
    theirs = offer(cast.stranger)
    for number in range(4):
        cast.book(next(starts), email=f"{number}@example.com")
    booking.book(theirs, request(next(starts), email="4@example.com"), NOW)


def test_one_client_counts_with_every_host(
    cast: Cast, starts: Iterator[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(counting.OF_A_CLIENT, counting.BOOKING, ((HOUR, 2), (DAY, 3)))
    theirs, here = offer(cast.stranger), {"client_key": "a1" * 32}
    cast.book(next(starts), email="0@example.com", **here)
    booking.book(theirs, request(next(starts), email="1@example.com", **here), NOW)
    with pytest.raises(booking.TooOften):
        cast.book(next(starts), email="2@example.com", **here)
    cast.book(next(starts), email="2@example.com", client_key="b2" * 32)
    cast.book(next(starts), NOW + HOUR, email="3@example.com", **here)
    with pytest.raises(booking.TooOften):
        cast.book(next(starts), NOW + 3 * HOUR, email="4@example.com", **here)
    forget_old(NOW + DAY + HOUR / 2)
    assert db.session.query(ClientAct).count() == 1


def test_45_in_seconds_are_too_many(
    cast: Cast, starts: Iterator[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BOOKINGS_OF_A_HOST", OF_A_HOST)
    for number in range(45):
        at = MONDAY_NINE + timedelta(days=number // 10, minutes=30 * (number % 10))
        with suppress(booking.TooOften):
            cast.book(at, email=f"{number}@example.com")
    assert db.session.query(Appointment).count() == 40


def test_a_form_sent_again_is_no_new_booking(cast: Cast, starts: Iterator[datetime]) -> None:
    start = next(starts)
    first = [cast.book(start).id for _ in range(5)]
    assert len(set(first)) == 1


def test_moving_again_and_again_is_refused(cast: Cast, starts: Iterator[datetime]) -> None:
    appointment = cast.book(next(starts))
    for _ in range(2):
        went_out()
        booking.move(appointment, next(starts), NOW)
    stands = appointment.starts_at
    with pytest.raises(booking.TooOften):
        booking.move(appointment, next(starts), NOW)
    db.session.refresh(appointment)
    assert appointment.starts_at == stands
    booking.cancel(appointment, "participant", "", NOW)


def went_out(*kinds: Kind) -> None:
    """All that is owed, or what is of these kinds."""
    of = Message.kind.in_(kinds or list(Kind))
    db.session.execute(db.update(Message).where(of).values(due_at=None, attempted_at=NOW))
    db.session.commit()


@pytest.mark.parametrize("gone", [False, True])
def test_reminders_and_links_are_nobodys_doing(
    cast: Cast, starts: Iterator[datetime], gone: bool
) -> None:
    cast.host.reminder_minutes = 60
    db.session.commit()
    first, second = cast.book(next(starts)), cast.book(next(starts))
    announce(second, Kind.LINK, NOW)
    db.session.commit()
    if gone:
        went_out()
    booking.move(first, next(starts), NOW)


def test_what_never_goes_out_stops_no_move(cast: Cast, starts: Iterator[datetime]) -> None:
    for _ in range(2):
        moved = cast.book(next(starts))
    for _ in range(3):
        pointless = Message(kind=Kind.MOVE, host_id=cast.host.id, created_at=NOW)
        pointless.participant = moved.participant
        moved.messages.append(pointless)
    db.session.commit()
    booking.move(moved, next(starts), NOW)


def test_invitations_by_others_stop_no_move_of_ones_own(
    cast: Cast, starts: Iterator[datetime]
) -> None:
    own = cast.book(next(starts), email="victim@example.com")
    for number in (1, 2):
        guests = ("victim@example.com",)
        theirs = cast.book(next(starts), email=f"{number}@example.com", guests=guests)
        went_out()
    booking.move(theirs, next(starts), NOW)
    went_out()
    booking.move(own, next(starts), NOW)


def test_whoever_is_invited_is_not_flooded_by_moves(cast: Cast, starts: Iterator[datetime]) -> None:
    moves = [cast.book(next(starts), email="1@example.com", guests=("victim@example.com",))]
    moves.append(cast.book(next(starts), email="2@example.com", guests=("victim@example.com",)))
    went_out()
    booking.move(moves[0], next(starts), NOW)
    went_out()
    with pytest.raises(booking.TooOften):
        booking.move(moves[1], next(starts), NOW)


def test_hosts_at_once_do_not_flood_one_mailbox(
    app: Flask, cast: Cast, starts: Iterator[datetime]
) -> None:
    """Each host's calendar has a lock of its own; the mailbox has one for all."""
    host_ids = [
        sign_up(f"Host {n}", f"host-{n}@example.com", "", "Europe/Berlin", NOW, ()).id
        for n in range(8)
    ]
    offers = [offer(db.session.get_one(Host, host_id)).id for host_id in host_ids]
    wish = request(next(starts), email="victim@example.com")

    def book(number: int) -> bool:
        try:
            booking.book(db.session.get_one(AppointmentType, offers[number]), wish, NOW)
        except booking.TooOften:
            return False
        return True

    assert sum(all_at_once(app, book, len(offers))) == 2


@pytest.mark.parametrize(
    ("email", "box"),
    [
        ("Ann@Example.org", "ann@example.org"),
        ("ann+shop+2@example.org", "ann@example.org"),
        ("+ann@example.org", "+ann@example.org"),
        ("a.n.n@gmail.com", "ann@gmail.com"),
        ("A.nn+shop@GoogleMail.com", "ann@gmail.com"),
        ("a.nn@notgmail.com", "a.nn@notgmail.com"),
        ("JÖRG@bücher.example", "jörg@bücher.example"),
    ],
)
def test_whose_mailbox_it_is(email: str, box: str) -> None:
    assert mailbox(email) == box


def test_rows_from_before_are_not_counted(cast: Cast, starts: Iterator[datetime]) -> None:
    """The release before did not write the mailbox."""
    for number in range(3):
        cast.book(next(starts), email=f"{number}@example.com")
    db.session.execute(db.update(Participant).values(mailbox=""))
    db.session.commit()
    cast.book(next(starts), email="0@example.com")
