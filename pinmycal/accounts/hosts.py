"""Making and finding hosts."""

import re
import unicodedata
from collections.abc import Container
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from pinmycal.accounts.passwords import hash_password
from pinmycal.accounts.sessions import end_all
from pinmycal.database import transactional
from pinmycal.extensions import db
from pinmycal.models import Host, Kind, Message, OldHandle, Schedule, WeeklyHours

NINE, FIVE = 9 * 60, 17 * 60
LONGEST_HANDLE = 40
RESETS, RESETS_WITHIN = 3, timedelta(minutes=15)  # anyone can have us write to a host
_RIVALS = 5  # how many may sign up with one name at the same instant


class AddressTaken(Exception):
    """There is an account with this e-mail address."""


def by_email(email: str) -> Host | None:
    """The host with this address, however it is spelled."""
    return db.session.scalar(select(Host).where(Host.email_key == email.casefold()))


def sign_up(
    name: str,
    email: str,
    password_hash: str,
    zone: str,
    now: datetime,
    reserved: Container[str],
    language: str = "en",
) -> Host:
    """A new host with the default weekly hours. Raises AddressTaken.

    `reserved` are handles that would hide one of our own pages.
    """
    newcomer = {
        "name": name,
        "email": email,
        "email_key": email.casefold(),
        "password_hash": password_hash,
        "time_zone": zone,
        "language": language,
        "created_at": now,
    }
    for _rival in range(_RIVALS):
        try:
            return _add(newcomer, reserved)
        except IntegrityError:
            continue  # someone was quicker with this address or handle: now he can be seen
    return _add(newcomer, reserved)


@transactional
def _add(newcomer: dict[str, Any], reserved: Container[str]) -> Host:
    if by_email(newcomer["email"]):
        raise AddressTaken
    host = Host(handle=_free_handle(newcomer["name"], reserved), **newcomer)
    db.session.add(host)
    db.session.flush()
    db.session.add(_office_hours(host))
    return host


def change_password(host: Host, password: str) -> None:
    """Set it, and end every log-in there is. Another address that was wished for may have been
    the wish of someone who knew the old one: it ends too. Raises TooBusy."""
    host_id = host.id
    _set_password(host_id, hash_password(password))  # outside of the transaction: it takes its time


@transactional
def _set_password(host_id: int, password_hash: str) -> None:
    current = db.session.get_one(Host, host_id)
    current.password_hash = password_hash
    current.forget_new_email()
    end_all(current.id)


@transactional
def change_messages(host_id: int, mail_text: str, reminder_minutes: int | None) -> None:
    """What his mails say, and how long before the start of what is booked from now on they go."""
    host = db.session.get_one(Host, host_id)
    host.mail_text, host.reminder_minutes = mail_text, reminder_minutes


@transactional
def owe_reset(host: Host, now: datetime) -> Message | None:
    """Owe the host a mail with a reset link, unless he had RESETS of them lately."""
    host_id = host.id
    db.session.get_one(Host, host_id, with_for_update=True)
    lately = select(func.count()).where(
        Message.host_id == host_id,
        Message.kind == Kind.PASSWORD_RESET,
        Message.created_at > now - RESETS_WITHIN,
    )
    if (db.session.scalar(lately) or 0) >= RESETS:
        return None
    message = Message(kind=Kind.PASSWORD_RESET, host_id=host_id, created_at=now, due_at=now)
    db.session.add(message)
    db.session.flush()
    return message


def slugify(text: str, longest: int = LONGEST_HANDLE) -> str:
    """Lower-case ASCII words with hyphens; empty if nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower())[:longest].strip("-")


def _free_handle(name: str, reserved: Container[str]) -> str:
    wanted = slugify(name) or "host"
    now = select(Host.handle).where(Host.handle.startswith(wanted))
    once = select(OldHandle.handle).where(OldHandle.handle.startswith(wanted))
    taken = set(db.session.scalars(now.union_all(once)))
    number, handle = 1, wanted
    while handle in taken or handle in reserved:
        number += 1
        handle = f"{wanted}-{number}"
    return handle


def _office_hours(host: Host) -> Schedule:
    weekdays = range(5)
    hours = [WeeklyHours(weekday=day, start_minute=NINE, end_minute=FIVE) for day in weekdays]
    return Schedule(host_id=host.id, name=_("Working hours"), weekly_hours=hours)
