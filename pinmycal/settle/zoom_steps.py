"""The steps at Zoom. Each is one HTTP call between two commits.

What is about to happen is committed before a create, so that a crash at any point leaves a
trace: `creating` means that a meeting may exist, and the next one to come looks for it.
"""

from collections.abc import Callable

from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models.zoom import ABSENT, CREATING, DELETED
from pinmycal.settle.checking import next_check
from pinmycal.settle.plan import Step, Time
from pinmycal.settle.situation import Situation, wanted_time
from pinmycal.settle.zoom_rows import (
    Work,
    adopt,
    agree_on,
    count_write,
    forget_time,
    forgive,
    meeting_of,
    need_host,
    put,
    take_link,
    time_of,
)
from pinmycal.zoom import api, details, tokens
from pinmycal.zoom.errors import Trouble, ZoomError


def take_zoom_step(step: Step, situation: Situation) -> None:
    """Do one step. Raises ZoomError."""
    work = _work(situation)
    db.session.rollback()  # no transaction stays open while Zoom thinks
    _STEPS[step](work)


def _work(situation: Situation) -> Work:
    appointment, connection = situation.appointment, situation.connection
    if connection is None:
        raise ZoomError(Trouble.DISCONNECTED, "not connected")
    connection_id, meeting = connection.id, appointment.zoom_meeting
    return Work(
        appointment_id=appointment.id,
        connection_id=connection_id,
        account_key=connection.account_key,
        meeting_id=meeting.meeting_id if meeting else None,
        may_have_double=meeting is not None and meeting.may_have_double,
        marker=details.marker(appointment),
        details=details.details(appointment, details.choices_of(appointment.host_id)),
        time=wanted_time(appointment),
        zoom=api.ZoomApi(
            lambda refused: tokens.access_token(connection_id, refused), lambda: situation.now
        ),
        now=situation.now,
    )


def _create(work: Work) -> None:
    with writing():
        put(work, CREATING)
    made = work.zoom.create(work.details)
    adopt(work, made, work.time)


def _look(work: Work) -> None:
    """After a create that nobody answered: adopt the meeting if it is there, delete doubles."""
    ours = _ours(work)
    for double in ours[1:]:
        work.zoom.delete(double.id)
    if ours:
        adopt(work, ours[0], time_of(ours[0]))
    else:
        with writing():
            put(work, ABSENT)


def _ours(work: Work) -> list[api.Meeting]:
    """Every meeting of the host's that bears our marker."""
    return list(work.zoom.scheduled(work.marker))


def _update(work: Work) -> None:
    if work.meeting_id is None:
        raise ZoomError(Trouble.MISSING, "no meeting id")
    fields = ("start_time", "duration", "timezone")
    with writing():
        forget_time(work)  # until Zoom answers, nobody knows which time it has
    try:
        work.zoom.update(work.meeting_id, {name: work.details[name] for name in fields})
    except ZoomError as error:
        if error.trouble is not Trouble.MISSING:
            raise
        with writing():
            forgive(put(work, ABSENT))  # deleted at Zoom: the next step makes a new one
        return
    with writing():
        count_write(work)
        if meeting := meeting_of(work):
            agree_on(meeting, work.time, work.now)


def _check(work: Work) -> None:
    """See what Zoom has. A change by the host is written down for him to decide on."""
    if work.meeting_id is None:
        raise ZoomError(Trouble.MISSING, "no meeting id")
    if work.may_have_double:
        for double in _ours(work):
            if double.id != work.meeting_id:
                work.zoom.delete(double.id)
    try:
        seen = work.zoom.get(work.meeting_id)
    except ZoomError as error:
        if error.trouble is not Trouble.MISSING:
            raise
        with writing():
            forgive(put(work, DELETED))
            need_host(work)
        return
    with writing():
        meeting = meeting_of(work)
        if meeting is None or meeting.starts_at is None:
            return
        take_link(work, meeting, seen.join_url)
        found = time_of(seen)
        if found in (None, Time(meeting.starts_at, meeting.minutes or 0)):
            agree_on(meeting, work.time, work.now)
        else:
            meeting.check_at = next_check(work.time.starts_at, work.now)
            meeting.seen_starts_at, meeting.seen_minutes = found
            need_host(work)


def _delete(work: Work) -> None:
    if work.meeting_id is not None:
        work.zoom.delete(work.meeting_id)
    with writing():
        forgive(put(work, ABSENT))


_STEPS: dict[Step, Callable[[Work], None]] = {
    Step.CREATE: _create,
    Step.LOOK: _look,
    Step.UPDATE: _update,
    Step.DELETE: _delete,
    Step.CHECK: _check,
}
