"""Settings → Integrations → Zoom: connecting, what state it is in, disconnecting."""

import logging
from datetime import datetime

import requests
from authlib.common.errors import AuthlibBaseError
from flask import Blueprint, flash, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user, login_required
from sqlalchemy import not_, select
from sqlalchemy.orm import contains_eager, selectinload

from pinmycal.budgets import ZOOM_STEP
from pinmycal.database import hold, writing
from pinmycal.extensions import db, oauth
from pinmycal.jobs import sweep_host
from pinmycal.links import absolute
from pinmycal.models import Appointment, Location, ZoomConnection
from pinmycal.models.appointment import CONFIRMED
from pinmycal.models.zoom import DAILY_WRITES
from pinmycal.times import utc_now
from pinmycal.web.dashboard.first_steps import lead_on
from pinmycal.web.forms.base import is_refused
from pinmycal.web.forms.zoom import ZoomChoicesForm
from pinmycal.web.respond import afterwards, see_other
from pinmycal.zoom.attention import out_of_reach, still_to_delete
from pinmycal.zoom.connection import (
    ZoomUserTaken,
    connect,
    connection_of,
    disconnect,
    is_working,
    missing_scopes,
    operator_ready,
    revoke_token,
)
from pinmycal.zoom.deciding import try_again
from pinmycal.zoom.details import choices_of
from pinmycal.zoom.errors import ZoomError
from pinmycal.zoom.http import within
from pinmycal.zoom.reading import has_link
from pinmycal.zoom.state import ZoomState, zoom_state

blueprint = Blueprint("zoom", __name__, url_prefix="/settings/integrations/zoom")
HOME = "/settings/integrations/zoom"
MOST_SHOWN = 20
_AWAY = _l("Zoom does not answer just now. Please try again in a moment.")
log = logging.getLogger(__name__)


@blueprint.get("")
@login_required
def show() -> str:
    """The card of the connection, and whoever waits for it."""
    return _page(ZoomChoicesForm.of(choices_of(current_user.id)))


@blueprint.post("/choices")
@login_required
def choose() -> ResponseReturnValue:
    """How meetings are made from now on."""
    host_id = current_user.id
    form = ZoomChoicesForm.sent(choices_of(host_id))
    if not form.validate():
        return _page(form), 422
    with form.unless_changed(lambda: ZoomChoicesForm.of(choices_of(host_id))), writing():
        hold(f"zoom choices {host_id}")  # saved twice at once, the first time makes the row
        choices = choices_of(host_id)
        form.save(choices)
        db.session.add(choices)
    flash(_("Saved. Meetings made from now on follow it."))
    return see_other(HOME)


@blueprint.post("/retry")
@login_required
def retry() -> ResponseReturnValue:
    """Try at once what would be tried later."""
    host_id = current_user.id
    try_again(host_id, utc_now())
    afterwards(sweep_host, host_id)
    flash(_("Trying again now."))
    return see_other(HOME)


def _page(form: ZoomChoicesForm) -> str:
    connection, now = connection_of(current_user.id), utc_now()
    return render_template(
        "settings/zoom.html",
        form=form,
        connection=connection,
        missing=missing_scopes(connection) if connection else [],
        writes=connection.writes_today(now) if connection else 0,
        daily_writes=DAILY_WRITES,
        parked=connection.waits_until(now) if connection else None,
        waiting=_waiting(current_user.id, connection, now),
        elsewhere=out_of_reach(current_user.id, connection, now) if is_working(connection) else 0,
        operator_ready=operator_ready(),
    )


@blueprint.post("/connect")
@login_required
def start() -> ResponseReturnValue:
    """Off to Zoom, with a state and a PKCE challenge that only this browser can answer."""
    if not operator_ready():
        flash(_("Zoom is not set up on this server yet."), "error")
        return see_other(HOME)
    redirect_to = oauth.zoom.authorize_redirect(absolute(f"{HOME}/callback"))
    return see_other(redirect_to.location)


