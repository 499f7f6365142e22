"""Log-ins. The cookie holds a token, the database its hash; deleting the row ends the log-in."""

import hashlib
import secrets
from datetime import datetime, timedelta

import flask
from flask_login import login_user, logout_user
from sqlalchemy import delete, func, select

from pinmycal.database import writing
from pinmycal.extensions import db, login_manager
from pinmycal.models import Host, HostSession
from pinmycal.times import utc_now

LIFETIME = timedelta(days=30)


def log_in(host: Host, now: datetime) -> None:
    """Begin a new session; whatever the browser held before is gone."""
    token = secrets.token_urlsafe(32)
    host_id = host.id
    with writing():
        db.session.add(HostSession(token_hash=_hash(token), host_id=host_id, created_at=now))
    flask.session.clear()
    flask.g.pop("csrf_token", None)  # which was of the session that has ended
    flask.session.permanent = True
    current = db.session.get_one(Host, host_id)
    current.session_token = token
    login_user(current)


def log_out(host: Host) -> None:
    """End this session, in the database too: a copy of the cookie is worth nothing."""
    token_hash = _hash(host.session_token)
    with writing():
        db.session.execute(delete(HostSession).where(HostSession.token_hash == token_hash))
    forget_here()


def forget_here() -> None:
    """Leave nothing of a log-in in this browser."""
    logout_user()
    flask.session.clear()


def log_in_alone(host: Host, now: datetime) -> None:
    """End every log-in of his and begin this one anew, so that copies of its cookie end too."""
    host_id = host.id
    with writing():
        end_all(host_id)
    log_in(db.session.get_one(Host, host_id), now)


def count_of(host_id: int, now: datetime) -> int:
    """In how many browsers a host is logged in."""
    alive = (HostSession.host_id == host_id, HostSession.created_at >= now - LIFETIME)
    return db.session.scalar(select(func.count()).select_from(HostSession).where(*alive)) or 0


def end_all(host_id: int) -> None:
    """Within a transaction: end every log-in of a host."""
    db.session.execute(delete(HostSession).where(HostSession.host_id == host_id))


@login_manager.user_loader
def _load(token: str) -> Host | None:
    session = db.session.scalar(select(HostSession).where(HostSession.token_hash == _hash(token)))
    if session is None or session.created_at < utc_now() - LIFETIME:
        return None
    session.host.session_token = token
    return session.host


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
