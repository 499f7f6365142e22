"""The host's dates, wherever he is, as stretches of instants."""

from __future__ import annotations

from pinmycal.slots.rules import Schedule
from pinmycal.slots.zones import DAY, day_number, midnight

_HOURS_AHEAD = 14 * 3600  # no zone is further ahead of UTC


class HostCalendar:
    """Which date it is for the host: the latest one whose midnight has come where he then is.

    For a host who stays at home that is the date on his wall clock.
    """

    def __init__(self, schedule: Schedule) -> None:
        self._home = schedule.zone
        self._travel = [
            (day_number(trip.first), day_number(trip.last), trip.zone) for trip in schedule.travel
        ]
        self._starts: dict[int, int] = {}

    def zone_of(self, day: int) -> str:
        for first, last, zone in self._travel:
            if first <= day <= last:
                return zone
        return self._home

    def start_of(self, day: int) -> int:
        """The instant from which it is this date, or a later one."""
        if day not in self._starts:
            # A flight far enough east lets tomorrow's midnight come before today's.
            self._starts[day] = min(
                midnight(self.zone_of(day), day), midnight(self.zone_of(day + 1), day + 1)
            )
        return self._starts[day]

    def day_of(self, second: int) -> int:
        latest = (second + _HOURS_AHEAD) // DAY
        # Nowhere is it more than two dates earlier than where it is latest.
        later = (day for day in (latest, latest - 1) if self.start_of(day) <= second)
        return next(later, latest - 2)
