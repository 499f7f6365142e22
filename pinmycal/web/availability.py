"""When a host can be booked."""

from datetime import date

from flask import Blueprint, abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required
from sqlalchemy import delete as delete_rows
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from pinmycal.booking.locking import lock_calendar
from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models import DateOverride, Schedule, WeeklyHours
from pinmycal.times import parse_date, short_date
from pinmycal.web.forms.availability import (
    ROWS_A_DAY,
    WEEKDAYS,
    OverrideForm,
    Row,
    WeekForm,
    clock_of,
)
from pinmycal.web.respond import see_other

blueprint = Blueprint("availability", __name__, url_prefix="/availability")


@blueprint.get("")
@login_required
def show() -> ResponseReturnValue:
    """Weekly hours and the dates that differ."""
    schedule = _schedule()
    return _page(schedule, _as_typed(schedule), OverrideForm())


@blueprint.post("")
@login_required
def save_week() -> ResponseReturnValue:
    """Replace the weekly hours."""
    schedule, form = _schedule(), WeekForm.read(request.form)
    if not form.validate():
        return _page(schedule, form, OverrideForm(), 422)
    schedule_id, host_id = schedule.id, current_user.id
    with writing():
        lock_calendar(host_id)
        db.session.execute(delete_rows(WeeklyHours).where(WeeklyHours.schedule_id == schedule_id))
        db.session.add_all(
            WeeklyHours(schedule_id=schedule_id, weekday=day, start_minute=start, end_minute=end)
            for day, start, end in form.ranges
        )
    flash("Your weekly hours are saved.")
    return see_other("/availability")


@blueprint.post("/dates")
@login_required
def add_date() -> ResponseReturnValue:
    """Other hours on one date, or none."""
    schedule, form = _schedule(), OverrideForm.read(request.form)
    if not form.validate() or form.on is None:
        return _page(schedule, _as_typed(schedule), form, 422)
    start, end = form.range or (None, None)
    schedule_id, host_id = schedule.id, current_user.id
    with writing():
        lock_calendar(host_id)
        if start is None:
            _clear(schedule_id, form)
        override = DateOverride(
            schedule_id=schedule_id, date=form.on, start_minute=start, end_minute=end
        )
        db.session.add(override)
    flash(f"Saved for {short_date(form.on)}.")
    return see_other("/availability")


@blueprint.post("/dates/<day>/delete")
@login_required
def delete_date(day: str) -> ResponseReturnValue:
    """Back to the weekly hours on this date."""
    try:
        on = parse_date(day)
    except ValueError:
        abort(404)
    schedule_id = _schedule().id
    mine = (DateOverride.schedule_id == schedule_id, DateOverride.date == on)
    with writing():
        db.session.execute(delete_rows(DateOverride).where(*mine))
    flash(f"{short_date(on)} follows your weekly hours again.")
    return see_other("/availability")


def _clear(schedule_id: int, form: OverrideForm) -> None:
    """A closed date has no ranges beside it."""
    mine = (DateOverride.schedule_id == schedule_id, DateOverride.date == form.on)
    db.session.execute(delete_rows(DateOverride).where(*mine))


def _page(
    schedule: Schedule, week: WeekForm, override: OverrideForm, status: int = 200
) -> ResponseReturnValue:
    dates: dict[date, list[str]] = {}
    for row in schedule.overrides:
        ranges = dates.setdefault(row.date, [])
        if row.start_minute is not None and row.end_minute is not None:
            ranges.append(f"{clock_of(row.start_minute)} – {clock_of(row.end_minute)}")
    context = {
        "days": list(zip(WEEKDAYS, week.days, strict=True)),
        "override": override,
        "dates": [(on, short_date(on), ranges) for on, ranges in dates.items()],
        "zone": current_user.time_zone,
    }
    return render_template("availability/availability.html", **context), status


def _as_typed(schedule: Schedule) -> WeekForm:
    """The saved week as the form shows it, with one empty row more where there is room."""
    days: list[list[Row]] = [[] for _ in WEEKDAYS]
    for hours in schedule.weekly_hours:
        days[hours.weekday].append(Row(clock_of(hours.start_minute), clock_of(hours.end_minute)))
    for rows in days:
        if len(rows) < ROWS_A_DAY:
            rows.append(Row())
    return WeekForm(days)


def _schedule() -> Schedule:
    found = db.session.scalar(
        select(Schedule)
        .where(Schedule.host_id == current_user.id)
        .order_by(Schedule.id)
        .limit(1)
        .options(selectinload(Schedule.weekly_hours), selectinload(Schedule.overrides))
    )
    return found or abort(404)
