"""What participants would see of an appointment type as its form is typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_login import current_user

from pinmycal.extensions import db
from pinmycal.models import AppointmentType, Host, Schedule
from pinmycal.web.availability.coming_week import Preview, preview_of
from pinmycal.web.forms.types import AppointmentTypeForm

# The week that can be booked does not depend on these.
WORDS = {"title", "slug", "description", "location", "location_detail", "active", "secret"}


@dataclass(frozen=True)
class TypePreview:
    """The type as the booking page would show it, and its coming week."""

    offer: AppointmentType
    week: Preview


def as_typed(
    form: AppointmentTypeForm,
    offer: AppointmentType | None,
    schedules: Iterable[Schedule],
    now: datetime,
) -> TypePreview:
    """By the fields that make sense; the others are as they were, or empty. Nothing is kept."""
    draft = _draft(form, offer)
    problems = _problems(form)
    if problems:
        return TypePreview(draft, Preview(problems=problems))
    draft.schedule = next(each for each in schedules if each.id == form.schedule_id.data)
    return TypePreview(draft, preview_of(draft, now))


def _draft(form: AppointmentTypeForm, offer: AppointmentType | None) -> AppointmentType:
    host = db.session.get_one(Host, current_user.id)
    draft = AppointmentType(id=offer.id if offer else None, host_id=host.id, host=host)
    for field in form:
        if hasattr(AppointmentType, field.name):
            setattr(draft, field.name, _sensible(form, field.name, offer))
    draft.title = draft.title or _("Your title")
    draft.location = draft.location or form.location.choices[0][0]
    draft.increment = draft.increment or draft.duration
    return draft


def _sensible(form: AppointmentTypeForm, name: str, offer: AppointmentType | None) -> object:
    field = form[name]
    if not field.errors:
        return field.data if field.data is not None else field.default
    return getattr(offer, name) if offer else field.default


def _problems(form: AppointmentTypeForm) -> list[str]:
    """What the week waits for, each with the name of its field."""
    return [
        words if words.startswith(str(field.label.text)) else f"{field.label.text}: {words}"
        for field in form
        if field.name not in WORDS
        for words in map(str, field.errors)
    ]
