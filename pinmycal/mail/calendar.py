"""An appointment for people's calendars (RFC 5545)."""

from datetime import datetime

from flask_babel import gettext as _
from icalendar import Calendar, Event, vCalAddress

from pinmycal.mail.addressing import mail_host, own_address
from pinmycal.mail.cleaning import name, one_line
from pinmycal.mail.facts import own_page
from pinmycal.mail.place import place_of
from pinmycal.models import Appointment, Host, Participant


def method(appointment: Appointment) -> str:
    """What a calendar is asked to do: enter or change it, or take it out."""
    return "CANCEL" if appointment.is_cancelled else "REQUEST"


def appointment_calendar(
    appointment: Appointment, now: datetime, reader: Participant | None
) -> bytes:
    """One event in a calendar file, for a participant or, without one, for the host.

    The UID is the same for all readers and for good; the links are the reader's own.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//PinMyCal//PinMyCal//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method(appointment))
    calendar.add_component(_event(appointment, now, reader))
    written: bytes = calendar.to_ical()
    return written


def _event(appointment: Appointment, now: datetime, reader: Participant | None) -> Event:
    event = Event()
    event.add("uid", f"{appointment.public_id}@{mail_host()}")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", appointment.starts_at)
    event.add("dtend", appointment.ends_at)
    event.add("status", "CANCELLED" if appointment.is_cancelled else "CONFIRMED")
    event.add("summary", _summary(appointment))
    _add_place(event, appointment, reader)
    _add_people(event, appointment)
    return event


def _add_place(event: Event, appointment: Appointment, reader: Participant | None) -> None:
    place, page = place_of(appointment, to_host=reader is None), own_page(appointment, reader)
    event.add("location", place.on_one_line)
    event.add("url", page)
    if not appointment.is_cancelled:
        join, see, change = _("Join"), _("See it"), _("See, move or cancel it")
        is_guest = reader is not None and reader.is_guest
        joining = f"{join}: {place.url}" if place.url else place.pending
        more = f"{see if is_guest else change}: {page}"
        event.add("description", "\n\n".join(part for part in (joining, more) if part))


def _add_people(event: Event, appointment: Appointment) -> None:
    host = appointment.host
    event.add("organizer", _person(host.name, own_address()))
    people: list[Participant | Host] = [*appointment.participants, host]
    for person in people:
        attendee = _person(person.name, person.email)
        attendee.params["PARTSTAT"] = "ACCEPTED"
        attendee.params["RSVP"] = "FALSE"
        event.add("attendee", attendee)


def _summary(appointment: Appointment) -> str:
    said: str = _(
        "%(title)s: %(host)s and %(participant)s",
        title=one_line(appointment.title),
        host=name(appointment.host.name),
        participant=name(appointment.participant.name),
    )
    return said


def _person(called: str, email: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{one_line(email)}")
    person.params["CN"] = name(called)
    return person
