"""Whether anybody reads what is said."""

import os
from collections.abc import Iterator

import pytest

from sandbox.run import output


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The other end of what is said."""
    reader, writer = os.pipe()
    monkeypatch.setattr(output, "STDOUT", writer)
    yield reader
    os.close(writer)


def test_a_line_stands_under_its_name(reader: int) -> None:
    output.say("web", "Grüß Gott")
    assert os.read(reader, 100).decode() == "     web | Grüß Gott\n"
    assert not output.nobody_reads()
    os.close(reader)


def test_a_reader_who_has_left_is_noticed_and_does_no_harm(reader: int) -> None:
    os.close(reader)
    output.say("web", "anybody there?")
    assert output.nobody_reads()
