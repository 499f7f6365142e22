"""What an old tab must not undo: a form that changes something stored carries the version that it
was made from, and is not taken where that is not what is stored any more.

Whoever sends it is shown both, what is stored now and what they typed, and may send it again.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from flask import g
from flask_babel import pgettext
from flask_login import current_user
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField

from pinmycal.booking.locking import lock_calendar
from pinmycal.database import checking_first
from pinmycal.web.forms.base import PostedForm

VERSION = "version"  # the name of the field


@dataclass(frozen=True)
class Difference:
    """What one field would change, in words."""

    label: str
    stored: str
    typed: str


@dataclass(frozen=True)
class Stored:
    """What is stored now: its version, and what a form would change of it."""

    version: str
    differences: Sequence[Difference]


class Changed(Exception):
    """The form was made from what is not stored any more."""

    def __init__(self, now: Stored) -> None:
        super().__init__("changed meanwhile")
        self.now = now


def version_of(stored: object) -> str:
    """Names this state: whatever can be written as JSON, or dates in it."""
    words = json.dumps(stored, default=str, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def version_to_send(posted: str | None, now: str) -> str:
    """What a form goes on with: the version that it was made from, until whoever sends it has been
    shown what is stored now."""
    return now if "changed" in g else posted or now


@contextmanager
def unless_changed(
    made_from: str | None, look: Callable[[], Stored], host_id: int
) -> Iterator[None]:
    """What is written meanwhile is written only if it is still as `made_from` says, or is to become
    what it is already. Raises Changed. A page without a version is from before there were any."""

    def check() -> None:
        if not made_from:
            return
        lock_calendar(host_id)
        now = look()
        if made_from != now.version and now.differences:
            raise Changed(now)

    with checking_first(check):
        yield


class VersionField(HiddenField):
    """No row has it."""

    def populate_obj(self, obj: object, name: str) -> None:
        """Nothing."""


class StoredForm(PostedForm):
    """Made with `obj` or `data` of what is stored, whether it was posted or not."""

    version = VersionField()

    @property
    def stored_version(self) -> str:
        """Of what it was made with."""
        return version_of([[field.name, field.object_data] for field in self._covered])

    @property
    def version_to_send(self) -> str:
        """For the page that it stands on."""
        return version_to_send(self.version.data, self.stored_version)

    def unless_changed(self, stored: "Callable[[], StoredForm]") -> AbstractContextManager[None]:
        """See the function. `stored` makes the form anew, from rows alone."""

        def look() -> Stored:
            now = stored()
            return Stored(now.stored_version, self._differences(now))

        return unless_changed(self.version.data, look, current_user.id)

    def _differences(self, stored: "StoredForm") -> list[Difference]:
        pairs = [(stored[field.name], field) for field in self._covered if field.name in stored]
        return [
            Difference(str(typed.label.text), _said(now), _said(typed))
            for now, typed in pairs
            if (now.data or None) != (typed.data or None)
        ]

    @property
    def _covered(self) -> list[Field]:
        return [field for field in self if field.name not in (VERSION, "csrf_token")]


def _said(field: Field) -> str:
    """In words."""
    if isinstance(field, BooleanField):
        said: str = pgettext("answer", "Yes") if field.data else pgettext("answer", "No")
        return said
    if isinstance(field, SelectField | RadioField):
        chosen = [each.label for each in field.iter_choices() if each.selected]
        return str(chosen[0]) if chosen else ""
    return "" if field.data is None else str(field.data)
