"""The RQ entry points, the sweep, and the nudge that saves waiting for it.

Redis carries ids and nothing else. Whatever it loses, the sweep finds in the database.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import redis
from flask import Flask, current_app
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy import ColumnElement, select, update

from pinmycal.database import rows_changed, transactional, writing
from pinmycal.extensions import db
from pinmycal.forgetting import forget_old
from pinmycal.models import Appointment, Lease, Message
from pinmycal.settle import JOB_TIME, send_account_mail, settle
from pinmycal.times import utc_now
from pinmycal.zoom import keeping

QUEUE = "pinmycal"
# Seconds: less than a lease. More than a platform leaves us after SIGTERM, but only an email to a
# slow mail server takes so long; what is cut off there is repeated once.
JOB_TIMEOUT = int(JOB_TIME.total_seconds()) + 3
SWEEP_EVERY = timedelta(seconds=15)
SWEEP_BATCH = 500
# A nudge is a courtesy: a Redis that does not answer must not hold anyone up.
NUDGE_DEADLINE = 0.5
log = logging.getLogger(__name__)


def settle_appointment(appointment_id: int) -> None:
    """RQ job."""
    try:
        if settle(appointment_id):
            nudge(appointment_id)
    finally:
        db.session.remove()


def send_message(message_id: int) -> None:
    """RQ job, for mail that is about no appointment."""
    try:
        send_account_mail(message_id, utc_now())
    finally:
        db.session.remove()


def keep_alive(connection_id: int) -> None:
    """RQ job, for a Zoom connection that was not used for a week."""
    try:
        keeping.keep_alive(connection_id, utc_now())
    finally:
        db.session.remove()


def init_queue(app: Flask) -> None:
    """Give the app its queue. Nothing connects until the first nudge."""
    connection = redis.Redis.from_url(
        app.config["REDIS_URL"],
        socket_timeout=NUDGE_DEADLINE,
        socket_connect_timeout=NUDGE_DEADLINE,
        retry=Retry(NoBackoff(), 0),
    )
    app.extensions["queue"] = Queue(
        QUEUE, connection=connection, serializer=JSONSerializer, default_timeout=JOB_TIMEOUT
    )


def nudge(appointment_id: int) -> bool:
    """Ask a worker to settle this appointment soon; False if Redis did not take it."""
    return _enqueue("pinmycal.jobs.settle_appointment", appointment_id)


def nudge_message(message_id: int) -> bool:
    """Ask a worker to send this message soon; False if Redis did not take it."""
    return _enqueue("pinmycal.jobs.send_message", message_id)


def _enqueue(job: str, row_id: int) -> bool:
    try:
        current_app.extensions["queue"].enqueue(job, row_id, result_ttl=0, failure_ttl=3600)
    except redis.RedisError as error:
        log.warning("no nudge, the sweep will find it: %s", type(error).__name__)
        return False
    return True


def sweep(now: datetime) -> int:
    """Nudge for everything that is due, and do it here where Redis does not answer.

    One sweep at a time across all workers; how many things were due.
    """
    if not _take_turn(now):
        return 0
    appointments = db.session.scalars(
        select(Appointment.id)
        .where(
            Appointment.due_at <= now,
            (Appointment.lease_until.is_(None)) | (Appointment.lease_until < now),
        )
        .order_by(*_turns(Appointment))
        .limit(SWEEP_BATCH)
    ).all()
    messages = db.session.scalars(
        select(Message.id)
        .where(Message.appointment_id.is_(None), Message.due_at <= now)
        .order_by(*_turns(Message))
        .limit(SWEEP_BATCH)
    ).all()
    _note_turns(Appointment, appointments, now)
    _note_turns(Message, messages, now)
    db.session.remove()
    for appointment_id in appointments:
        if not nudge(appointment_id):
            settle_appointment(appointment_id)
    for message_id in messages:
        if not nudge_message(message_id):
            send_message(message_id)
    _keep_house(now)
    return len(appointments) + len(messages)


def _turns(kind: type[Appointment | Message]) -> tuple[ColumnElement[Any], ...]:
    """Whose turn was longest ago comes first: what is stuck holds up nothing else."""
    return kind.swept_at.asc().nulls_first(), kind.due_at.asc()


@transactional
def _note_turns(kind: type[Appointment | Message], ids: Sequence[int], now: datetime) -> None:
    db.session.execute(update(kind).where(kind.id.in_(ids)).values(swept_at=now))


def _keep_house(now: datetime) -> None:
    """What has no hurry: idle connections, rows that have served their time."""
    for connection_id in keeping.idle_connections(now):
        if not _enqueue("pinmycal.jobs.keep_alive", connection_id):
            keep_alive(connection_id)
    forget_old(now)


def _take_turn(now: datetime) -> bool:
    """The right to sweep, until just before the next one is due."""
    until = now + SWEEP_EVERY * 0.9
    with writing():
        claim = update(Lease).where(Lease.name == "sweep", Lease.until < now)
        return rows_changed(claim.values(until=until)) == 1


def sweep_host(host_id: int) -> None:
    """Nudge for all that is due for one host, after something changed for all of it."""
    due = select(Appointment.id).where(
        Appointment.host_id == host_id, Appointment.due_at <= utc_now()
    )
    turns = due.order_by(*_turns(Appointment)).limit(SWEEP_BATCH)
    for appointment_id in db.session.scalars(turns):
        if not nudge(appointment_id):
            return  # the sweep will find the rest
