"""A clock that stands still until it is told to go on."""

from datetime import datetime, timedelta

from pinmycal.settle import settle
from tests.cast import NOW


class Clock:
    """Call it for the time."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def settle(self, appointment_id: int, later: timedelta = timedelta()) -> None:
        """Settle at this time, or so much later."""
        self.now += later
        settle(appointment_id, self)
