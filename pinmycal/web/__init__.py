"""The pages. Thin: parse, call, render."""

from flask import Flask

from pinmycal.web import (
    account,
    api,
    appointments,
    assets,
    auth,
    availability,
    availability_dates,
    booking,
    booking_form,
    dashboard,
    embed,
    embed_script,
    embed_settings,
    errors,
    filters,
    first_steps,
    headers,
    health,
    messages,
    notes,
    on_behalf,
    pages,
    participant,
    photos,
    questions,
    schedules,
    settings,
    styleguide,
    type_cards,
    types,
    webhooks,
    week,
    zoom,
)

_AREAS = (
    account,
    api,
    appointments,
    assets,
    auth,
    availability,
    availability_dates,
    booking,
    booking_form,
    dashboard,
    embed,
    embed_script,
    embed_settings,
    first_steps,
    health,
    messages,
    notes,
    on_behalf,
    pages,
    participant,
    photos,
    questions,
    schedules,
    settings,
    styleguide,
    type_cards,
    types,
    webhooks,
    week,
    zoom,
)


def init_web(app: Flask) -> None:
    """Register every area, the error pages, the headers and the words for templates."""
    for area in _AREAS:
        app.register_blueprint(area.blueprint)
    assets.init(app)
    embed.init(app)
    errors.init(app)
    filters.init(app)
    headers.init(app)
