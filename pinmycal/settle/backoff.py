"""How long to wait before trying again."""

import random
from datetime import datetime, time, timedelta

FIRST = timedelta(seconds=5)
# With the sweep's interval on top this is still within five minutes of a fault's end.
LONGEST = timedelta(minutes=3)
AFTER_REFUSAL = timedelta(hours=1)


def backoff(failures: int) -> timedelta:
    """5 s after the first failure, doubling to 3 min, each up to a fifth longer by chance."""
    wait = min(FIRST * float(2 ** min(failures - 1, 10)), LONGEST)
    return wait * random.uniform(1, 1.2)  # noqa: S311 — spreads load, hides nothing


def next_utc_midnight(now: datetime) -> datetime:
    """When Zoom's daily counts begin anew, and up to two minutes by chance."""
    tomorrow = now.date() + timedelta(days=1)
    jitter = timedelta(seconds=random.uniform(5, 120))  # noqa: S311 — as above
    return datetime.combine(tomorrow, time(), tzinfo=now.tzinfo) + jitter
