"""When a host can be booked: the page, and the weekly hours on it."""

from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, flash, g, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required
from sqlalchemy import delete, select

from pinmycal.accounts import first_steps
from pinmycal.booking.schedules import NothingToUndo, changing, schedules_of, undo
from pinmycal.extensions import db
from pinmycal.models import AppointmentType, Host, Schedule, WeeklyHours
from pinmycal.times import utc_now
from pinmycal.web.availability import stored
from pinmycal.web.availability.coming_week import Preview, draft_of, draft_schedule, preview_of
from pinmycal.web.availability.dates_calendar import (
    DatesView,
    date_words,
    dates_calendar,
    differing_dates,
)
from pinmycal.web.dashboard.first_steps import lead_on
from pinmycal.web.forms.availability import AwayForm, NewScheduleForm, RenameForm, WeekStartForm
from pinmycal.web.forms.hours import DateForm, WeekForm
from pinmycal.web.forms.stored import unless_changed, version_to_send
from pinmycal.web.respond import page_or_part, see_other, wants_part
from pinmycal.wording import weekday_names

blueprint = Blueprint("availability", __name__, url_prefix="/availability")
PLAIN = {"title": "", "duration": 30, "increment": 30, "minimum_notice": 0, "window_days": 60}


@blueprint.get("")
@login_required
def show() -> ResponseReturnValue:
    """Weekly hours, dates that differ, days away; for htmx the dates alone."""
    return page(chosen(), part="availability/_dates.html")


@blueprint.post("")
@login_required
def save_week() -> ResponseReturnValue:
    """Replace the weekly hours."""
    return _save(chosen(), WeekForm.read(request.form), _("The weekly hours are saved"))


@blueprint.post("/copy")
@login_required
def copy_day() -> ResponseReturnValue:
    """Give other weekdays the hours that are typed for one, and save the week."""
    schedule, form = chosen(), WeekForm.read(request.form)
    source = _weekday(request.form.get("from", ""))
    targets = [_weekday(day) for day in request.form.getlist("to")]
    if not targets:
        missing = _("Tick the days that should get the same hours.")
        return page(schedule, 422, week=form, copy_from=source, copy_error=missing)
    form.copy(source, targets)
    return _save(
        schedule,
        form,
        _("The week is saved, with the hours of %(day)s copied", day=weekday_names()[source]),
    )


@blueprint.post("/preview")
@login_required
def preview() -> ResponseReturnValue:
    """The coming week with the hours as they are typed. Changes nothing."""
    schedule, form = chosen(), WeekForm.read(request.form)
    if not form.validate():
        return page(schedule, 422, week=form, preview=Preview(problems=form.problems))
    return page(
        schedule, week=form, preview=_preview(draft_schedule(schedule, form.ranges), schedule)
    )


@blueprint.post("/undo")
@login_required
def undo_change() -> ResponseReturnValue:
    """Take the last change back; then the same schedule and month, if they are still there."""
    month = DatesView.month_in(request.form)
    try:
        change = undo(current_user.id, request.form.get("token", ""))
        _tell(_("Taken back: “%(change)s”", change=change), month=month)
    except NothingToUndo:
        flash(_("This cannot be taken back any more: something else was changed since."), "warning")
    wanted = request.args.get("schedule", type=int)
    there = wanted in {schedule.id for schedule in schedules_of(current_user.id)}
    return _back(wanted if there else None, month)


def done(
    change: str, token: str, schedule_id: int | None = None, month: date | None = None
) -> Response:
    """Back to the page, with a month to its dates: there it says what was done, and offers Undo.

    Whoever saves his hours has looked at them: that is one of his first steps.
    """
    first_steps.take(current_user.id, "hours", utc_now())
    lead_on()
    _tell(change, token, month)
    return _back(schedule_id, month)


def _tell(change: str, token: str = "", month: date | None = None) -> None:
    """On the page that comes: what was done, and how to take it back."""
    session["undo"] = {"change": change, "token": token, "month": month and f"{month:%Y-%m}"}


