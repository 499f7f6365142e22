"""What to do next at Zoom, as a table."""

from datetime import datetime

import pytest

from pinmycal.models.zoom import ABSENT, CREATING, READY
from pinmycal.settle.plan import Known, Step, Time, plan
from tests.cast import MONDAY_NINE

THEN = Time(MONDAY_NINE, 30)
LATER = Time(datetime.fromisoformat("2027-03-02T08:00:00Z"), 30)
LONGER = Time(MONDAY_NINE, 45)


@pytest.mark.parametrize(
    ("wanted", "known", "step"),
    [
        (THEN, Known(ABSENT), Step.CREATE),
        (THEN, Known(CREATING), Step.LOOK),
        (THEN, Known(READY, THEN), Step.NOTHING),
        (LATER, Known(READY, THEN), Step.UPDATE),
        (LONGER, Known(READY, THEN), Step.UPDATE),
        (THEN, Known(READY), Step.UPDATE),
        (None, Known(ABSENT), Step.NOTHING),
        (None, Known(CREATING), Step.LOOK),
        (None, Known(READY, THEN), Step.DELETE),
        (None, Known(READY), Step.DELETE),
    ],
)
def test_plan(wanted: Time | None, known: Known, step: Step) -> None:
    assert plan(wanted, known) is step
