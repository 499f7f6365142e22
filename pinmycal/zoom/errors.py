"""What can go wrong at Zoom, in one class that says what follows from it."""

from datetime import datetime
from enum import StrEnum


class Trouble(StrEnum):
    """The kinds of trouble that we answer differently."""

    UNREACHABLE = "unreachable"  # no answer, 5xx, or one that makes no sense: try again
    BUSY = "busy"  # too many calls a second: this host waits a little
    DAILY_LIMIT = "daily_limit"  # this host waits until midnight UTC
    DISCONNECTED = "disconnected"  # Zoom ended the connection: the host must reconnect
    SCOPES = "scopes"  # the connection may not do this: the host must reconnect
    MISSING = "missing"  # no such meeting
    REFUSED = "refused"  # Zoom said no: trying again will not help
    MISCONFIGURED = "misconfigured"  # our client id or secret is wrong: the operator's trouble


PASSING = {Trouble.UNREACHABLE, Trouble.BUSY, Trouble.DAILY_LIMIT}


class ZoomError(Exception):
    """A call to Zoom that did not do what was asked.

    `may_have_happened`: no answer came, so Zoom may have done it all the same.
    `retry_at`: when Zoom asked us to come back, if it did.
    Its text holds a status and a code, never a token or what Zoom wrote.
    """

    def __init__(
        self,
        trouble: Trouble,
        text: str = "",
        *,
        may_have_happened: bool = False,
        retry_at: datetime | None = None,
    ) -> None:
        super().__init__(f"{trouble}: {text}" if text else str(trouble))
        self.trouble = trouble
        self.may_have_happened = may_have_happened
        self.retry_at = retry_at

    @property
    def permanent(self) -> bool:
        """Whether trying again is pointless until somebody has done something."""
        return self.trouble not in PASSING
