"""How long to wait before trying again."""

import random
from datetime import datetime, time, timedelta

FIRST = timedelta(seconds=5)
# With the sweep's interval on top this is still within five minutes of a fault's end.
LONGEST = timedelta(minutes=3)
AFTER_REFUSAL = timedelta(hours=1)
WHILE_IT_RUNS = timedelta(minutes=10)
# A daily limit that is met this early in the day is yesterday's, by a clock behind ours.
CLOCKS_APART = timedelta(minutes=15)


def backoff(failures: int, longest: timedelta = LONGEST) -> timedelta:
    """5 s after the first failure, doubling to 3 min, each up to a fifth longer by chance."""
    wait = min(FIRST * float(2 ** min(failures - 1, 20)), longest)
    return wait * random.uniform(1, 1.2)  # noqa: S311 — spreads load, hides nothing


def next_utc_midnight(now: datetime) -> datetime:
    """When Zoom's daily counts begin anew, and up to two minutes by chance."""
    midnight = datetime.combine(now.date(), time(), tzinfo=now.tzinfo)
    if now - midnight < CLOCKS_APART:
        return now + LONGEST
    jitter = timedelta(seconds=random.uniform(5, 120))  # noqa: S311 — as above
    return midnight + timedelta(days=1) + jitter
