"""The fault switch: which call goes wrong, how, and how often."""

import threading
from dataclasses import asdict, dataclass, field
from typing import Any, Self

OPERATIONS = (
    "any",
    "token",
    "refresh",
    "revoke",
    "me",
    "create",
    "get",
    "update",
    "delete",
    "list",
    "other",
)


@dataclass
class Rule:
    """`times` None means until it is taken away; `after` calls pass unharmed first."""

    operation: str
    fault: str
    times: int | None = 1
    user: str | None = None
    after: int = 0
    parameters: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> Self:
        own = {"operation", "fault", "times", "user", "after"}
        parameters = {key: value for key, value in given.items() if key not in own}
        return cls(**{key: given[key] for key in own & given.keys()}, parameters=parameters)

    def to_json(self) -> dict[str, Any]:
        plain = asdict(self)
        parameters: dict[str, Any] = plain.pop("parameters")
        return plain | parameters

    def concerns(self, operation: str, user: str | None) -> bool:
        return self.operation in ("any", operation) and self.user in (None, user)


class FaultSwitch:
    def __init__(self) -> None:
        self._rules: list[Rule] = []
        self._lock = threading.Lock()

    def add(self, rule: Rule) -> None:
        with self._lock:
            self._rules.append(rule)

    def clear(self) -> None:
        with self._lock:
            self._rules.clear()

    def rules(self) -> list[dict[str, Any]]:
        with self._lock:
            return [rule.to_json() for rule in self._rules]

    def take(self, operation: str, user: str | None) -> Rule | None:
        """The first rule that strikes this call, used up once."""
        with self._lock:
            concerned = [rule for rule in self._rules if rule.concerns(operation, user)]
            return next((rule for rule in concerned if self._strikes(rule)), None)

    def _strikes(self, rule: Rule) -> bool:
        if rule.after > 0:
            rule.after -= 1
            return False
        if rule.times is not None:
            rule.times -= 1
            if rule.times <= 0:
                self._rules.remove(rule)
        return True
