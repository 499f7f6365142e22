"""What to do next at Zoom, as a table."""

from datetime import datetime, timedelta

import pytest

from pinmycal.models.zoom_meeting import MeetingState, Time
from pinmycal.settle.plan import Known, Step, Wanted, next_look, request, steps
from tests.cast import MONDAY_NINE, NOW

ABSENT, CREATING, READY, DELETED, LEFT = MeetingState
THEN = Time(MONDAY_NINE, 30)
LATER = Time(datetime.fromisoformat("2027-03-02T08:00:00Z"), 30)
LONGER = Time(MONDAY_NINE, 45)
BEGUN = Time(NOW, 30)
SOON = NOW + timedelta(minutes=2)
CANCELLED, OVER = Wanted(THEN, cancelled=True), Wanted(THEN, over=True)
CREATE_REFUSED = request(Step.CREATE, Wanted(THEN))


@pytest.mark.parametrize(
    ("wanted", "known", "todo"),
    [
        (Wanted(THEN), Known(ABSENT), [Step.CREATE]),
        (Wanted(THEN), Known(CREATING), [Step.LOOK]),
        (Wanted(THEN), Known(READY, THEN), []),
        (Wanted(LATER), Known(READY, THEN), [Step.UPDATE]),
        (Wanted(LONGER), Known(READY, THEN), [Step.UPDATE]),
        (Wanted(THEN), Known(READY), [Step.UPDATE]),
        (Wanted(BEGUN), Known(READY, THEN), []),
        (Wanted(BEGUN), Known(READY), []),
        (Wanted(BEGUN), Known(ABSENT), [Step.CREATE]),
        (Wanted(THEN), Known(DELETED), []),
        (Wanted(THEN), Known(READY, THEN, check_at=NOW), [Step.CHECK]),
        (Wanted(THEN), Known(READY, THEN, check_at=SOON), []),
        (Wanted(THEN), Known(DELETED, check_at=NOW), [Step.CHECK]),
        (Wanted(LATER), Known(READY, THEN, NOW, NOW), [Step.UPDATE, Step.SEARCH, Step.CHECK]),
        (Wanted(THEN), Known(ABSENT, refused=CREATE_REFUSED), []),
        (Wanted(LATER), Known(ABSENT, refused=CREATE_REFUSED), [Step.CREATE]),
        (CANCELLED, Known(ABSENT), []),
        (CANCELLED, Known(CREATING), [Step.LOOK]),
        (CANCELLED, Known(READY, THEN), [Step.DELETE]),
        (CANCELLED, Known(READY), [Step.DELETE]),
        (CANCELLED, Known(READY, THEN, check_at=NOW), [Step.DELETE]),
        (CANCELLED, Known(READY, THEN, refused=request(Step.DELETE, CANCELLED)), []),
        (CANCELLED, Known(ABSENT, doubles_until=NOW), [Step.SEARCH]),
        (CANCELLED, Known(ABSENT, doubles_until=SOON), []),
        (CANCELLED, Known(ABSENT, check_at=NOW, may_return=True), [Step.CHECK]),
        (CANCELLED, Known(LEFT), []),
        (OVER, Known(ABSENT), []),
        (OVER, Known(CREATING), []),
        (OVER, Known(READY, LATER, check_at=NOW), []),
        (OVER, Known(READY, THEN, doubles_until=NOW), [Step.SEARCH]),
    ],
)
def test_what_there_is_to_do(wanted: Wanted, known: Known, todo: list[Step]) -> None:
    assert steps(wanted, known, NOW) == todo


@pytest.mark.parametrize(
    ("wanted", "known", "moment"),
    [
        (Wanted(THEN), Known(READY, THEN), None),
        (Wanted(THEN), Known(READY, THEN, check_at=SOON), SOON),
        (Wanted(THEN), Known(READY, THEN, MONDAY_NINE, SOON), SOON),
        (Wanted(THEN), Known(READY, THEN, check_at=NOW), None),
        (CANCELLED, Known(READY, THEN, check_at=SOON), None),
        (CANCELLED, Known(ABSENT, doubles_until=SOON), SOON),
        (OVER, Known(READY, THEN, check_at=SOON), None),
    ],
)
def test_when_to_look_again(wanted: Wanted, known: Known, moment: datetime | None) -> None:
    assert next_look(wanted, known, NOW) == moment
