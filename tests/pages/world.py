"""Hosts and appointments in every state that a page can show, written straight into the tables."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask

from pinmycal import booking
from pinmycal.accounts.hosts import sign_up
from pinmycal.extensions import db
from pinmycal.links import email_link, participant_path, reset_link
from pinmycal.models import (
    Appointment,
    AppointmentType,
    Away,
    DateOverride,
    Host,
    Location,
    MeetingState,
    Schedule,
    ZoomMeeting,
)
from tests.cast import ACCOUNT_KEY, MONDAY_NINE, NOW, PASSWORD, Cast, ask, offer, request
from tests.web.visitor import Visitor

NAME = "Participant with quite a long name"
REFUSED = "refused: 300 Validation Failed."
HOUR = timedelta(hours=1)
QUESTIONS: tuple[tuple[str, str, list[str]], ...] = (
    ("short", "What is it about?", []),
    ("long", "What have you tried so far?", []),
    ("one", "How did you find me?", ["By a friend", "By chance"]),
    ("several", "Which topics?", ["Work", "Health", "Money"]),
    ("phone", "Where can I call you?", []),
    ("checkbox", "I have read the terms.", []),
)


@dataclass
class World:
    """Readers by name, with the cookie of their log-in; addresses that only the rows know."""

    app: Flask
    cast: Cast
    password_hash: str
    cookies: dict[str, str] = field(default_factory=dict)
    # {participant[ready]} and {record[ready]} in the path of a state.
    addresses: dict[str, dict[str, str]] = field(
        default_factory=lambda: {"participant": {}, "record": {}, "link": {}}
    )

    def cast_anew(self) -> Cast:
        """The cast as the session of now has it."""
        host, stranger = (
            db.session.scalars(db.select(Host).filter_by(handle=handle)).one()
            for handle in ("host", "stranger")
        )
        own = db.select(AppointmentType).filter_by(host_id=host.id, slug="intro")
        return Cast(host, stranger, db.session.scalars(own).one())

    def host(self, name: str) -> Cast:
        """Another host with one Zoom type, who is logged in."""
        words = name.capitalize()
        made = sign_up(words, f"{name}@example.com", self.password_hash, "Europe/Berlin", NOW, ())
        self.log_in(made)
        return Cast(made, self.cast.stranger, offer(made))

    def log_in(self, host: Host) -> None:
        visitor = Visitor(self.app).log_in(host.email, PASSWORD)
        cookie = visitor.client.get_cookie("session")
        assert cookie
        self.cookies[host.handle] = cookie.value

    def remember(self, name: str, appointment: Appointment) -> None:
        self.addresses["participant"][name] = participant_path(appointment.participant)
        self.addresses["record"][name] = f"/appointments/{appointment.public_id}"


def build(app: Flask, password_hash: str) -> World:
    """All of it. Who adds a page that needs rows adds them to one of these hosts, or a new one."""
    cast = Cast.assemble()
    cast.host.password_hash = cast.stranger.password_hash = password_hash
    db.session.commit()
    world = World(app, cast, password_hash)
    world.log_in(cast.host)
    world.log_in(cast.stranger)
    world.addresses["link"]["reset"] = reset_link(cast.host).removeprefix(app.config["BASE_URL"])
    _offers(cast)
    _appointments(world)
    _hours(cast.host)
    _broken(world.host("broken"), world)
    _limited(world.host("limited"), world)
    _nothing_free(world.host("resting"))
    _unconnected(world.host("unconnected"), world)
    _asking(world.host("asking"), "asked@example.com", "email", world)
    _asking(world.host("late"), "stranger@example.com", "taken", world)
    db.session.remove()
    return world


def _offers(cast: Cast) -> None:
    host = cast.host
    cast.offer.description = "Half an hour to get to know each other.\nBring questions."
    offer(host, title="A call", slug="call", location=Location.PHONE, location_detail="+49 30 1")
    offer(host, title="On site", slug="site", location=Location.IN_PERSON, location_detail="Room 1")
    offer(host, title="Online", slug="online", location=Location.LINK)
    offer(host, title="Not now", slug="closed", active=False)
    asking = offer(host, title="Advice", slug="asking", location=Location.PHONE)
    for position, (kind, label, options) in enumerate(QUESTIONS):
        ask(asking, label, position=position, kind=kind, options=options, required=True)
    cast.connect_zoom()


def _appointments(world: World) -> None:
    """One in each state of a Zoom meeting, at half past eight and every half hour after it."""
    half_hours = iter(MONDAY_NINE + HOUR / 2 * number for number in range(20))
    moved = {"seen_starts_at": MONDAY_NINE + 26 * HOUR, "seen_minutes": 45}
    unlinked = {"state": MeetingState.ABSENT, "meeting_id": None, "join_url": None}
    meetings: dict[str, dict[str, Any] | None] = {
        "ready": {},
        "making": None,
        "delayed": {**unlinked, "failures": 3, "retry_at": NOW + HOUR, "last_error": "busy: 429"},
        "refused": {**unlinked, "failures": 1, "refused": "create", "last_error": REFUSED},
        "moved": moved,
        "deleted": {**unlinked, "state": MeetingState.DELETED},
        "unmailed": {},
        "cancelled": None,
        "over": {},
        "updating": {"starts_at": NOW},
        "stale": {"starts_at": None, "refused": "update", "last_error": REFUSED},
        "left": {"state": MeetingState.LEFT, "last_error": "series"},
    }
    for name, fields in meetings.items():
        at = next(half_hours)
        booked = booking.book(world.cast.offer, request(at, name=NAME, note="A note\nof two"), NOW)
        if fields is not None:
            _meeting(booked, **fields)
        world.remember(name, booked)
        _SPECIAL.get(name, _as_it_is)(booked)
        db.session.commit()


def _meeting(appointment: Appointment, **fields: Any) -> None:
    known = {
        "state": MeetingState.READY,
        "meeting_id": 81234567890,
        "join_url": "https://zoom.example/j/8",
    }
    times = {"starts_at": appointment.starts_at, "minutes": 30}
    made = ZoomMeeting(
        appointment_id=appointment.id, account_key=ACCOUNT_KEY, **{**known, **times, **fields}
    )
    db.session.add(made)
    db.session.commit()


def _as_it_is(appointment: Appointment) -> None:
    assert appointment.status == "confirmed"


def _cancel(appointment: Appointment) -> None:
    booking.cancel(appointment, "participant", "I am ill, and sorry for it.", NOW)


def _end(appointment: Appointment) -> None:
    appointment.starts_at, appointment.ends_at = NOW - 30 * HOUR, NOW - 29 * HOUR


def _refuse_mail(appointment: Appointment) -> None:
    appointment.messages[0].failed_at = NOW
    appointment.messages[0].last_error = "550 no such mailbox"


_SPECIAL: dict[str, Callable[[Appointment], None]] = {
    "cancelled": _cancel,
    "left": _cancel,
    "over": _end,
    "unmailed": _refuse_mail,
}


def _hours(host: Host) -> None:
    """A second schedule, dates that differ, time off."""
    own = db.select(Schedule).filter_by(host_id=host.id)
    schedule = db.session.scalars(own).one()
    day = NOW.date() + timedelta(days=9)
    schedule.overrides.append(DateOverride(date=day, start_minute=600, end_minute=1200))
    away = {"host_id": host.id, "first": day, "last": day + timedelta(days=3)}
    db.session.add_all(
        [
            Away(**away, name="Holidays"),
            Away(**{**away, "first": day - timedelta(days=1)}, name="", zone="Asia/Tokyo"),
            Schedule(host_id=host.id, name="Evenings"),
        ]
    )
    db.session.commit()


def _broken(cast: Cast, world: World) -> None:
    connection = cast.connect_zoom("broken")
    world.remember("broken", cast.book())
    connection.broken_at, connection.last_error = NOW, "disconnected: 401 invalid_grant"
    db.session.commit()


def _limited(cast: Cast, world: World) -> None:
    connection = cast.connect_zoom("limited")
    world.remember("limited", cast.book())
    connection.parked_until = NOW + 17 * HOUR
    connection.last_error = "scopes: 4711 Invalid access token, does not contain scopes."
    connection.writes, connection.writes_on = 100, NOW.date()
    connection.scopes, connection.plan = "meeting:write:meeting", 1
    cast.offer.duration = 60  # longer than a meeting of a free plan
    db.session.commit()


def _nothing_free(cast: Cast) -> None:
    cast.offer.schedule.weekly_hours.clear()
    db.session.commit()


def _unconnected(cast: Cast, world: World) -> None:
    world.remember("unconnected", cast.book())
    world.addresses["link"]["new"] = f"/appointments/new/{cast.offer.id}"


def _asking(cast: Cast, email: str, name: str, world: World) -> None:
    """For another address."""
    cast.host.new_email, cast.host.new_email_at = email, NOW
    db.session.commit()
    link = email_link(cast.host).removeprefix(world.app.config["BASE_URL"])
    world.addresses["link"][name] = link
