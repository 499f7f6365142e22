"""What the booking form begins with: what its address says, else what was typed into it before.

What was typed is kept while another time is chosen: in the session's signed cookie, so that it
never leaves the browser of the one who typed it.
"""

import json
import zlib
from datetime import datetime, timedelta

from flask import request, session
from werkzeug.datastructures import MultiDict

from pinmycal.web.forms.asked import LONGEST as LONGEST_ASKED
from pinmycal.web.forms.asked import read
from pinmycal.web.forms.booking import BookingForm
from pinmycal.web.forms.text import without_controls

KEPT_FOR = timedelta(hours=1)  # the next person at this computer need not see it
LONGEST = 2000  # characters; as long as the longest field
MOST_VALUES = 20  # of one field: as many options as a question has
# Bytes, compressed. In base64 a third more, beside what else is in the cookie: below 4 kB in all.
LARGEST_DRAFT = 2_200
_DRAFT = "draft"
Fields = dict[str, list[str]]


def beginning(offer_id: int, form: BookingForm, now: datetime) -> MultiDict[str, str]:
    """Values for what is typed into it: cleaned, but as wrong as they came."""
    draft, names = _draft(offer_id, form, now), [field.name for field in form.typed]
    given: Fields = {name: request.args.getlist(name) or draft.get(name, []) for name in names}
    return MultiDict({name: _cut(values) for name, values in given.items() if values})


def keep_draft(offer_id: int, form: BookingForm, now: datetime) -> bool:
    """Keep what was typed into it. Whether all of it fits; the longest is left out."""
    posted = {field.name: _cut(request.form.getlist(field.name)) for field in form.typed}
    as_asked = (form.as_asked.data or "")[:LONGEST_ASKED]
    fields = {name: values for name, values in posted.items() if any(values)}
    count = len(fields)
    while fields and _size([fields, as_asked]) > LARGEST_DRAFT:
        del fields[max(fields, key=lambda name: len("".join(fields[name])))]
    until = int((now + KEPT_FOR).timestamp())
    draft = {"offer": offer_id, "until": until, "fields": fields, "as_asked": as_asked}
    session[_DRAFT] = draft
    return len(fields) == count


def drop_draft() -> None:
    """It has served its time."""
    session.pop(_DRAFT, None)


def _draft(offer_id: int, form: BookingForm, now: datetime) -> Fields:
    """Without answers to questions that have changed since."""
    draft = session.get(_DRAFT) or {}
    if draft.get("offer") != offer_id or draft["until"] <= now.timestamp():
        return {}
    fields, as_asked = dict(draft["fields"]), draft.get("as_asked")
    before, now_asked = read(as_asked or ""), form.as_asked.now
    same = [name for name in fields if not as_asked or before.get(name) == now_asked.get(name)]
    return {name: fields[name] for name in same}


def _cut(values: list[str]) -> list[str]:
    return [without_controls(value[:LONGEST]) for value in values[:MOST_VALUES]]


def _size(kept: object) -> int:
    return len(zlib.compress(json.dumps(kept).encode()))
