"""What a mail has to say that is about a host's account, and no appointment."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import func, select

from pinmycal.extensions import db
from pinmycal.links import absolute, email_link, reset_link
from pinmycal.mail.facts import zoom_settings
from pinmycal.models import Appointment, Host, Kind, Location, MeetingState, Message, ZoomMeeting
from pinmycal.models.appointment import CONFIRMED
from pinmycal.models.appointment_type import open_with_zoom


@dataclass(frozen=True)
class LinkFacts:
    """What there is to do lies behind one link."""

    link: str


@dataclass(frozen=True)
class ZoomBrokenFacts:
    """`waiting` counts the coming appointments that have no link and get none until then."""

    link: str
    waiting: int


@dataclass(frozen=True)
class ZoomDisconnectedFacts:
    """`titles` are those of types that use Zoom and can be booked; `more` counts the rest."""

    link: str
    titles: list[str]
    more: int
    account: str


@dataclass(frozen=True)
class EmailFacts:
    """Something happened with an address. `support` is the address of people who can help."""

    support: str


# Those have their link, or it is the host who decides whether there will be another.
_NOT_WAITING = (MeetingState.READY, MeetingState.DELETED)

AccountFacts = LinkFacts | ZoomBrokenFacts | ZoomDisconnectedFacts | EmailFacts
MOST_TITLES = 10


def account_facts(message: Message, now: datetime) -> AccountFacts:
    """As they are now."""
    if message.kind == Kind.PASSWORD_RESET:
        return LinkFacts(reset_link(message.host))
    if message.kind == Kind.EMAIL_CONFIRM:
        return LinkFacts(email_link(message.host))
    if message.kind in (Kind.EMAIL_TAKEN, Kind.EMAIL_CHANGED):
        return EmailFacts(str(current_app.config["SUPPORT_EMAIL"]))
    if message.kind == Kind.ZOOM_TROUBLE:
        return LinkFacts(absolute("/dashboard"))
    if message.kind == Kind.ZOOM_DISCONNECTED:
        return _zoom_disconnected(message.host)
    return _zoom_broken(message.host, now)


def language_of(message: Message) -> str:
    """The reader's own; it is another host who reads that his address is taken."""
    own = (message.participant or message.host).language
    if message.kind != Kind.EMAIL_TAKEN or not message.address:
        return own
    theirs = select(Host.language).where(Host.email_key == message.address.casefold())
    return db.session.scalar(theirs) or own


def _zoom_broken(host: Host, now: datetime) -> ZoomBrokenFacts:
    waiting = (
        select(func.count())
        .select_from(Appointment)
        .outerjoin(ZoomMeeting)
        .where(
            Appointment.host_id == host.id,
            Appointment.location == Location.ZOOM,
            Appointment.status == CONFIRMED,
            Appointment.is_ahead(now),
            func.coalesce(ZoomMeeting.state, "").not_in(_NOT_WAITING),
        )
    )
    return ZoomBrokenFacts(zoom_settings(), db.session.scalar(waiting) or 0)


def _zoom_disconnected(host: Host) -> ZoomDisconnectedFacts:
    titles = db.session.scalars(open_with_zoom(host.id)).all()
    shown = list(titles[:MOST_TITLES])
    return ZoomDisconnectedFacts(
        zoom_settings(), shown, len(titles) - len(shown), absolute("/settings/account")
    )
