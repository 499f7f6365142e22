"""The steps at Zoom. Each is as few HTTP calls as it takes, between two commits.

What is about to happen is committed before a create, so that a crash at any point leaves a
trace: `creating` means that a meeting may exist, and the next one to come looks for it.
"""

from collections.abc import Callable

from pinmycal.booking.announcing import announce
from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, MeetingState, ZoomConnection, ZoomMeeting
from pinmycal.models.zoom_meeting import Time
from pinmycal.settle.looking import time_seen
from pinmycal.settle.plan import Step
from pinmycal.settle.work import Outrun, Work
from pinmycal.zoom.attention import owe_trouble_mail
from pinmycal.zoom.errors import Trouble, ZoomError
from pinmycal.zoom.meeting import Meeting
from pinmycal.zoom.removing import take_away

MOVES = ("start_time", "duration", "timezone")


def take_zoom_step(step: Step, work: Work) -> None:
    """Do one step. Raises ZoomError, Outrun."""
    _STEPS[step](work)


def _create(work: Work) -> None:
    if (back := _seen(work, work.former_id)) and back.join_url:
        _adopt(work, work.state, back, time_seen(work, back))
        return
    with work.hold() as meeting:
        meeting.creating(work.account_key)
    made = work.zoom.create(work.details)
    try:
        _adopt(work, MeetingState.CREATING, made, work.time)
    except Outrun:
        with writing():
            gone = db.session.get(Appointment, work.lease.appointment_id) is None
        if not gone:
            raise  # whoever has taken over finds it by our marker
        work.zoom.delete(made.id)


def _look(work: Work) -> None:
    """After a create that nobody answered: adopt the meeting if it is there, delete doubles."""
    with work.hold() as meeting:
        meeting.expect_double(work.now)
    ours = _ours(work)
    if ours:
        _remove_doubles(work, ours[1:])
        _adopt(work, work.state, ours[0], time_seen(work, ours[0]))
    else:
        with work.hold() as meeting:
            meeting.not_made()


def _search(work: Work) -> None:
    """When no create can be under way any more: what bears our marker beside ours is a double."""
    ours = _ours(work)
    if ours and work.state == MeetingState.ABSENT and not work.cancelled:
        _adopt(work, work.state, ours[0], time_seen(work, ours[0]))
        return
    _remove_doubles(work, [each for each in ours if each.id != work.meeting_id])
    with work.hold() as meeting:
        meeting.doubles_until = None


def _update(work: Work) -> None:
    seen = _seen(work, work.meeting)
    if seen is None:
        with work.hold() as meeting:
            meeting.gone()  # the next step makes a new one
        return
    if time_seen(work, seen) != work.time and seen.has_dates:
        _send_time(work, seen)
    else:
        with work.hold() as meeting:
            meeting.agree(work.time, work.now, work.looks_asked)


def _send_time(work: Work, seen: Meeting) -> None:
    """Of a series only our date is moved."""
    date = seen.date_at({work.time.starts_at, (work.known_time or work.time).starts_at})
    if seen.is_lasting and date is None:
        raise ZoomError(Trouble.SERIES)
    with work.hold() as meeting:
        meeting.sending_time()
    fields = {name: work.details[name] for name in MOVES}
    work.zoom.update(work.meeting, fields, date.id if date else None)
    with work.hold() as meeting:
        _count_write(work)
        meeting.agree(work.time, work.now, work.looks_asked)


def _delete(work: Work) -> None:
    starts = {work.time.starts_at, (work.known_time or work.time).starts_at}
    gone = take_away(work.zoom, work.meeting, starts)
    with work.hold() as meeting:
        if gone:
            meeting.gone()
        else:
            _leave(meeting, work.meeting_id, "series", work)


def _check(work: Work) -> None:
    """See what Zoom has. A change by the host is written down for them to decide on."""
    meeting_id = work.meeting_id or work.former_id
    seen = _seen(work, meeting_id)
    if seen is None:
        _note_gone(work)
    elif work.cancelled:
        with work.hold() as meeting:
            _leave(meeting, meeting_id, "recovered", work)
    elif work.state != MeetingState.READY:
        _adopt(work, work.state, seen, time_seen(work, seen))
    else:
        _compare(work, seen)


