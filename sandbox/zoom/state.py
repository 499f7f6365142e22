"""Everything the sandbox knows, behind one lock."""

import json
import threading
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from typing import Any, cast

from flask import current_app
from werkzeug.local import LocalProxy

from sandbox.files import write_atomically
from sandbox.zoom.clock import Clock
from sandbox.zoom.faults import FaultSwitch
from sandbox.zoom.records import Call, Code, Delivery, Meeting, Token
from sandbox.zoom.settings import Switches, ZoomSettings
from sandbox.zoom.users import USERS, ZoomUser

KEPT_IN_LOG = 5000


class State:
    def __init__(self, settings: ZoomSettings) -> None:
        self.settings = settings
        self.lock = threading.RLock()
        self.stopping = threading.Event()
        self.clock = Clock()
        self.faults = FaultSwitch()
        self.call_count = 0
        self.late_count = 0  # calls that nobody was answered, and whose work is still to come
        self._begin_anew()
        self._load()

    def _begin_anew(self) -> None:
        self.switches = Switches.from_settings(self.settings)
        self.meetings: dict[int, Meeting] = {}
        self.codes: dict[str, Code] = {}
        self.tokens: list[Token] = []
        self.daily: Counter[str] = Counter()
        self.recent: dict[str, deque[float]] = {}
        self.calls: deque[Call] = deque(maxlen=KEPT_IN_LOG)
        self.deliveries: deque[Delivery] = deque(maxlen=KEPT_IN_LOG)

    def now(self) -> int:
        """Epoch seconds."""
        return self.clock.now()

    def user(self, user_id: str) -> ZoomUser:
        """The user as the switches have it. Raises KeyError for a stranger."""
        return replace(USERS[user_id], **self.switches.users.get(user_id, {}))

    def reset(self) -> None:
        """Forgets all but the number of calls, which only ever rises."""
        with self.change():
            self.faults.clear()
            self.clock.forget()
            self._begin_anew()

    @contextmanager
    def change(self) -> Iterator[None]:
        """Holds the lock, and keeps what came of it where a restart finds it."""
        with self.lock:
            yield
            self._save()

    def begin_call(self, **known: Any) -> Call:
        with self.lock:
            self.call_count += 1
            call = Call(number=self.call_count, at=self.now(), **known)
            self.calls.append(call)
            return call

    def live_token(self, user_id: str) -> Token | None:
        """The user's present authorisation: while there is one, the app is installed."""
        mine = (token for token in self.tokens if token.user_id == user_id and not token.dead)
        return next(mine, None)

    def token(self, access_token: str | None) -> Token | None:
        return next((each for each in self.tokens if each.access_token == access_token), None)

    def takes(self, token: Token | None) -> bool:
        return token is not None and self.usable(token) and token.expires > self.now()

    def usable(self, token: Token) -> bool:
        return not token.dead or (token.dead == "rotated" and self.switches.refresh_grace)

    def _save(self) -> None:
        if self.settings.state_file is None:
            return
        kept = {
            "meetings": [asdict(meeting) for meeting in self.meetings.values()],
            "tokens": [asdict(token) for token in self.tokens if not token.dead],
            "daily": self.daily,
        }
        write_atomically(self.settings.state_file, json.dumps(kept))

    def _load(self) -> None:
        file = self.settings.state_file
        if file is None or not file.exists():
            return
        kept = json.loads(file.read_text(encoding="utf-8"))
        self.meetings = {each["id"]: Meeting(**each) for each in kept["meetings"]}
        self.tokens = [Token(**each) for each in kept["tokens"]]
        self.daily = Counter(kept["daily"])


def set_switches(switches: Switches, given: dict[str, Any]) -> list[str]:
    """Sets what it knows and answers with the names that it does not know."""
    known = {field.name for field in fields(switches)}
    for name in known & given.keys():
        setattr(switches, name, given[name])
    return sorted(given.keys() - known)


state = cast(State, LocalProxy(lambda: current_app.extensions["zoom_sandbox"]))
