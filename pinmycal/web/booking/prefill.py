"""What the booking form begins with: what its address says, else what was typed into it before.

What was typed is kept while another time is chosen: in the session's signed cookie, so that it
never leaves the browser of the one who typed it.
"""

import json
import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import request, session
from werkzeug.datastructures import MultiDict

from pinmycal.web.forms.text import without_controls

KEPT_FOR = timedelta(hours=1)  # the next person at this computer need not see it
LONGEST = 2000  # characters; as long as the longest field
MOST_VALUES = 20  # of one field: as many options as a question has
# Bytes, compressed. In base64 a third more, beside what else is in the cookie: below 4 kB in all.
LARGEST_DRAFT = 2_200
_DRAFT = "draft"
Fields = dict[str, list[str]]


def beginning(offer_id: int, names: Sequence[str], now: datetime) -> MultiDict[str, str]:
    """Values for these fields: cleaned, but as wrong as they came."""
    draft = _draft(offer_id, now)
    given: Fields = {name: request.args.getlist(name) or draft.get(name, []) for name in names}
    return MultiDict({name: _cut(values) for name, values in given.items() if values})


def keep_draft(offer_id: int, names: Sequence[str], now: datetime) -> bool:
    """Keep what was posted in these fields. Whether all of it fits; the longest is left out."""
    posted = {name: _cut(request.form.getlist(name)) for name in names}
    fields = {name: values for name, values in posted.items() if any(values)}
    count = len(fields)
    while _size(fields) > LARGEST_DRAFT:
        del fields[max(fields, key=lambda name: len("".join(fields[name])))]
    until = int((now + KEPT_FOR).timestamp())
    session[_DRAFT] = {"offer": offer_id, "until": until, "fields": fields}
    return len(fields) == count


def drop_draft() -> None:
    """It has served its time."""
    session.pop(_DRAFT, None)


def _draft(offer_id: int, now: datetime) -> Fields:
    draft = session.get(_DRAFT) or {}
    current = draft.get("offer") == offer_id and draft["until"] > now.timestamp()
    return dict(draft["fields"]) if current else {}


def _cut(values: list[str]) -> list[str]:
    return [without_controls(value[:LONGEST]) for value in values[:MOST_VALUES]]


def _size(fields: Fields) -> int:
    return len(zlib.compress(json.dumps(fields).encode()))
