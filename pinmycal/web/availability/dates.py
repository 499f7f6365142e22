"""Dates on which a host's hours differ, days on which he is away, the day that begins his week."""

from datetime import date
from functools import partial

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required
from sqlalchemy import delete

from pinmycal.booking.room import (
    MOST_AWAY,
    MOST_DATES,
    TooMany,
    room_for_away,
    room_for_date,
)
from pinmycal.booking.schedules import changing
from pinmycal.extensions import db
from pinmycal.models import Away, DateOverride, Host
from pinmycal.times import parse_date
from pinmycal.web.availability.hours import chosen, done, page
from pinmycal.web.availability.stored import away_deleted, date_deleted, date_now
from pinmycal.web.forms.availability import AwayForm, WeekStartForm
from pinmycal.web.forms.hours import DateForm
from pinmycal.web.forms.stored import VERSION, unless_changed
from pinmycal.wording import short_date, weekday_names

blueprint = Blueprint("availability_dates", __name__, url_prefix="/availability")


@blueprint.post("/dates")
@login_required
def save_date() -> ResponseReturnValue:
    """Other hours on one date, or none, in place of what was said for it before."""
    schedule, form = chosen(), DateForm.read(request.form)
    if not form.validate() or form.on is None:
        return page(schedule, 422, differing=form)
    schedule_id, on = schedule.id, short_date(form.on)
    change = (
        _("%(date)s has its own hours", date=on)
        if form.ranges
        else _("%(date)s is closed", date=on)
    )
    closed = DateOverride(schedule_id=schedule_id, date=form.on)
    ranges = [
        DateOverride(schedule_id=schedule_id, date=form.on, start_minute=start, end_minute=end)
        for start, end in form.ranges
    ]
    now = partial(date_now, schedule_id, form, form.made_from)
    host_id = current_user.id
    try:
        with unless_changed(form.made_from, now, host_id), changing(host_id, change) as token:
            _forget(schedule_id, form.on)
            room_for_date(schedule_id)
            db.session.add_all(ranges or [closed])
    except TooMany:
        form.error = _("You have said something for %(most)s dates already.", most=MOST_DATES)
        return page(chosen(), 422, differing=form)
    return done(change, token, schedule_id, month=form.on)


@blueprint.post("/dates/<day>/delete")
@login_required
def delete_date(day: str) -> ResponseReturnValue:
    """Back to the weekly hours on this date."""
    try:
        on = parse_date(day)
    except ValueError:
        abort(404)
    schedule_id = chosen().id
    change = _("%(date)s follows the weekly hours again", date=short_date(on))
    made_from, host_id = request.form.get(VERSION), current_user.id
    now = partial(date_deleted, schedule_id, on)
    with unless_changed(made_from, now, host_id), changing(host_id, change) as token:
        _forget(schedule_id, on)
    return done(change, token, schedule_id, month=on)


@blueprint.post("/away")
@login_required
def add_away() -> ResponseReturnValue:
    """Time off, or a journey."""
    schedule, form = chosen(), AwayForm()
    if not form.validate():
        return page(schedule, 422, away=form)
    first, last = form.first.data, form.last.data or form.first.data
    schedule_id, change = schedule.id, _("Saved for %(days)s", days=_days(first, last))
    away = {"first": first, "last": last, "zone": form.zone.data or None, "name": form.name.data}
    try:
        with changing(current_user.id, change) as token:
            room_for_away(current_user.id)
            db.session.add(Away(host_id=current_user.id, **away))
    except TooMany:
        full = _("You are away %(most)s times already. Remove one first.", most=MOST_AWAY)
        form.first.errors = [full]
        return page(chosen(), 422, away=form)
    return done(change, token, schedule_id)


@blueprint.post("/away/<int:away_id>/delete")
@login_required
def delete_away(away_id: int) -> ResponseReturnValue:
    """Not away after all."""
    schedule_id = chosen().id
    mine = [away for away in current_user.away if away.id == away_id] or abort(404)
    change = _("You are not away on %(days)s", days=_days(mine[0].first, mine[0].last))
    made_from, host_id = request.form.get(VERSION), current_user.id
    now = partial(away_deleted, away_id)
    with unless_changed(made_from, now, host_id), changing(host_id, change) as token:
        db.session.execute(delete(Away).where(Away.id == away_id))
    return done(change, token, schedule_id)


@blueprint.post("/week-start")
@login_required
def save_week_start() -> ResponseReturnValue:
    """Which day begins a week, for limits by the week."""
    schedule, form = chosen(), WeekStartForm(obj=current_user)
    if not form.validate():
        return page(schedule, 422, week_start=form)
    schedule_id, day = schedule.id, weekday_names()[form.week_start.data]
    change, host_id = _("Weeks begin on %(day)s", day=day), current_user.id
    now = partial(WeekStartForm, formdata=None, obj=current_user)
    with form.unless_changed(now), changing(host_id, change) as token:
        db.session.get_one(Host, host_id).week_start = form.week_start.data
    return done(change, token, schedule_id)


def _days(first: date, last: date) -> str:
    return short_date(first) if first == last else f"{short_date(first)} – {short_date(last)}"


def _forget(schedule_id: int, on: date) -> None:
    mine = (DateOverride.schedule_id == schedule_id, DateOverride.date == on)
    db.session.execute(delete(DateOverride).where(*mine))