def _note_gone(work: Work) -> None:
    with work.hold() as meeting:
        if work.state == MeetingState.ABSENT:
            meeting.looked_in_vain(work.looks_asked)
            return
        if work.state == MeetingState.READY:
            _need_host(meeting, work)
        meeting.deleted_by_host(work.looks_asked)


def _compare(work: Work, seen: Meeting) -> None:
    if work.former_id is not None:
        take_away(work.zoom, work.former_id, {work.time.starts_at})
    with work.hold() as meeting:
        meeting.former_id = None if meeting.former_id == work.former_id else meeting.former_id
        _take_link(meeting, seen.join_url, work)
        found = time_seen(work, seen, meeting)
        if found is None or meeting.time is None:
            meeting.looked(work.now, work.looks_asked)
        elif found == meeting.time:
            meeting.agree(found, work.now, work.looks_asked)
        else:
            if found != meeting.seen:
                _need_host(meeting, work)
            meeting.differ(found)
            meeting.looked(work.now, work.looks_asked)


def _seen(work: Work, meeting_id: int | None) -> Meeting | None:
    """As Zoom has it; None if it is not there."""
    if meeting_id is None:
        return None
    try:
        return work.zoom.get(meeting_id)
    except ZoomError as error:
        if error.trouble is Trouble.MISSING:
            return None
        raise


def _ours(work: Work) -> list[Meeting]:
    """Every meeting of the host's that bears our marker, each once."""
    return list({each.id: each for each in work.zoom.scheduled(work.marker)}.values())


def _remove_doubles(work: Work, doubles: list[Meeting]) -> None:
    for double in doubles:
        take_away(work.zoom, double.id, {work.time.starts_at})


def _adopt(work: Work, state: str, seen: Meeting, time: Time | None) -> None:
    """Save it as this appointment's meeting, and tell of its link if that is new."""
    join_url = seen.join_url or work.zoom.get(seen.id).join_url
    if join_url is None:
        raise ZoomError(Trouble.UNREACHABLE, "a meeting without a link")
    with work.hold(state) as meeting:
        if state == MeetingState.CREATING:
            _count_write(work)
        known = meeting.join_url
        meeting.found(seen.id, join_url, time, work.now)
        if known != join_url:
            _tell_of_link(meeting.appointment, work)


def _take_link(meeting: ZoomMeeting, join_url: str | None, work: Work) -> None:
    """Keep the link that Zoom has now: it changes when the host changes the passcode there."""
    if join_url is not None and meeting.join_url != join_url:
        meeting.join_url = join_url
        _tell_of_link(meeting.appointment, work)


def _tell_of_link(appointment: Appointment, work: Work) -> None:
    """Owe the new link to everyone whose confirmation has gone already."""
    before = len(appointment.messages)
    if not appointment.is_cancelled:
        announce(appointment, Kind.LINK, work.now)
    if len(appointment.messages) > before:
        appointment.sequence += 1


def _leave(meeting: ZoomMeeting, meeting_id: int | None, why: str, work: Work) -> None:
    meeting.leave(meeting_id, why)
    _need_host(meeting, work)


def _need_host(meeting: ZoomMeeting, work: Work) -> None:
    owe_trouble_mail(meeting.appointment.host_id, work.now)


def _count_write(work: Work) -> None:
    connection = db.session.get(ZoomConnection, work.connection_id)
    if connection is not None and connection.account_key == work.account_key:
        connection.writes = connection.writes_today(work.now) + 1
        connection.writes_on = work.now.date()
        connection.last_error = ""


_STEPS: dict[Step, Callable[[Work], None]] = {
    Step.CREATE: _create,
    Step.LOOK: _look,
    Step.UPDATE: _update,
    Step.DELETE: _delete,
    Step.SEARCH: _search,
    Step.CHECK: _check,
}
