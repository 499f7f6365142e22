"""Text as it is pasted, with all that comes along unseen; and text that would cost too much."""

import unicodedata
from typing import Any

import pytest

from pinmycal.extensions import db
from pinmycal.models import Appointment
from pinmycal.web.forms import text
from pinmycal.web.forms.hours import read_range
from pinmycal.web.forms.text import bare_address, clean_code, clean_line, clean_text, why_not
from tests.cast import Cast
from tests.web.asking import ASKED, FORM, PAGE
from tests.web.visitor import Visitor

UNSEEN = "\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u2060\u2064\ufe0f\ufeff\U000e0041"
PILE = "e" + "\u0301\u0323" * 23_000  # 94 kB


@pytest.mark.parametrize("unseen", list(UNSEEN))
def test_what_is_not_seen_is_no_part_of_an_address(unseen: str) -> None:
    assert bare_address(f"{unseen}ada{unseen}@exam{unseen}ple.org{unseen}") == "ada@example.org"
    assert clean_code(f" jane{unseen}-doe ") == "jane-doe"


@pytest.mark.parametrize(
    ("pasted", "cleaned"),
    [
        ("Ada\u200b\u2060 Love\u00adlace\ufeff", "Ada Lovelace"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("\u200cAda\u200d", "Ada"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("👩\u200d🔬", "👩\u200d🔬"),
    ],
)
def test_a_name_keeps_what_joins_its_letters(pasted: str, cleaned: str) -> None:
    assert clean_line(pasted) == cleaned


@pytest.mark.parametrize(
    "pasted",
    [
        "mailto:ada@example.org",
        "MAILTO:ada@example.org?subject=Hello%20there",
        "mailto:ada%40example.org",
        "Ada Lovelace <ada@example.org>",
        '"Lovelace, Ada" <mailto:ada@example.org>;',
        "<ada@example.org>,",
        "ada＠ｅxample．org",
    ],
)
def test_an_address_may_be_pasted_from_anywhere(cast: Cast, visitor: Visitor, pasted: str) -> None:
    visitor.post(PAGE, data={**ASKED, "email": pasted})
    assert db.session.query(Appointment).one().participant.email == "ada@example.org"


@pytest.mark.parametrize("local", ["a..b", "a.", ".a"])
def test_dots_that_mail_servers_refuse_are_named(cast: Cast, visitor: Visitor, local: str) -> None:
    visitor.post(PAGE, 422, data={**ASKED, "email": f"{local}@docomo.ne.jp"})
    assert "Check the dots" in visitor.error("email")
    assert visitor.value("email") == f"{local}@docomo.ne.jp"
    assert "dots" not in why_not("nobody")


@pytest.mark.parametrize("clock", ["09:00:00", "09:00:00.000", "09:00"])
def test_a_clock_may_come_with_its_seconds(clock: str) -> None:
    assert read_range(clock, "17:00:00") == (540, 1020)


@pytest.mark.parametrize("clock", ["09:00:30", "09:00:", "09:00:0", "０９:００", "9:00:00"])
def test_other_clocks_are_refused(clock: str) -> None:
    with pytest.raises(ValueError, match="like 09:00"):
        read_range(clock, "17:00")


@pytest.mark.parametrize("field", ["name", "email", "note", "guests", "start", "time_zone"])
def test_a_pile_of_marks_is_refused_before_it_is_composed(
    cast: Cast, visitor: Visitor, field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest = []

    def composing(form: str, typed: str) -> str:
        longest.append(len(typed))
        return normalize(form, typed)  # type: ignore[arg-type]

    normalize: Any = unicodedata.normalize
    monkeypatch.setattr(unicodedata, "normalize", composing)
    visitor.open(FORM)
    body = {**ASKED, field: PILE}
    fields = {"csrf_token": visitor.value("csrf_token"), **body}
    sent = visitor._send(PAGE, method="POST", data=fields, content_type="multipart/form-data")
    visitor._arrive(sent, 422)
    assert max(longest) < 2_000


@pytest.mark.parametrize("clean", [clean_text, clean_line, clean_code, bare_address])
def test_a_short_pile_is_left_alone_too(clean: Any) -> None:
    pile = "e" + "\u0301\u0323" * 400
    assert clean(pile) == pile
    assert text.is_piled(pile)
    assert not text.is_piled(unicodedata.normalize("NFD", "ế" * 100))
