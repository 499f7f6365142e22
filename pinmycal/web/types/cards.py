"""What a host does to a type in his list: on and off, up and down, one more like it."""

from flask import Blueprint, abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from pinmycal.booking import offering
from pinmycal.booking.room import TooMany
from pinmycal.times import utc_now
from pinmycal.web.respond import see_other, wants_part
from pinmycal.web.types.types import FULL, list_of, own_type

blueprint = Blueprint("type_cards", __name__, url_prefix="/types")
WAYS = {"up": -1, "down": 1}


@blueprint.post("/<int:type_id>/active")
@login_required
def switch(type_id: int) -> ResponseReturnValue:
    """Open it for booking, or close it: the form says which, so that a repeat does no harm."""
    offer = own_type(type_id)
    if (wanted := request.form.get("active")) not in ("on", "off"):
        abort(422)
    title, active = offer.title, wanted == "on"
    offering.switch(current_user.id, type_id, active)
    opened = _("“%(title)s” can be booked again.", title=title)
    return _list(type_id, opened if active else _("“%(title)s” is closed.", title=title))


@blueprint.post("/<int:type_id>/move")
@login_required
def shift(type_id: int) -> ResponseReturnValue:
    """One place up or down in the order, which the host's own page follows."""
    title = own_type(type_id).title
    by = WAYS.get(request.form.get("way", "")) or abort(422)
    offering.shift(current_user.id, type_id, by, request.form.get("from", type=_place))
    ids = [offer.id for offer in offering.types_of(current_user.id)]
    number, count = ids.index(type_id) + 1, len(ids)
    news = _("“%(title)s” is number %(number)s of %(all)s.", title=title, number=number, all=count)
    return _list(type_id, news)


@blueprint.post("/<int:type_id>/duplicate")
@login_required
def duplicate(type_id: int) -> ResponseReturnValue:
    """One more like it, to be changed."""
    offer_id = own_type(type_id).id
    try:
        made = offering.duplicate(current_user.id, offer_id, utc_now())
    except TooMany:
        flash(str(FULL), "warning")
        return see_other("/types")
    flash(_("This is the copy. It is closed: change what should differ, then let it be booked."))
    return see_other(f"/types/{made}")


def _place(text: str) -> int:
    """Raises ValueError for what no list has."""
    return int(text[:4])


def _list(type_id: int, news: str) -> ResponseReturnValue:
    """The list anew for htmx, else the page at the place of the type; either says what happened."""
    if wants_part():
        return render_template("types/_list.html", **list_of(current_user.id), news=news)
    flash(news)
    return see_other(f"/types#type-{type_id}")