def _back(schedule_id: int | None, month: date | None) -> Response:
    """To the page, with a month to its dates."""
    query = {"schedule": schedule_id, "month": month and f"{month:%Y-%m}"}
    told = urlencode({name: value for name, value in query.items() if value})
    place = "#dates" if month else ""
    return see_other(f"/availability?{told}{place}" if told else "/availability")


def chosen() -> Schedule:
    """The host's schedule that the address names, or his default; 404 for any other."""
    wanted = request.args.get("schedule", type=int)
    g.schedules = schedules_of(current_user.id)
    mine: list[Schedule] = [each for each in g.schedules if wanted in (None, each.id)]
    return mine[0] if mine else abort(404)


def page(
    schedule: Schedule, status: int = 200, part: str = "availability/_preview.html", **typed: Any
) -> Response:
    """The whole page, or for htmx a part; forms that are not given show what is saved."""
    query = {"date": typed["differing"].date} if "differing" in typed else request.args
    view = DatesView.read(query, utc_now(), current_user.time_zone)
    differing = DateForm.of(view.chosen, schedule) if view.chosen else DateForm()
    context = {
        "schedule": schedule,
        "schedules": g.schedules,
        "undo": None if wants_part() else session.pop("undo", None),
        "week": WeekForm.of(schedule.weekly_hours),
        "weekdays": weekday_names(),
        "differing": differing,
        "calendar": dates_calendar(view, schedule, current_user),
        "dates": differing_dates(schedule, view.today),
        "date_words": partial(date_words, today=view.today),
        "away": AwayForm(formdata=None),
        "new_schedule": NewScheduleForm(formdata=None),
        "rename": RenameForm(formdata=None, obj=schedule),
        "week_start": WeekStartForm(formdata=None, obj=current_user),
        **typed,
    }
    context.setdefault("preview", _preview(schedule, schedule))
    context |= _versions(schedule, context["week"], context["differing"])
    return page_or_part("availability/availability.html", part, status, **context)


def _versions(schedule: Schedule, week: WeekForm, differing: DateForm) -> dict[str, object]:
    """Of what is stored, for the forms of the page."""
    saved = stored.week_version(WeekForm.of(schedule.weekly_hours))
    on_date = stored.date_version(schedule, differing.on)
    return {
        "week_version": version_to_send(week.made_from, saved),
        "date_version": version_to_send(differing.made_from, on_date),
        "version_of_date": stored.version_of_dates(schedule),
        "version_of_away": stored.away_version,
        "schedule_version": stored.schedule_version(schedule),
    }


def _save(schedule: Schedule, form: WeekForm, change: str) -> ResponseReturnValue:
    if not form.validate():
        return page(schedule, 422, week=form, preview=Preview(problems=form.problems))
    host_id, schedule_id = current_user.id, schedule.id
    now = partial(stored.week_now, schedule_id, form)
    with unless_changed(form.made_from, now, host_id), changing(host_id, change) as token:
        db.session.execute(delete(WeeklyHours).where(WeeklyHours.schedule_id == schedule_id))
        db.session.add_all(
            WeeklyHours(schedule_id=schedule_id, weekday=day, start_minute=start, end_minute=end)
            for day, start, end in form.ranges
        )
    return done(change, token, schedule_id)


def _preview(schedule: Schedule, saved: Schedule) -> Preview:
    """By the first type that uses the saved schedule, or by half an hour without rules."""
    host = db.session.get_one(Host, current_user.id)
    example = db.session.scalar(
        select(AppointmentType)
        .where(AppointmentType.schedule_id == saved.id, AppointmentType.active)
        .order_by(AppointmentType.position, AppointmentType.id)
        .limit(1)
    )
    plain = AppointmentType(**PLAIN, buffer_before=0, buffer_after=0, optimised=False)
    plain.host, plain.host_id, plain.title = host, host.id, _("Half an hour")
    return preview_of(draft_of(example or plain, schedule), utc_now())


def _weekday(number: str) -> int:
    return int(number) if number in {"0", "1", "2", "3", "4", "5", "6"} else abort(422)
