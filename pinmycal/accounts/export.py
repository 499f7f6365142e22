"""All that is kept about a host, for himself."""

from base64 import b64encode
from datetime import date, datetime
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import selectinload

from pinmycal.extensions import Base, db
from pinmycal.models import (
    Appointment,
    AppointmentType,
    Host,
    HostPhoto,
    HostSession,
    Message,
    OldHandle,
    Schedule,
    UndoStep,
    ZoomChoices,
    ZoomConnection,
)

# Keys to something, or of use to nobody but the database.
_LEFT_OUT = {
    "access_token",
    "due_at",
    "email_key",
    "lease_until",
    "password_hash",
    "refresh_token",
    "refreshing_until",
    "submission_key",
    "swept_at",
    "token",
    "token_hash",
    "waits_until",
}
Values = dict[str, Any]


def everything_of(host_id: int) -> Values:
    """What JSON can hold. As many queries for much as for little."""
    host = db.session.get_one(Host, host_id)
    return {
        "host": _values(host),
        "away": [_values(away) for away in host.away],
        "schedules": [
            _values(each)
            | {"weekly_hours": [_values(hours) for hours in each.weekly_hours]}
            | {"overrides": [_values(override) for override in each.overrides]}
            for each in _all(Schedule, host_id, "weekly_hours", "overrides")
        ],
        "appointment_types": [
            _values(each) | {"questions": [_values(question) for question in each.questions]}
            for each in _all(AppointmentType, host_id, "questions")
        ],
        "appointments": [
            _values(each)
            | {"participants": [_values(person) for person in each.participants]}
            | {"zoom_meeting": each.zoom_meeting and _values(each.zoom_meeting)}
            for each in _all(Appointment, host_id, "participants", "zoom_meeting")
        ],
        "messages": [_values(each) for each in _all(Message, host_id)],
        "zoom": [_values(each) for each in _all(ZoomConnection, host_id)],
        "zoom_choices": [_values(each) for each in _all(ZoomChoices, host_id)],
        "old_handles": [_values(each) for each in _all(OldHandle, host_id)],
        "photo": [_values(each) for each in _all(HostPhoto, host_id)],
        "log_ins": [_values(each) for each in _all(HostSession, host_id)],
        "undo": [_values(each) for each in _all(UndoStep, host_id)],
    }


def _all(model: Any, host_id: int, *parts: str) -> list[Any]:
    mine = select(model).where(model.host_id == host_id).order_by(*inspect(model).primary_key)
    loaded = [selectinload(getattr(model, part)) for part in parts]
    return list(db.session.scalars(mine.options(*loaded)))


def _values(row: Base) -> Values:
    names = [column.key for column in inspect(type(row)).column_attrs]
    return {name: _plain(getattr(row, name)) for name in names if name not in _LEFT_OUT}


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value.isoformat() if isinstance(value, datetime | date) else value
