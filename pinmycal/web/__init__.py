"""The pages. Thin: parse, call, render."""

from flask import Flask

from pinmycal.web import (
    api,
    appointments,
    assets,
    auth,
    availability,
    availability_dates,
    booking,
    booking_form,
    dashboard,
    errors,
    filters,
    headers,
    health,
    pages,
    participant,
    questions,
    schedules,
    settings,
    types,
    webhooks,
    zoom,
)

_AREAS = (
    api,
    appointments,
    assets,
    auth,
    availability,
    availability_dates,
    booking,
    booking_form,
    dashboard,
    health,
    pages,
    participant,
    questions,
    schedules,
    settings,
    types,
    webhooks,
    zoom,
)


def init_web(app: Flask) -> None:
    """Register every area, the error pages, the headers and the words for templates."""
    for area in _AREAS:
        app.register_blueprint(area.blueprint)
    assets.init(app)
    errors.init(app)
    filters.init(app)
    headers.init(app)
