"""Zoom's two limits: so many calls a second, so many creates and updates a day."""

import time
from collections import deque
from datetime import UTC, datetime

from sandbox.zoom import errors
from sandbox.zoom.state import State


def check_second(state: State, user_id: str) -> None:
    limit = state.switches.per_second_limit
    if limit is None:
        return
    now = time.monotonic()
    recent = state.recent.setdefault(user_id, deque())
    while recent and recent[0] <= now - 1:
        recent.popleft()
    if len(recent) >= limit:
        raise errors.per_second(limit)
    recent.append(now)


def check_day(state: State, user_id: str) -> None:
    if state.daily[_today(state, user_id)] >= state.switches.daily_limit:
        raise errors.per_day(state.switches.daily_limit)


def count_for_day(state: State, user_id: str) -> None:
    state.daily[_today(state, user_id)] += 1


def _today(state: State, user_id: str) -> str:
    """The UTC day: Zoom's count begins anew at 00:00 GMT."""
    return f"{user_id} {datetime.fromtimestamp(state.now(), UTC).date().isoformat()}"
