"""The first part of a host's links: changing it, and where the earlier ones lead."""

from collections.abc import Container

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from pinmycal.database import transactional
from pinmycal.extensions import db
from pinmycal.models import Host, OldHandle

MOST_OLD = 10  # each stays his for good, so that his links go on working


class TooManyHandles(Exception):
    """He has had as many as one may keep."""


class HandleTaken(Exception):
    """Another host has it or had it, or a page of ours stands there."""


@transactional
def change_profile(host_id: int, values: dict[str, object], reserved: Container[str]) -> None:
    """Save what a host says of himself; the handle among it may be new. Raises HandleTaken,
    or TooManyHandles.

    `reserved` are handles that would hide one of our own pages.
    """
    host = db.session.get_one(Host, host_id, with_for_update=True)
    before = host.handle
    for name, value in values.items():
        setattr(host, name, value)
    if host.handle == before:
        return
    if host.handle in reserved:
        raise HandleTaken
    _keep(host, before)


def host_of_old_handle(handle: str) -> Host | None:
    """Who had it once."""
    found = select(Host).join(OldHandle, OldHandle.host_id == Host.id)
    return db.session.scalar(found.where(OldHandle.handle == handle))


def _keep(host: Host, before: str) -> None:
    """Write the new handle first: as soon as it is ours, nobody else can make it an old one."""
    try:
        db.session.flush()
    except IntegrityError as error:
        raise HandleTaken from error
    db.session.execute(
        delete(OldHandle).where(OldHandle.handle == host.handle, OldHandle.host_id == host.id)
    )
    if db.session.get(OldHandle, host.handle):
        raise HandleTaken
    kept = select(func.count()).select_from(OldHandle).where(OldHandle.host_id == host.id)
    if (db.session.scalar(kept) or 0) >= MOST_OLD:
        raise TooManyHandles
    db.session.add(OldHandle(handle=before, host_id=host.id))
