"""A host's schedules: one more, another name, one less."""

from functools import partial

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from pinmycal.booking.room import MOST_SCHEDULES, TooMany, room_for_schedule
from pinmycal.booking.schedules import StillUsed, changing, delete_schedule, schedules_of
from pinmycal.extensions import db
from pinmycal.models import Schedule
from pinmycal.web.availability.coming_week import draft_schedule
from pinmycal.web.availability.hours import chosen, done, page
from pinmycal.web.availability.stored import schedule_deleted
from pinmycal.web.forms.availability import NewScheduleForm, RenameForm
from pinmycal.web.forms.stored import VERSION, unless_changed
from pinmycal.web.respond import see_other

blueprint = Blueprint("schedules", __name__, url_prefix="/availability")


@blueprint.post("/add")
@login_required
def add() -> ResponseReturnValue:
    """A new one, which begins with the hours of the one that is looked at."""
    schedule, form = chosen(), NewScheduleForm()
    if not form.validate() or not _is_new(form, schedule_id=None):
        return page(schedule, 422, new_schedule=form)
    hours = [(row.weekday, row.start_minute, row.end_minute) for row in schedule.weekly_hours]
    made, change = draft_schedule(schedule, hours), _("“%(name)s” was added", name=form.name.data)
    made.host_id, made.name, made.overrides = current_user.id, form.name.data, []
    try:
        with changing(current_user.id, change) as token:
            room_for_schedule(current_user.id)
            db.session.add(made)
    except TooMany:
        form.name.errors = [_("You have %(most)s schedules already.", most=MOST_SCHEDULES)]
        return page(chosen(), 422, new_schedule=form)
    return done(change, token, made.id)


@blueprint.post("/rename")
@login_required
def rename() -> ResponseReturnValue:
    """Another name."""
    schedule = chosen()
    form = RenameForm(obj=schedule)
    if not form.validate() or not _is_new(form, schedule.id):
        return page(schedule, 422, rename=form)
    schedule_id, names = schedule.id, {"old": schedule.name, "new": form.name.data}
    change = _("“%(old)s” is now “%(new)s”", **names)
    now = partial(_named, schedule_id)
    with form.unless_changed(now), changing(current_user.id, change) as token:
        db.session.get_one(Schedule, schedule_id).name = form.name.data
    return done(change, token, schedule_id)


@blueprint.post("/delete")
@login_required
def delete() -> ResponseReturnValue:
    """Delete one that no appointment type uses."""
    schedule = chosen()
    schedule_id, name = schedule.id, schedule.name
    try:
        change = _("“%(name)s” was deleted", name=name)
        now = partial(schedule_deleted, schedule_id)
        with unless_changed(request.form.get(VERSION), now, current_user.id):
            token = delete_schedule(schedule, change)
        return done(change, token)
    except StillUsed as used:
        flash(_why_not(name, used.args), "warning")
    return see_other(f"/availability?schedule={schedule_id}")


def _named(schedule_id: int) -> RenameForm:
    """The form with the name as it is now."""
    return RenameForm(formdata=None, obj=db.session.get_one(Schedule, schedule_id))


def _is_new(form: NewScheduleForm | RenameForm, schedule_id: int | None) -> bool:
    """Whether no other schedule of the host's has the name; says so in the form."""
    others = [each.name for each in schedules_of(current_user.id) if each.id != schedule_id]
    if form.name.data.casefold() not in map(str.casefold, others):
        return True
    form.name.errors = [_("Another of your schedules has this name.")]
    return False


def _why_not(name: str, titles: tuple[str, ...]) -> str:
    if not titles:
        return str(_("“%(name)s” is your only schedule, so it stays.", name=name))
    used_by = ", ".join(f"“{title}”" for title in titles)
    said: str = _(
        "“%(name)s” stays: %(types)s can be booked by it. Choose another schedule there first.",
        name=name,
        types=used_by,
    )
    return said
