"""What the sandbox remembers. Every instant is in epoch seconds, so that records are plain JSON."""

from dataclasses import dataclass, field
from typing import Any, Literal, TypedDict

Death = Literal["", "rotated", "revoked", "superseded", "uninstalled"]


class Occurrence(TypedDict):
    """One date of a series."""

    occurrence_id: str
    start: int
    duration: int
    status: Literal["available", "deleted"]


@dataclass
class Meeting:
    """`deleted`: in the host's trash, or `purged` and gone for good."""

    id: int
    uuid: str
    host_id: str
    topic: str
    start: int
    duration: int
    timezone: str
    created: int
    type: int = 2
    agenda: str = ""
    password: str = ""
    status: str = "waiting"
    settings: dict[str, Any] = field(default_factory=dict)
    recurrence: dict[str, Any] | None = None
    occurrences: list[Occurrence] = field(default_factory=list)
    deleted: bool = False
    purged: bool = False


@dataclass
class Code:
    code: str
    user_id: str
    redirect_uri: str
    scope: str
    expires: int
    code_challenge: str | None
    code_challenge_method: str | None

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope


@dataclass
class Token:
    access_token: str
    refresh_token: str
    user_id: str
    scope: str
    expires: int
    dead: Death = ""

    def check_client(self, _client: object) -> bool:
        """There is one client, so a token is always its own."""
        return True

    def get_scope(self) -> str:
        return self.scope


@dataclass
class Call:
    number: int
    at: int
    operation: str
    method: str
    path: str
    query: dict[str, str]
    body: Any
    user: str | None = None
    fault: str | None = None
    status: int | None = None


@dataclass
class Delivery:
    """A webhook that was sent, and what came back; `status` is None when nothing did."""

    at: int
    event: str
    request: str
    status: int | None
    answer: str
    attempt: int = 1
    verdict: str = ""
