from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

GRANTED_SCOPES = (
    "meeting:write:meeting",
    "meeting:update:meeting",
    "meeting:delete:meeting",
    "meeting:read:meeting",
    "meeting:read:list_meetings",
    "user:read:user",
)


@dataclass(frozen=True, kw_only=True)
class ZoomSettings:
    """What the app's page in Zoom's Marketplace would hold, and the sandbox's own address."""

    client_id: str = "sandbox-client"
    client_secret: str = "sandbox-secret"
    redirect_uris: tuple[str, ...] = ("http://localhost:8000/settings/integrations/zoom/callback",)
    webhook_secret: str = "sandbox-webhook-secret"
    webhook_url: str = ""
    public_url: str = "http://localhost:8010"
    state_file: Path | None = None
    access_token_seconds: int = 3600
    daily_limit: int = 100
    per_second_limit: int | None = None


@dataclass(kw_only=True)
class Switches:
    """What may be changed while the sandbox runs."""

    redirect_uris: list[str]
    webhook_url: str
    access_token_seconds: int
    daily_limit: int
    per_second_limit: int | None
    refresh_grace: bool = False
    scopes: list[str] = field(default_factory=lambda: list(GRANTED_SCOPES))
    users: dict[str, dict[str, Any]] = field(default_factory=dict)  # by id, what differs
    leave_out: list[str] = field(default_factory=list)  # of answers and events, at any depth

    @classmethod
    def from_settings(cls, settings: ZoomSettings) -> Self:
        return cls(
            redirect_uris=list(settings.redirect_uris),
            webhook_url=settings.webhook_url,
            access_token_seconds=settings.access_token_seconds,
            daily_limit=settings.daily_limit,
            per_second_limit=settings.per_second_limit,
        )
