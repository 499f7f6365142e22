"""Links with a handle that its host has changed since."""

import re

from flask import Response, make_response, request, url_for
from werkzeug.utils import redirect

from pinmycal.accounts.handles import host_of_old_handle

_HANDLE = re.compile("[a-z0-9-]{1,60}")


def link_of_now() -> Response | None:
    """For an address that led nowhere: where it leads now, if it has an old handle in it.

    308 keeps the method, so that a form which was open meanwhile is not lost.
    """
    parts = request.view_args or {}
    handle = str(parts.get("handle", ""))
    host = host_of_old_handle(handle) if _HANDLE.fullmatch(handle) else None
    if host is None or request.endpoint is None:
        return None
    path = url_for(request.endpoint, **{**parts, "handle": host.handle})
    query = request.query_string.decode("latin-1")
    return make_response(redirect(f"{path}?{query}" if query else path, 308))
