"""Settings → Messages."""

import pytest

from pinmycal.extensions import db
from pinmycal.models import Host
from tests.cast import Cast
from tests.web.visitor import Visitor

PAGE = "/settings/messages"


@pytest.mark.parametrize(
    ("chosen", "minutes"),
    [("", None), ("15", 15), ("60", 60), ("120", 120), ("1440", 1440), ("2880", 2880)],
)
def test_a_reminder_is_chosen(cast: Cast, host: Visitor, chosen: str, minutes: int | None) -> None:
    host.open(PAGE).submit("Save", reminder=chosen)
    assert cast.host.reminder_minutes == minutes
    assert host.open(PAGE).value("reminder") == chosen


def test_words_for_everyone_are_kept_with_their_lines(cast: Cast, host: Visitor) -> None:
    host.open(PAGE).submit("Save", mail_text=" Ring twice.\r\n\r\nhttps://example.com/map ")
    assert cast.host.mail_text == "Ring twice.\n\nhttps://example.com/map"
    assert host.open(PAGE).value("mail_text") == cast.host.mail_text


def test_what_counts_from_when_is_said(host: Visitor) -> None:
    assert "booked from now on" in host.open(PAGE).text


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("mail_text", "x" * 1001, "longer than 1000"),
        ("mail_text", "a\x00b", "cannot be used"),
        ("reminder", "61", "Not a valid choice"),
        ("reminder", "-1", "Not a valid choice"),
        ("reminder", "1e309", "Not a valid choice"),
    ],
)
def test_what_is_wrong_changes_nothing(
    cast: Cast, host: Visitor, field: str, typed: str, words: str
) -> None:
    host.open(PAGE).submit("Save", 422, **{"mail_text": "Kept", field: typed})
    assert words in host.error(field)
    kept = db.session.get_one(Host, cast.host.id)
    assert (kept.mail_text, kept.reminder_minutes) == ("", None)
