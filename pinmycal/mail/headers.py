"""Headers as they travel: encoded (RFC 2047) and folded (RFC 5322) alike by every Python.

The folding of email.policy loses spaces between encoded words, glues such words together, begins
long subjects with an empty line and encodes long identifiers, each in some versions of Python. So
it only reads and keeps our headers; they are written here.
"""

import re
from email.header import Header
from email.headerregistry import Address
from email.policy import EmailPolicy
from textwrap import wrap
from typing import Any

LINE = 76  # the most characters that a line with an encoded word may have
# One space between two words: what folding at a space gives back to the letter.
_PLAIN = re.compile(r"[!-~]+( [!-~]+)*")
_IDENTIFYING = ("message-id", "in-reply-to", "references")


class HeaderPolicy(EmailPolicy):
    """Writes the headers that have people's words or our identifiers in them."""

    def fold(self, name: str, value: Any) -> str:
        """The header with its line breaks, the last of them included."""
        if name.lower() in _IDENTIFYING:
            return f"{name}: {value}{self.linesep}"
        if hasattr(value, "addresses"):
            return self._wrapped(name, ", ".join(_mailbox(name, each) for each in value.addresses))
        if name.lower() == "subject":
            return self._wrapped(name, _words(name, str(value)))
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The same in bytes: ASCII, but for an address like jörg@ in a mail that may hold it."""
        return self.fold(name, value).encode()

    def _wrapped(self, name: str, words: str) -> str:
        """Folded between words. The first one stays beside the name: no line is empty."""
        lines = wrap(
            words,
            LINE,
            initial_indent=f"{name}: ",
            subsequent_indent=" ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        return self.linesep.join(lines or [f"{name}: "]) + self.linesep


TRAVELLING = HeaderPolicy(linesep="\r\n")


def _words(name: str, text: str) -> str:
    """As they are if they read back as they are, else all of them in encoded words."""
    if not text or (_PLAIN.fullmatch(text) and "=?" not in text):
        return text
    return Header(text, "utf-8", maxlinelen=LINE, header_name=name).encode(linesep="\n")


def _mailbox(name: str, address: Address) -> str:
    """The domain comes in ASCII; what the person is called is quoted or encoded if it must be."""
    called = _words(name, address.display_name)
    if called == address.display_name:
        return str(address)
    return f"{called} <{address.addr_spec}>"
