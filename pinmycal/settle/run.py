"""settle: the one idea. Compare, do one thing, commit, again, until nothing is left."""

from collections.abc import Callable
from datetime import datetime, timedelta

from pinmycal.settle.claims import Lease, give_back, take
from pinmycal.settle.mails import deliver
from pinmycal.settle.plan import Step
from pinmycal.settle.situation import Situation, read_situation
from pinmycal.settle.troubles import note_trouble
from pinmycal.settle.work import Outrun, prepare
from pinmycal.settle.zoom_steps import take_zoom_step
from pinmycal.times import utc_now
from pinmycal.zoom.errors import ZoomError

# A step is not begun so late that its calls (token, call, token, call) could outlast the lease.
STEP_TIME = timedelta(seconds=20)


def settle(appointment_id: int, clock: Callable[[], datetime] = utc_now) -> None:
    """Make Zoom and the mailboxes agree with this appointment, as far as that can be done now.

    Harmless when nothing is due, when repeated, and when two workers do it at once.
    """
    lease = take(appointment_id, clock())
    if lease is None:
        return
    while clock() + STEP_TIME < lease.until and _step(lease, clock()):
        pass
    # Not in a `finally`: after a mistake of ours the lease runs out, so that it cannot spin.
    give_back(lease, clock())


def _step(lease: Lease, now: datetime) -> bool:
    """Do one thing; False if there is nothing to do now."""
    situation = read_situation(lease.appointment_id, now)
    if situation is None or situation.appointment.lease_until != lease.until:
        return False
    zoom = situation.next_zoom_step
    if zoom and zoom[1] == now:
        _zoom(zoom[0], situation, lease)
        return True
    for message in situation.owed:
        if situation.mail_ready_at(message) <= now:
            deliver(message.id, now)
            return True
    return False


def _zoom(step: Step, situation: Situation, lease: Lease) -> None:
    """Do it and write down what came of it; what was outrun meanwhile is judged anew."""
    work = prepare(situation, lease)
    try:
        try:
            take_zoom_step(step, work)
        except ZoomError as error:
            note_trouble(step, work, error)
    except Outrun:
        return
