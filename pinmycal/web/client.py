"""Which client a request comes from, as far as its address tells."""

import ipaddress

from flask import current_app, request

from pinmycal.accounts.guessing import address_key


def client_key() -> str:
    """The hash of the address. Empty where a proxy stands before us of which nobody has told us:
    all clients would seem to be one."""
    address = request.remote_addr or ""
    return "" if _is_unknown_proxy(address) else address_key(address)


def _is_unknown_proxy(address: str) -> bool:
    if current_app.config["TRUSTED_PROXIES"] or "X-Forwarded-For" not in request.headers:
        return False
    try:
        return ipaddress.ip_address(address).is_private
    except ValueError:
        return True  # no address at all: a socket on this machine
