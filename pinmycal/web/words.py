"""Tables of words that several templates share.

Here rather than in a template, since Jinja works out what is imported once for all readers.
"""

from flask import Flask
from flask_babel import lazy_gettext as _l

_WRITE_TO_SUPPORT = _l("Try again. If that does not help, write to support with the line below.")

# What each location is called, and its drawing.
PLACES = {
    "zoom": (_l("Zoom Meeting"), "video"),
    "phone": (_l("Phone call"), "phone"),
    "in_person": (_l("In person"), "place"),
    "link": (_l("Online"), "link"),
}

# By the first word of what was written down of Zoom: what happened, and what to do.
TROUBLES = {
    "unreachable": (
        _l("Zoom does not answer."),
        _l("Nothing to do: PinMyCal keeps trying."),
    ),
    "busy": (
        _l("Zoom asked for a pause."),
        _l("Nothing to do: PinMyCal goes on by itself."),
    ),
    "daily_limit": (
        _l("Zoom’s limit for one day is reached."),
        _l("Nothing to do: PinMyCal goes on when the new day begins at 00:00 UTC."),
    ),
    "disconnected": (
        _l("Zoom ended the connection."),
        _l("Reconnect Zoom."),
    ),
    "scopes": (
        _l("Zoom says that PinMyCal may not do this."),
        _l("Reconnect Zoom and allow everything that is asked for."),
    ),
    "missing": (
        _l("Zoom does not know the meeting any more."),
        _WRITE_TO_SUPPORT,
    ),
    "running": (
        _l("The meeting is in progress."),
        _l("Nothing to do: PinMyCal deletes it when it has ended."),
    ),
    "series": (
        _l("You made this a recurring meeting in Zoom."),
        _l("Change or delete its date in Zoom yourself."),
    ),
    "refused": (
        _l("Zoom refused to make or change a meeting."),
        _l(
            "Sign in at Zoom and see whether you can schedule a meeting there yourself, then try"
            " again. If that does not help, write to support with the line below."
        ),
    ),
    "misconfigured": (
        _l("Zoom does not accept this server’s keys."),
        _l("Only whoever runs this server can mend that: write to support."),
    ),
    "disabled": (
        _l("Zoom has switched off PinMyCal’s app."),
        _l("Only whoever runs this server can have it switched on again: write to support."),
    ),
}
UNKNOWN_TROUBLE = (_l("Something went wrong at Zoom."), _WRITE_TO_SUPPORT)

# What PinMyCal asks Zoom for, and why.
RIGHTS = {
    "meeting:write:meeting": _l("Make a meeting for each booking"),
    "meeting:update:meeting": _l("Move it when the appointment moves"),
    "meeting:delete:meeting": _l("Delete it when the appointment is cancelled"),
    "meeting:read:meeting": _l(
        "See whether you changed it in Zoom, and ask for a fresh start link"
    ),
    "meeting:read:list_meetings": _l(
        "Look whether a meeting is there already, so that none is made twice"
    ),
    "user:read:user": _l("See whose Zoom account this is"),
}

# What each first step is called, by its name.
STEP_TITLES = {
    "zoom": _l("Connect Zoom"),
    "hours": _l("Check your hours"),
    "type": _l("Say what you offer"),
    "link": _l("Copy your link"),
    "page": _l("See your page as a participant"),
}

# Where each is taken. The last two are ticked off in the list itself.
STEP_PAGES = {
    "zoom": "/settings/integrations/zoom",
    "hours": "/availability",
    "type": "/types/new",
    "link": "/dashboard#step-link-title",
    "page": "/dashboard#step-page-title",
}


def init(app: Flask) -> None:
    """Give them to every template, macros too."""
    app.jinja_env.globals.update(
        places=PLACES,
        troubles=TROUBLES,
        unknown_trouble=UNKNOWN_TROUBLE,
        rights=RIGHTS,
        step_titles=STEP_TITLES,
        step_pages=STEP_PAGES,
    )
