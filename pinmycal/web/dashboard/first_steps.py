"""A new host's first steps, which tick themselves off."""

from dataclasses import dataclass

from flask import Blueprint, abort, flash, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pinmycal.accounts import first_steps
from pinmycal.extensions import db
from pinmycal.models import AppointmentType, Host, ZoomConnection
from pinmycal.times import utc_now
from pinmycal.web.respond import see_other, wants_part
from pinmycal.zoom.connection import connection_of, operator_ready

blueprint = Blueprint("first_steps", __name__)


@dataclass(frozen=True)
class FirstSteps:
    """What is done of them, in order, and the type whose link is shared."""

    done: dict[str, bool]
    offer: AppointmentType | None
    connection: ZoomConnection | None
    put_away: bool
    zoom_ready: bool

    @property
    def count(self) -> int:
        """How many are done."""
        return sum(self.done.values())

    @property
    def todo(self) -> str | None:
        """The first that is not."""
        return next((name for name, done in self.done.items() if not done), None)

    @property
    def shown(self) -> bool:
        """Until all are done, or the host has had enough of them."""
        return not self.put_away and not all(self.done.values())

    @property
    def all_set(self) -> bool:
        """All are done, and the host has not put away the words that say so."""
        return not self.put_away and all(self.done.values())


def first_steps_of(host: Host, connection: ZoomConnection | None) -> FirstSteps:
    """As the rows say. One query."""
    offer = _offer(host.id)
    done = {
        "zoom": connection is not None,
        "hours": host.hours_checked_at is not None,
        "type": offer is not None,
        "link": host.link_copied_at is not None,
        "page": host.page_seen_at is not None,
    }
    return FirstSteps(done, offer, connection, host.steps_away_at is not None, operator_ready())


def lead_on() -> None:
    """After a step that was taken on another page: name the next one on the page that follows."""
    host = db.session.get_one(Host, current_user.id)
    steps = first_steps_of(host, connection_of(host.id))
    if steps.shown and steps.todo:
        flash(steps.todo, "step")


@blueprint.post("/dashboard/steps/<step>")
@login_required
def take(step: str) -> ResponseReturnValue:
    """Tick off hours, link or page, or put them all away."""
    if step not in first_steps.COLUMNS:
        abort(404)
    host_id = current_user.id
    first_steps.take(host_id, step, utc_now())
    host = db.session.get_one(Host, host_id)
    if wants_part():
        steps = first_steps_of(host, connection_of(host_id))
        return render_template("dashboard/_steps.html", steps=steps)
    offer = _offer(host_id) if step == "page" else None
    return see_other(f"/{host.handle}/{offer.slug}" if offer else "/dashboard")


@blueprint.post("/dashboard/steps/back")
@login_required
def bring_back() -> ResponseReturnValue:
    """Show them again."""
    first_steps.bring_back(current_user.id)
    return see_other("/dashboard")


def _offer(host_id: int) -> AppointmentType | None:
    """The first that anyone may book; where there is none, whatever there is."""
    first = (
        AppointmentType.active.desc(),
        AppointmentType.secret,
        AppointmentType.position,
        AppointmentType.id,
    )
    return db.session.scalar(
        select(AppointmentType)
        .where(AppointmentType.host_id == host_id)
        .order_by(*first)
        .options(joinedload(AppointmentType.host))
        .limit(1)
    )
