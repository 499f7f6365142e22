"""Words that people typed, made fit for headers, calendars and other people's mailboxes."""

import re
import unicodedata

from markupsafe import Markup, escape

# Surrogates cannot be encoded; controls and bidi overrides show something else than what is there.
_UNFIT = ("Cc", "Cs")
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# What mail programs make a link of: evil.example, http://evil, someone@evil
_LINKING = re.compile(r"(?<=\S)([.:@])(?=[^\W\d_]|//)")
_RUN = re.compile(r"\S+")
# The beginning of an encoded word (RFC 2047); "2 + 2 =?" is none.
_ENCODED = re.compile(r"=\?(?=[^?\s]+\?[bq]\?)", re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"https?://[!-~]+")


def one_line(text: str) -> str:
    """Without line breaks of any kind, controls and runs of spaces."""
    return " ".join("".join(c for c in " ".join(text.split()) if _fits(c)).split())


def lines(text: str) -> str:
    """Line breaks kept, everything else as in one_line."""
    return "\n".join(one_line(line) for line in text.splitlines()).strip()


class Inert(str):
    """Words of which no mail program makes a link; what is copied from them has nothing hidden.

    Anyone can have us write to anyone, so no name may carry an address to click on. In HTML, tags
    stand between what would make a link. Plain text has no tags: see inert().
    """

    __slots__ = ("_html",)
    _html: Markup

    def __new__(cls, text: str, shown: str | None = None) -> "Inert":
        """`shown` is what plain text shows instead, if not the same."""
        words = super().__new__(cls, text if shown is None else shown)
        words._html = Markup(_RUN.sub(_taken_apart, str(escape(text))))  # noqa: S704 — escaped
        return words

    def __html__(self) -> Markup:
        return self._html


def inert(text: str) -> Inert:
    """Words of strangers. In plain text a space stands where a link would be made."""
    return Inert(text, _LINKING.sub(r"\1 ", text))


def inert_email(text: str) -> Inert:
    """An email address that strangers typed, in plain text too as it is typed.

    There it may become a link, but to nothing except a new message.
    """
    return Inert(one_line(text))


def header(text: str) -> str:
    """For a header: on one line, and without what a reader would decode to something else."""
    return _ENCODED.sub("= ?", one_line(text))


def name(text: str) -> Inert:
    """Someone's name, on one line and inert."""
    return inert(one_line(text))


def web_address(text: str | None) -> str | None:
    """The text if it is an address for a browser, and nothing but that."""
    return text if text and _WEB_ADDRESS.fullmatch(text) else None


def _fits(character: str) -> bool:
    return character not in _OVERRIDES and unicodedata.category(character) not in _UNFIT


def _taken_apart(run: re.Match[str]) -> str:
    """Within a link that leads nowhere, where programs look for no other (Apple's), and with tags
    in the middle of what they look for (Google's, Microsoft's)."""
    apart = _LINKING.sub(r"<span>\1</span>", run[0])
    return run[0] if apart == run[0] else f"<a>{apart}</a>"
