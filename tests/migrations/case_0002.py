"""Time off, fixed dates, limits by week and month."""

from datetime import date, timedelta

from tests.cast import NOW
from tests.migrations.rows import Rows

FIRST = date(2027, 3, 8)


def fill(rows: Rows) -> None:
    rows.add("hosts", week_start=6)
    rows.add("undo_steps", before={})
    rows.add("schedules", name="Working hours")
    dates = {"window_first": FIRST, "window_last": FIRST + timedelta(days=30)}
    rows.add("appointment_types", title="In spring", active=True, **dates)
    limits = ("weekly_limit", "monthly_limit", "daily_minutes", "weekly_minutes", "monthly_minutes")
    rows.add(
        "appointment_types",
        title="Always",
        active=True,
        optimised=True,
        **dict.fromkeys(limits, 90),
    )
    rows.add("schedules", name="Evenings")
    rows.add("date_overrides", date=FIRST, start_minute=600, end_minute=660)
    rows.add("date_overrides", date=FIRST - timedelta(days=1), start_minute=600, end_minute=660)
    rows.add("away", first=FIRST, last=FIRST + timedelta(days=2), name="Holidays")
    rows.add("away", first=FIRST + timedelta(days=2), last=FIRST + timedelta(days=2), name="Again")
    rows.add(
        "away", first=FIRST + timedelta(days=9), last=FIRST + timedelta(days=9), zone="Asia/Tokyo"
    )
    _of_another_host(rows)


def _of_another_host(rows: Rows) -> None:
    rows.add("hosts")
    rows.add("schedules", name="Theirs")
    rows.add("undo_steps", before={"x": NOW.isoformat()})


def below(rows: Rows) -> None:
    names = {schedule["id"]: schedule["name"] for schedule in rows.all("schedules")}
    kept = {
        (names[each["schedule_id"]], each["date"]): each["start_minute"]
        for each in rows.all("date_overrides")
    }
    closed = [FIRST + timedelta(days=number) for number in range(3)]
    off = {(name, day): None for name in ("Working hours", "Evenings") for day in closed}
    assert kept == {("Evenings", FIRST - timedelta(days=1)): 600} | off, (
        "nobody is booked in time off"
    )
    active = {offer["title"]: offer["active"] for offer in rows.all("appointment_types")}
    assert active == {"In spring": False, "Always": True}, "it would be offered at any time"
