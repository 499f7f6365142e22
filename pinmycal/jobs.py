"""The RQ entry points, and the nudge that saves waiting for the sweep.

Redis carries ids and nothing else. Whatever it loses, the sweep finds in the database.
"""

import logging
import uuid
from typing import Any

import redis
from flask import Flask, current_app
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy import ColumnElement, select

from pinmycal.budgets import JOB_ENDED
from pinmycal.extensions import db
from pinmycal.models import Appointment, Message
from pinmycal.settle import send_account_mail, settle
from pinmycal.times import utc_now
from pinmycal.zoom import keeping

# What LATER holds is taken only while QUEUE is empty.
QUEUE, LATER = "pinmycal", "pinmycal-later"
# More than a platform leaves us after SIGTERM, but only an email to a slow mail server takes so
# long; what is cut off there is repeated once.
JOB_TIMEOUT = JOB_ENDED
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
    for extension, name in (("queue", QUEUE), ("queue_later", LATER)):
        app.extensions[extension] = Queue(
            name, connection=connection, serializer=JSONSerializer, default_timeout=JOB_TIMEOUT
        )


def nudge(appointment_id: int) -> bool:
    """Ask a worker to settle this appointment soon; False if Redis did not take it."""
    return _enqueue("settle_appointment", appointment_id)


def nudge_message(message_id: int) -> bool:
    """Ask a worker to send this message soon; False if Redis did not take it."""
    return _enqueue("send_message", message_id)


def nudge_later(connection_id: int) -> bool:
    """Ask a worker to keep this connection alive when it has nothing else to do."""
    return _enqueue("keep_alive", connection_id, "queue_later")


def _enqueue(job: str, row_id: int, queue: str = "queue") -> bool:
    """The id of a job begins with what it does to which row, so that waiting() can tell."""
    job_id = f"{job}-{row_id}-{uuid.uuid4().hex}"
    try:
        current_app.extensions[queue].enqueue(
            f"pinmycal.jobs.{job}", row_id, job_id=job_id, result_ttl=0, failure_ttl=3600
        )
    except redis.RedisError as error:
        log.warning("no nudge, the sweep will find it: %s", type(error).__name__)
        return False
    return True


def waiting() -> set[str] | None:
    """What is in the queue, as `settle_appointment-7`; None where Redis is away."""
    try:
        jobs: list[str] = current_app.extensions["queue"].job_ids
    except redis.RedisError:
        return None
    return {job_id.rpartition("-")[0] for job_id in jobs}


def sweep_host(host_id: int) -> None:
    """Nudge for all that is due for one host, after something changed for all of it."""
    due = select(Appointment.id).where(
        Appointment.host_id == host_id, Appointment.due_at <= utc_now()
    )
    turns = due.order_by(*in_turn(Appointment)).limit(SWEEP_BATCH)
    for appointment_id in db.session.scalars(turns):
        if not nudge(appointment_id):
            return  # the sweep will find the rest


def in_turn(kind: type[Appointment | Message]) -> tuple[ColumnElement[Any], ...]:
    """Whose turn was longest ago comes first: what is stuck holds up nothing else."""
    return kind.swept_at.asc().nulls_first(), kind.due_at.asc()
