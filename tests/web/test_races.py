"""Two pages open, one host: what changes between the look and the write."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models import AppointmentType
from pinmycal.web.types import types
from tests.cast import Cast, offer
from tests.web.visitor import Visitor

pytestmark = pytest.mark.both_databases


def first(change: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this happen just before the page writes."""

    @contextmanager
    def writing_late() -> Iterator[None]:
        change()
        db.session.commit()
        with writing():
            yield

    monkeypatch.setattr(types, "writing", writing_late)


def test_a_link_taken_meanwhile_is_told(
    cast: Cast, host: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    host.open("/types/new")
    first(lambda: offer(cast.host, slug="talk"), monkeypatch)
    host.submit("Make the type", 409, title="Talk", location="phone")
    assert db.session.query(AppointmentType).count() == 2


@pytest.mark.parametrize("button", ["Save", "Delete for good"])
def test_a_type_deleted_meanwhile_is_not_there(
    cast: Cast, host: Visitor, monkeypatch: pytest.MonkeyPatch, button: str
) -> None:
    host.open(f"/types/{cast.offer.id}")
    first(lambda: db.session.execute(db.delete(AppointmentType)), monkeypatch)
    host.submit(button, 404)
