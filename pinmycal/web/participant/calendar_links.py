"""Links that add an appointment to a calendar on the web."""

from datetime import datetime
from urllib.parse import quote, urlencode

from flask_babel import gettext as _

from pinmycal.models import Appointment
from pinmycal.times import iso

GOOGLE = "https://calendar.google.com/calendar/render"
# Outlook has two addresses: one for personal accounts, one for those of work or school.
OUTLOOKS = {
    "Outlook.com": "https://outlook.live.com/calendar/0/deeplink/compose",
    "Microsoft 365": "https://outlook.office.com/calendar/0/deeplink/compose",
}


def calendar_links(appointment: Appointment) -> list[tuple[str, str]]:
    """(name, address) for each. The address holds the time and the title, and the link if known."""
    title = _("%(title)s with %(name)s", title=appointment.title, name=appointment.host.name)
    meeting = appointment.zoom_meeting
    where = (meeting and meeting.link) or appointment.location_detail
    compact = [iso(at).translate({45: None, 58: None}) for at in _span(appointment)]
    google = {"action": "TEMPLATE", "text": title, "dates": "/".join(compact), "location": where}
    begin, end = (iso(at) for at in _span(appointment))
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": title,
        "startdt": begin,
        "enddt": end,
        "location": where,
    }
    links = [("Google", _address(GOOGLE, google))]
    return links + [(name, _address(page, outlook)) for name, page in OUTLOOKS.items()]


def _address(page: str, fields: dict[str, str]) -> str:
    """With each space as %20: Outlook would show a plus as a plus."""
    return f"{page}?{urlencode(fields, quote_via=quote, safe='')}"


def _span(appointment: Appointment) -> tuple[datetime, datetime]:
    return appointment.starts_at, appointment.ends_at