@blueprint.get("/callback")
@login_required
@within(ZOOM_STEP)
def callback() -> ResponseReturnValue:
    """Back from Zoom, with a code or with a no."""
    if "error" in request.args:
        return _refused(request.args["error"])
    host_id = current_user.id
    try:
        pair = oauth.zoom.authorize_access_token()
        former = connect(host_id, pair, utc_now())
    except ZoomUserTaken:
        return _failed(_("This Zoom account is connected to another PinMyCal account."), 409)
    except ZoomError as error:
        log.log(error.severity, "connecting host %s to Zoom: %s", host_id, error)
        return _failed(_words_for(error), 400 if error.permanent else 503)
    except (AuthlibBaseError, requests.RequestException) as error:
        log.warning("connecting host %s to Zoom: %s", host_id, type(error).__name__)
        if isinstance(error, AuthlibBaseError):
            return _failed(_("This link to connect Zoom was used before, or began elsewhere."), 400)
        return _failed(str(_AWAY), 503)
    afterwards(sweep_host, host_id)
    if former is not None:
        last = former
        afterwards(lambda _host_id: revoke_token(last), host_id)
    flash(_("Zoom is connected."))
    lead_on()
    return see_other(HOME)


def _words_for(error: ZoomError) -> str:
    """Why nothing was connected, and whose turn it is."""
    if error.operators:
        words = _("Zoom does not accept this server’s app. Only whoever runs it can mend that.")
    elif error.permanent:
        words = _("Zoom did not accept the connection. Please try once more.")
    else:
        words = _AWAY
    return str(words)


def _refused(error: str) -> ResponseReturnValue:
    """Zoom sent a no. That journey has ended; Authlib alone would remember it for good."""
    oauth.zoom.framework.clear_state_data(session, request.args.get("state"))
    if error == "access_denied":
        flash(_("Zoom was not connected, since you did not allow it."), "warning")
        return see_other(HOME)
    return _failed(_("Zoom reported a problem of its own. Please try again."), 400)


@blueprint.route("/disconnect", methods=["GET", "POST"])
@login_required
@within(ZOOM_STEP)
def stop() -> ResponseReturnValue:
    """Ask, then revoke at Zoom and forget the tokens."""
    connection = connection_of(current_user.id)
    if connection is None:
        return see_other(HOME)
    if request.method != "POST" or is_refused():
        left = still_to_delete(current_user.id, utc_now())
        return render_template("settings/zoom_disconnect.html", connection=connection, left=left)
    host_id = current_user.id
    if disconnect(connection, utc_now()):
        flash(_("Zoom is disconnected."))
    else:
        flash(
            _(
                "Zoom is disconnected here, but Zoom did not answer. To be sure, remove PinMyCal "
                "in your Zoom account too, under Manage, Installed Apps."
            ),
            "warning",
        )
    afterwards(sweep_host, host_id)
    return see_other(HOME)


def _failed(words: str, status: int) -> ResponseReturnValue:
    return render_template("settings/zoom_failed.html", words=words), status


def _waiting(
    host_id: int, connection: ZoomConnection | None, now: datetime
) -> list[tuple[Appointment, ZoomState]]:
    """Coming Zoom appointments without a link, soonest first, and how they stand."""
    waiting = db.session.scalars(
        select(Appointment)
        .outerjoin(Appointment.zoom_meeting)
        .where(
            Appointment.host_id == host_id,
            Appointment.status == CONFIRMED,
            Appointment.location == Location.ZOOM,
            Appointment.is_ahead(now),
            not_(has_link(connection)),
        )
        .options(contains_eager(Appointment.zoom_meeting), selectinload(Appointment.participants))
        .order_by(Appointment.starts_at)
        .limit(MOST_SHOWN)
    )
    return [(each, zoom_state(each, connection, now)) for each in waiting]
