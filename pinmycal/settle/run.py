"""settle: the one idea. Compare, do one thing, commit, again, until nothing is left."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from pinmycal import budgets
from pinmycal.settle.claims import Lease, give_back, take
from pinmycal.settle.mails import MAIL_TIME, deliver
from pinmycal.settle.plan import Step
from pinmycal.settle.situation import Situation, read_situation
from pinmycal.settle.troubles import note_trouble
from pinmycal.settle.work import Outrun, prepare
from pinmycal.settle.zoom_steps import take_zoom_step
from pinmycal.times import utc_now
from pinmycal.zoom.errors import ZoomError
from pinmycal.zoom.http import within

# The longest that a step takes. At Zoom none is begun so late that it could outlast the lease, and
# no email so late that it could outlast the job.
ZOOM_TIME = timedelta(seconds=budgets.ZOOM_STEP)  # token, call, token, call
JOB_TIME = timedelta(seconds=budgets.JOB)


def settle(appointment_id: int, clock: Callable[[], datetime] = utc_now) -> bool:
    """Make Zoom and the mailboxes agree with this appointment, as far as that can be done now.

    Harmless when nothing is due, when repeated, and when two workers do it at once. Whether the
    time was up with more to do at once.
    """
    lease = take(appointment_id, clock())
    if lease is None:
        return False
    while (step := _next(lease, clock())) and clock() <= step.latest:
        step.do()
    # Not in a `finally`: after a mistake of ours the lease runs out, so that it cannot spin.
    give_back(lease, clock())
    return step is not None


class _Step(NamedTuple):
    """One thing to do, and when to begin it at the latest."""

    latest: datetime
    do: Callable[[], None]


def _next(lease: Lease, now: datetime) -> _Step | None:
    """What to do now; None if there is nothing."""
    situation = read_situation(lease.appointment_id, now)
    if situation is None or situation.appointment.lease_until != lease.until:
        return None
    zoom = situation.next_zoom_step
    if zoom and zoom[1] == now:
        return _Step(lease.until - ZOOM_TIME, partial(_zoom, zoom[0], situation, lease))
    for message in situation.owed:
        if situation.mail_ready_at(message) <= now:
            return _Step(lease.since + JOB_TIME - MAIL_TIME, partial(deliver, message.id, now))
    return None


def _zoom(step: Step, situation: Situation, lease: Lease) -> None:
    """Do it and write down what came of it; what was outrun meanwhile is judged anew."""
    work = prepare(situation, lease)
    try:
        try:
            with within(budgets.ZOOM_STEP):
                take_zoom_step(step, work)
        except ZoomError as error:
            note_trouble(step, work, error)
    except Outrun:
        return
