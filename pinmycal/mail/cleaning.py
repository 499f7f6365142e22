"""Words that people typed, made fit for headers, calendars and other people's mailboxes."""

import re
import unicodedata

# Surrogates cannot be encoded; controls and bidi overrides show something else than what is there.
_UNFIT = ("Cc", "Cs")
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# What mail programs make a link of: evil.example, http://evil, someone@evil
_LINKING = re.compile(r"(?<=\S)([.:@])(?=[^\W\d_]|//)")
_WORD_JOINER = "\u2060"
# The beginning of an encoded word (RFC 2047); "2 + 2 =?" is none.
_ENCODED = re.compile(r"=\?(?=[^?\s]+\?[bq]\?)", re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"https?://[!-~]+")


def one_line(text: str) -> str:
    """Without line breaks of any kind, controls and runs of spaces."""
    return " ".join("".join(c for c in " ".join(text.split()) if _fits(c)).split())


def lines(text: str) -> str:
    """Line breaks kept, everything else as in one_line."""
    return "\n".join(one_line(line) for line in text.splitlines()).strip()


def inert(text: str) -> str:
    """The same to the eye, but no mail program makes a link of it.

    Anyone can have us write to anyone, so no name may carry an address to click on.
    """
    return _LINKING.sub(rf"\1{_WORD_JOINER}", text)


def header(text: str) -> str:
    """For a header: on one line, and without what a reader would decode to something else."""
    return _ENCODED.sub("= ?", one_line(text))


def name(text: str) -> str:
    """Someone's name, on one line and inert."""
    return inert(one_line(text))


def web_address(text: str | None) -> str | None:
    """The text if it is an address for a browser, and nothing but that."""
    return text if text and _WEB_ADDRESS.fullmatch(text) else None


def _fits(character: str) -> bool:
    return character not in _OVERRIDES and unicodedata.category(character) not in _UNFIT
