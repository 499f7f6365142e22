"""The pages, a folder for each area. Thin: parse, call, render."""

from flask import Flask

from pinmycal.web import (
    again,
    api,
    assets,
    auth,
    errors,
    filters,
    headers,
    health,
    ids,
    pages,
    webhooks,
    words,
)
from pinmycal.web.appointments import notes, on_behalf, record
from pinmycal.web.availability import dates, hours, schedules
from pinmycal.web.booking import form, offers
from pinmycal.web.dashboard import dashboard, first_steps, week
from pinmycal.web.embed import pages as embed_pages
from pinmycal.web.embed import script, snippet
from pinmycal.web.participant import appointment
from pinmycal.web.settings import account, email, leaving, messages, photos, profile, zoom
from pinmycal.web.styleguide import page as styleguide
from pinmycal.web.types import cards, questions, types

_AREAS = (
    *(api, assets, auth, health, pages, webhooks),
    *(notes, on_behalf, record),
    *(dates, hours, schedules),
    *(form, offers),
    *(dashboard, first_steps, week),
    *(embed_pages, script, snippet),
    appointment,
    *(account, email, leaving, messages, photos, profile, zoom),
    styleguide,
    *(cards, questions, types),
)


def init_web(app: Flask) -> None:
    """Register every area, the error pages, the headers and the words for templates."""
    ids.init(app)
    for area in _AREAS:
        app.register_blueprint(area.blueprint)
    again.init(app)
    assets.init(app)
    embed_pages.init(app)
    errors.init(app)
    filters.init(app)
    headers.init(app)
    words.init(app)
