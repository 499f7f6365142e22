"""Another e-mail address for an account: a wish, until someone who reads there confirms it."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from pinmycal.accounts.guessing import key_of
from pinmycal.accounts.hosts import AddressTaken
from pinmycal.accounts.sessions import end_all
from pinmycal.database import hold, transactional
from pinmycal.extensions import db
from pinmycal.links import email_still_wanted
from pinmycal.models import AskedMailbox, Host, Kind, Message
from pinmycal.models.mailbox import mailbox

MAILS, MAILS_WITHIN = 3, timedelta(minutes=15)  # of one host, and to one mailbox


class TooManyMails(Exception):
    """Ask again after MAILS_WITHIN; an earlier wish stands."""


class NotWanted(Exception):
    """The wish was given up, fulfilled, or another came in its place."""


@transactional
def wish(host_id: int, email: str, now: datetime) -> Message:
    """Keep what a host wants instead of what he wanted before, and owe that address a mail.
    Raises TooManyMails.

    Whether it is free is told to whoever reads there, and to nobody else.
    """
    host = db.session.get_one(Host, host_id, with_for_update=True)
    key = key_of("mailbox", mailbox(email))
    hold(f"asked {key}")
    if _too_many(host_id, key, now):
        raise TooManyMails
    db.session.add(AskedMailbox(mailbox_key=key, asked_at=now))
    host.new_email, host.new_email_at = email, now
    kind = Kind.EMAIL_TAKEN if is_anothers(email, host_id) else Kind.EMAIL_CONFIRM
    return _owe(host_id, kind, email, now)


@transactional
def give_up(host_id: int) -> None:
    """His address stays; the link is worth nothing any more."""
    db.session.get_one(Host, host_id, with_for_update=True).forget_new_email()


@transactional
def confirm(host_id: int, fingerprint: str, now: datetime) -> Message:
    """Fulfil the wish that this link was made for, end every log-in, and owe the old address
    a mail. Raises NotWanted, AddressTaken."""
    host = db.session.get(Host, host_id, with_for_update=True)
    if host is None or host.new_email is None or not email_still_wanted(host, fingerprint):
        raise NotWanted
    before, host.email = host.email, host.new_email
    host.email_key, host.mailbox = host.email.casefold(), mailbox(host.email)
    host.forget_new_email()
    try:
        db.session.flush()
    except IntegrityError as error:
        raise AddressTaken from error
    end_all(host.id)
    return _owe(host.id, Kind.EMAIL_CHANGED, before, now)


def is_anothers(email: str, host_id: int) -> bool:
    """Whether another host has this address, however it is spelled."""
    theirs = select(Host.id).where(Host.email_key == email.casefold(), Host.id != host_id)
    return db.session.scalar(theirs) is not None


def _too_many(host_id: int, key: str, now: datetime) -> bool:
    """Whether this host has caused too many such mails, or this mailbox got them, from whomever."""
    since = now - MAILS_WITHIN
    caused = select(func.count()).where(
        Message.host_id == host_id,
        Message.kind.in_((Kind.EMAIL_CONFIRM, Kind.EMAIL_TAKEN)),
        Message.created_at > since,
    )
    got = select(func.count()).where(AskedMailbox.mailbox_key == key, AskedMailbox.asked_at > since)
    return any((db.session.scalar(count) or 0) >= MAILS for count in (caused, got))


def _owe(host_id: int, kind: Kind, address: str, now: datetime) -> Message:
    owed = {"kind": kind, "host_id": host_id, "address": address}
    message = Message(**owed, created_at=now, due_at=now)
    db.session.add(message)
    db.session.flush()
    return message
