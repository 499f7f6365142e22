"""What a mail has to say, worked out for its one reader. Templates only arrange it."""

from dataclasses import dataclass
from typing import TypedDict

from pinmycal.links import absolute, booking_link, participant_link, record_link
from pinmycal.mail.cleaning import inert, inert_email, lines, name, one_line
from pinmycal.mail.place import Place, place_of
from pinmycal.models import Appointment, Participant
from pinmycal.models.appointment import BY_HOST
from pinmycal.times import local
from pinmycal.wording import clock, day, short_date, time_range, zone_label


@dataclass(frozen=True)
class AppointmentFacts:
    """An appointment as one reader sees it: his zone, his links, the other one's name."""

    to_host: bool
    to_guest: bool
    title: str
    other: str  # the name of the one whom the reader meets
    other_email: str
    day: str
    hours: str
    short: str  # day and start, for a subject
    zone: str
    place: Place
    booker: str  # the name of the one who booked
    # What he wrote to the host, and whom he invited: for the host and for himself.
    note: str
    answers: list[tuple[str, str]]
    guests: list[str]
    description: str  # of the type, as booked; empty in the host's mails
    good_to_know: str  # what the host tells every participant; empty in his own mails
    page: str  # the reader's own page of the appointment
    again: str | None  # where the one who booked books anew
    settings: str  # where a host connects Zoom
    cancelled_by_reader: bool
    canceller: str  # whoever cancelled, where it was not the reader
    reason: str

    @property
    def needs_zoom(self) -> bool:
        """Whether the reader himself can make the missing link come."""
        return self.to_host and self.place.needs_zoom


class _Said(TypedDict):
    note: str
    answers: list[tuple[str, str]]
    guests: list[str]


def appointment_facts(appointment: Appointment, reader: Participant | None) -> AppointmentFacts:
    """For a participant, or for the host where there is none."""
    to_host = reader is None
    zone = (reader or appointment.host).time_zone
    hour12 = (reader or appointment.host).hour12
    booker, by_host = appointment.participant, appointment.cancelled_by == BY_HOST
    other = appointment.host if reader else booker
    return AppointmentFacts(
        to_host=to_host,
        to_guest=reader is not None and reader.is_guest,
        title=one_line(appointment.title),
        other=name(other.name),
        other_email=one_line(other.email),
        day=day(appointment.starts_at, zone),
        hours=time_range(appointment.starts_at, appointment.ends_at, zone, hour12),
        short=_short(appointment, zone, hour12),
        zone=zone_label(appointment.starts_at, zone),
        place=place_of(appointment, to_host),
        booker=name(booker.name),
        **_said(appointment, reader),
        # Not inert: like the details of a place they are the host's own, and may lead somewhere.
        description=lines(appointment.description) if reader else "",
        good_to_know=lines(appointment.host.mail_text) if reader else "",
        page=own_page(appointment, reader),
        again=_again(appointment) if reader is booker else None,
        settings=zoom_settings(),
        cancelled_by_reader=reader is (None if by_host else booker),
        canceller=name((appointment.host if by_host else booker).name),
        reason=inert(lines(appointment.cancel_reason)),
    )


def _said(appointment: Appointment, reader: Participant | None) -> _Said:
    """What the one who booked said. What a host noted who booked for someone is his alone.

    Nobody has proved that the address is his own, so that what he typed is inert for him too.
    """
    booker, to_host = appointment.participant, reader is None
    if not (to_host or reader is booker):
        return {"note": "", "answers": [], "guests": []}
    show = one_line if to_host else inert_email
    return {
        "note": inert(lines(booker.note if to_host else appointment.shared_note)),
        "answers": _answers(booker),
        "guests": [show(guest.email) for guest in appointment.guests],
    }


def _answers(booker: Participant) -> list[tuple[str, str]]:
    """What was answered; what was left out is not worth a line."""
    asked = booker.answers or []
    return [(name(question), inert(lines(answer))) for question, answer in asked if answer]


def own_page(appointment: Appointment, reader: Participant | None) -> str:
    """Where this reader sees and changes it. A participant's is his key: it is for him alone."""
    return participant_link(reader) if reader else record_link(appointment)


def zoom_settings() -> str:
    """Where a host connects Zoom."""
    return absolute("/settings/integrations/zoom")


def _again(appointment: Appointment) -> str | None:
    offer = appointment.appointment_type
    return booking_link(offer) if offer and offer.active else None


def _short(appointment: Appointment, zone: str, hour12: bool) -> str:
    on = local(appointment.starts_at, zone).date()
    return f"{short_date(on)}, {clock(appointment.starts_at, zone, hour12)}"
