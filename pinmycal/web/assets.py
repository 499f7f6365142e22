"""The files of static/, each under a name with the hash of what is in it, so that it never changes.

Style sheets and scripts are written in parts and sent as one file each, to spare requests.
"""

import hashlib
import mimetypes
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app

STATIC = Path(__file__).parents[2] / "static"
# In the order in which a browser reads them: each part uses only what stands above it.
BUNDLES = {
    "app.css": (
        "css/tokens.css",
        "css/base.css",
        "css/layout.css",
        "css/components.css",
        "css/forms.css",
        "css/calendar.css",
        "css/booking.css",
        "css/embed.css",
        "css/host.css",
        "css/week.css",
        "css/planning.css",
        "css/public.css",
    ),
    "app.js": (
        "js/copy.js",
        "js/forms.js",
        "js/back.js",
        "js/fill.js",
        "js/parts.js",
        "js/history.js",
        "js/calendar.js",
        "js/zone.js",
    ),
    "frame.js": ("js/frame.js",),  # what an embedded page tells the site around it
    "embed.js": ("js/embed.js",),  # stands in hosts' own sites
}
STRICT = b'"use strict";\n'  # before the first part of a script
# What only we read in a script: comments on lines of their own, and how far a line is moved in.
FOR_US = re.compile(rb"^ *(//.*\n|\n)?", re.MULTILINE)
YEAR = timedelta(days=365)
HASH = 10  # hexadecimal digits
blueprint = Blueprint("static", __name__, url_prefix="/static")


class Assets:
    """What is in static/, read once at start."""

    def __init__(self, folder: Path = STATIC) -> None:
        self._bodies = dict(_files(folder))
        self._hashes = {
            name: hashlib.sha256(body).hexdigest()[:HASH] for name, body in self._bodies.items()
        }

    def address(self, name: str) -> str:
        """The path of a file, such as app.css or docs/record.png. Raises KeyError."""
        stem, _, ending = name.rpartition(".")
        return f"/static/{stem}.{self._hashes[name]}.{ending}"

    def body(self, name: str) -> bytes:
        """What is in a file. Raises KeyError."""
        return self._bodies[name]

    def find(self, hashed: str) -> tuple[str, bytes, bool] | None:
        """Of the last part of an address: the name, the body, whether the hash is the body's."""
        name, given = _split(hashed)
        body = self._bodies.get(name)
        return None if body is None else (name, body, given == self._hashes[name])


def init(app: Flask) -> None:
    """Read the files, and let templates name them."""
    assets = app.extensions["assets"] = Assets()
    app.add_template_global(assets.address, "asset")


@blueprint.get("/<path:hashed>")
def file(hashed: str) -> Response:
    """One file, kept for a year. While a release goes out another hash may be asked for: then
    what there is now is sent, and not kept."""
    name, body, current = current_app.extensions["assets"].find(hashed) or abort(404)
    response = Response(body, mimetype=mimetypes.guess_type(name)[0])
    if current:
        return keep_for_good(response)
    response.cache_control.no_cache = True
    return response


def keep_for_good(response: Response) -> Response:
    """For what has a hash in its address: whoever has it need not ask again for a year."""
    response.cache_control.public = response.cache_control.immutable = True
    response.cache_control.max_age = int(YEAR.total_seconds())
    return response


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for name, parts in BUNDLES.items():
        body = b"\n".join((folder / part).read_bytes() for part in parts)
        yield name, STRICT + FOR_US.sub(b"", body) if name.endswith(".js") else body
    parts_of_bundles = {part for parts in BUNDLES.values() for part in parts}
    for path in sorted(folder.rglob("*.*")):
        name = path.relative_to(folder).as_posix()
        if name not in parts_of_bundles:
            yield name, path.read_bytes()


def _split(hashed: str) -> tuple[str, str]:
    """app.css and its hash, of app.0123456789.css; no hash where none is given."""
    stem, _, ending = hashed.rpartition(".")
    base, dot, given = stem.rpartition(".")
    return (f"{base}.{ending}", given) if dot else (hashed, "")
