"""Addresses of servers: web addresses, and those that have a user and a password in them.

A password may stand there as it is or percent-encoded. What comes out is always encoded, so that
whoever reads it with urlsplit and unquote finds what the operator meant.
"""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import quote, unquote

import idna

WEB_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)
_ENCODED = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*", re.ASCII)
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}", re.ASCII)
_PLACE = re.compile(
    r"(?P<host>\[[^\]]*\]|[^:/?\[\]]*)(?::(?P<port>[^/?]*))?(?P<path>/[^?]*)?(?:\?(?P<query>.*))?"
)


class Wrong(ValueError):
    """A setting is not of its form; the message says which form that is, never what was set."""


@dataclass(frozen=True)
class Url:
    """The parts of an address; user and password as they are meant."""

    scheme: str
    user: str | None
    password: str | None
    host: str
    port: int | None
    path: str
    query: str

    def __str__(self) -> str:
        password = "" if self.password is None else f":{quote(self.password, safe='')}"
        login = "" if self.user is None else f"{quote(self.user, safe='')}{password}@"
        port = f":{self.port}" if self.port else ""
        query = f"?{self.query}" if self.query else ""
        return f"{self.scheme}://{login}{_bracketed(self.host)}{port}{self.path}{query}"


def web_address(text: str, form: str, *, bare: bool, plain: bool) -> str:
    """http or https, with a host. Raises Wrong.

    `bare`: nothing may follow the host. `plain`: http may leave this machine.
    """
    url = split(text, form, login=False)
    if url.scheme not in WEB_PORTS or not url.host or url.query:
        raise Wrong(form)
    path = url.path.rstrip("/")
    if (bare and path) or "#" in path or not path.isascii():
        raise Wrong(form)
    if url.scheme == "http" and not plain and not is_this_machine(url.host):
        raise Wrong(f"{form} (https, unless PINMYCAL_ENV is development or it is this machine)")
    port = None if url.port == WEB_PORTS[url.scheme] else url.port
    return str(Url(url.scheme, None, None, url.host, port, path, ""))


def split(text: str, form: str, *, login: bool = True) -> Url:
    """The parts of an address of any scheme. Raises Wrong, which says the form."""
    if any(character.isspace() or not character.isprintable() for character in text):
        raise Wrong(form)
    scheme, colon, rest = text.partition("://")
    userinfo, place = _login_and_place(rest) if login else (None, rest)
    parts = _PLACE.fullmatch(place)
    if not colon or not parts:
        raise Wrong(form)
    try:
        user, password = _meant(userinfo)
        named = host(parts["host"]) if parts["host"] else ""
        port = _port(parts["port"])
    except Wrong as more:
        raise Wrong(f"{form}{more}") from None
    except ValueError:  # its words repeat what was set
        raise Wrong(form) from None
    return Url(
        scheme.lower(), user, password, named, port, parts["path"] or "", parts["query"] or ""
    )


def host(text: str) -> str:
    """A name in ASCII and lower case, or an IP address. Raises ValueError."""
    text = text.removesuffix(".").lower()
    if text.startswith("["):
        return str(ip_address(text[1:-1]))
    if re.fullmatch(r"[\d.]+", text, re.ASCII):
        return str(ip_address(text))
    if not text.isascii():
        text = idna.encode(text, uts46=True).decode("ascii")
    if len(text) > 253 or not all(_LABEL.fullmatch(label) for label in text.split(".")):
        raise ValueError
    return text


def is_this_machine(name: str) -> bool:
    """Whether what is sent there leaves no wire."""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def _login_and_place(rest: str) -> tuple[str | None, str]:
    """Split at the last @, for a password may have one; options after the place may, too."""
    for end in (rest.find("?"), len(rest)):
        at = rest.rfind("@", 0, max(end, 0))
        if at >= 0 and _looks_whole(rest[at + 1 :]):
            return rest[:at], rest[at + 1 :]
    return None, rest


def _looks_whole(place: str) -> bool:
    parts = _PLACE.fullmatch(place)
    try:
        return parts is not None and bool(host(parts["host"])) and _port(parts["port"]) != 0
    except ValueError:
        return False


def _meant(login: str | None) -> tuple[str | None, str | None]:
    if login is None:
        return None, None
    user, colon, password = login.partition(":")
    return _spelled(user), _spelled(password) if colon else None


def _spelled(text: str) -> str:
    """What is encoded throughout is decoded; what has no escape in it is meant as it stands."""
    if _ENCODED.fullmatch(text):
        return unquote(text, errors="strict")
    if _ESCAPE.search(text):
        raise Wrong(
            "; a password with characters like # / @ : % is written with %23 %2F %40 %3A %25"
        )
    return text


def _port(text: str | None) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"\d{1,5}", text, re.ASCII) or not 0 < int(text) < 65536:
        raise Wrong(" with a port from 1 to 65535")
    return int(text)


def _bracketed(name: str) -> str:
    return f"[{name}]" if ":" in name else name
