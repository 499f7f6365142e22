"""Where an appointment takes place, in words, and what is still missing for it."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from pinmycal.extensions import db
from pinmycal.mail.cleaning import name, one_line, web_address
from pinmycal.models import Appointment, Location, ZoomConnection
from pinmycal.zoom.state import ZoomState, zoom_outlook

_WAYS = {
    Location.ZOOM: _l("Zoom Meeting"),
    Location.PHONE: _l("Phone"),
    Location.IN_PERSON: _l("In person"),
    Location.LINK: _l("Online"),
}

_CONNECT = {ZoomState.UNCONNECTED, ZoomState.BROKEN}
# What a host is told where no link follows by itself.
_NO_LINK = {
    ZoomState.UNCONNECTED: _l("Your Zoom account is not connected, so there is no link yet."),
    ZoomState.BROKEN: _l("Zoom ended the connection, so there is no link yet. Reconnect Zoom."),
    ZoomState.DELETED: _l(
        "You deleted this meeting in Zoom, so there is no link. Open the appointment to create a"
        " new meeting."
    ),
    ZoomState.REFUSED: _l("Zoom refused to create the meeting, so there is no link yet."),
}


@dataclass(frozen=True)
class Place:
    """`way` says how people meet, `detail` where exactly, `url` what to open then, if known."""

    way: str
    detail: str
    url: str | None
    pending: str  # what the reader may expect instead, where nothing more is known
    needs_zoom: bool = False  # whether the host must connect Zoom for more to be known

    @property
    def on_one_line(self) -> str:
        """The most exact that is known: what a calendar shows beside the time."""
        return self.url or self.detail or self.way


def place_of(appointment: Appointment, to_host: bool) -> Place:
    """As the host, or else a participant, is told of it."""
    if appointment.location == Location.ZOOM:
        return _at_zoom(appointment, to_host)
    way, detail = str(_WAYS[Location(appointment.location)]), one_line(appointment.location_detail)
    if detail or to_host:
        url = web_address(detail)
        return Place(way, "" if url else detail, url, "")
    return Place(way, "", None, _by_hand(appointment))


def _at_zoom(appointment: Appointment, to_host: bool) -> Place:
    way, meeting = str(_WAYS[Location.ZOOM]), appointment.zoom_meeting
    state = zoom_outlook(appointment, _connection(appointment.host_id))
    if state.has_link and meeting and (url := web_address(meeting.join_url)):
        return Place(way, "", url, "")
    if state.link_follows:
        return Place(way, "", None, _("The Zoom link follows in a separate email."))
    pending = str(_NO_LINK[state]) if to_host and state in _NO_LINK else _by_hand(appointment)
    return Place(way, "", None, pending, needs_zoom=state in _CONNECT)


def _by_hand(appointment: Appointment) -> str:
    host = name(appointment.host.name)
    if appointment.location == Location.PHONE:
        return str(_("%(name)s will call you, or send you the number.", name=host))
    return str(_("%(name)s will send you the details.", name=host))


def _connection(host_id: int) -> ZoomConnection | None:
    return db.session.scalar(select(ZoomConnection).where(ZoomConnection.host_id == host_id))
