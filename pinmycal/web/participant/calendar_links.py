"""Links that add an appointment to a calendar on the web."""

from datetime import datetime
from urllib.parse import urlencode

from flask_babel import gettext as _

from pinmycal.models import Appointment
from pinmycal.times import iso


def calendar_links(appointment: Appointment) -> list[tuple[str, str]]:
    """(name, address) for each. The address holds the time and the title, and the link if known."""
    title = _("%(title)s with %(name)s", title=appointment.title, name=appointment.host.name)
    meeting = appointment.zoom_meeting
    where = (meeting and meeting.join_url) or appointment.location_detail
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
    return [
        ("Google", f"https://calendar.google.com/calendar/render?{urlencode(google)}"),
        ("Outlook", f"https://outlook.live.com/calendar/0/deeplink/compose?{urlencode(outlook)}"),
    ]


def _span(appointment: Appointment) -> tuple[datetime, datetime]:
    return appointment.starts_at, appointment.ends_at
