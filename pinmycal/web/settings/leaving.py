"""Settings → Account → Delete: telling everyone first, and going."""

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from pinmycal import booking
from pinmycal.accounts import leaving, sessions
from pinmycal.budgets import ZOOM_STEP
from pinmycal.jobs import sweep_host
from pinmycal.times import utc_now
from pinmycal.web.forms.account import DeleteForm
from pinmycal.web.forms.booking import CancelForm
from pinmycal.web.respond import afterwards, see_other
from pinmycal.web.settings.account import fits
from pinmycal.zoom.attention import out_of_reach
from pinmycal.zoom.connection import connection_of, is_working, live_token, revoke_token
from pinmycal.zoom.http import within

blueprint = Blueprint("leaving", __name__, url_prefix="/settings/account/delete")
HOME = "/settings/account/delete"


@blueprint.route("", methods=["GET", "POST"])
@login_required
def delete() -> ResponseReturnValue:
    """Say what goes, ask for the password, and let it go."""
    form = DeleteForm()
    if form.is_submitted() and form.validate() and fits(form.password):
        try:
            return _delete(form.nobody_is_told.data)
        except leaving.StillExpected:
            form.nobody_is_told.errors = [_("Tick this, or cancel your appointments first.")]
    return _page(form, CancelForm(formdata=None))


@blueprint.post("/cancel-all")
@login_required
def cancel_all() -> ResponseReturnValue:
    """Cancel whatever is to come; everyone is told by email, and Zoom meetings go where we may."""
    form, host_id = CancelForm(), current_user.id
    if not form.validate():
        return _page(DeleteForm(formdata=None), form)
    booking.cancel_coming(host_id, form.reason.data, utc_now())
    afterwards(sweep_host, host_id)
    flash(_("Your coming appointments are cancelled. Everyone is told by mail."))
    return see_other(HOME)


def _page(form: DeleteForm, cancelling: CancelForm) -> ResponseReturnValue:
    host_id, now = current_user.id, utc_now()
    connection = connection_of(host_id)
    page = render_template(
        "settings/account_delete.html",
        form=form,
        cancelling=cancelling,
        coming=leaving.count_coming(host_id, now),
        connection=connection,
        reaches_zoom=is_working(connection),
        out_of_reach=out_of_reach(host_id, connection, now),
        untold=leaving.count_untold(host_id, now),
    )
    return page, 422 if form.errors or cancelling.errors else 200


@within(ZOOM_STEP)
def _delete(nobody_is_told: bool) -> ResponseReturnValue:
    """Zoom is asked for live tokens first and told last: it may take its time."""
    host_id, connection = current_user.id, connection_of(current_user.id)
    last = live_token(connection.id) if connection and not connection.broken_at else None
    leaving.delete_host(host_id, nobody_is_told, utc_now())
    sessions.forget_here()
    flash(_("Your account is deleted, with everything in it."))
    if connection and not (last and revoke_token(last)):
        flash(_("To be sure, remove PinMyCal in your Zoom account too, under Manage."), "warning")
    return see_other("/")
