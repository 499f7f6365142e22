"""How a host puts a booking page into his own site: a snippet to copy, and how it will look."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pinmycal.extensions import db
from pinmycal.links import absolute, booking_link
from pinmycal.models import AppointmentType
from pinmycal.web.forms.embed import BUTTON, EmbedForm

blueprint = Blueprint("embed_settings", __name__, url_prefix="/settings/embed")
INLINE_SNIPPET = Markup('<div data-pinmycal="{path}">\n  <a href="{link}">{title}</a>\n</div>')
BUTTON_SNIPPET = Markup('<a href="{link}" data-pinmycal-button>{words}</a>')
SCRIPT = Markup('<script src="{}" async></script>')


@blueprint.get("")
@login_required
def show() -> ResponseReturnValue:
    """The choice, the snippet, the preview. Nothing is stored."""
    offers = _offers()
    form = EmbedForm(formdata=request.args if request.args else None)
    form.offer_choices(offers)
    chosen = None
    if offers and (not request.args or form.validate()):
        chosen = next((each for each in offers if each.id == form.type.data), offers[0])
    snippet = _snippet(chosen, form) if chosen else ""
    problems = [problem for each in form.errors.values() for problem in each]
    context = {"form": form, "offers": offers, "chosen": chosen, "snippet": snippet}
    return render_template(
        "settings/embed.html", problems=problems, **context
    ), 422 if form.errors else 200


def _offers() -> list[AppointmentType]:
    own = select(AppointmentType).where(AppointmentType.host_id == current_user.id)
    order = (AppointmentType.position, AppointmentType.id)
    return list(db.session.scalars(own.options(joinedload(AppointmentType.host)).order_by(*order)))


def _snippet(offer: AppointmentType, form: EmbedForm) -> str:
    """HTML for any page; without scripts it is a plain link to the booking page."""
    link = booking_link(offer)
    parts = {"path": f"/{offer.host.handle}/{offer.slug}", "link": link, "title": offer.title}
    shape = BUTTON_SNIPPET if form.way.data == BUTTON else INLINE_SNIPPET
    script = SCRIPT.format(absolute("/embed.js"))
    return str(shape.format(**parts, words=form.words.data) + "\n" + script)
