"""What can go wrong at Zoom, in one class that says what follows from it."""

import logging
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
    RUNNING = "running"  # the meeting is in progress: it can be deleted when it has ended
    SERIES = "series"  # its host made more of the meeting than our date: only they can change it
    REFUSED = "refused"  # Zoom said no: trying again will not help
    MISCONFIGURED = "misconfigured"  # our client id or secret is wrong: the operator's trouble
    DISABLED = "disabled"  # Zoom has switched our app off, for everybody: the operator's too


PASSING = {Trouble.UNREACHABLE, Trouble.BUSY, Trouble.DAILY_LIMIT, Trouble.RUNNING}
OPERATORS = {Trouble.MISCONFIGURED, Trouble.DISABLED}  # no host can mend them


class ZoomError(Exception):
    """A call to Zoom that did not do what was asked.

    `may_have_happened`: no answer came, so Zoom may have done it all the same.
    `retry_at`: when Zoom asked us to come back, if it did.
    `used`: a hash of the token that Zoom was asked with: whose trouble it is (tokens.concerns).
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
        self.used: str | None = None

    @property
    def operators(self) -> bool:
        """Whether only whoever runs this server can mend it: no host, and no second try."""
        return self.trouble in OPERATORS

    @property
    def severity(self) -> int:
        """How loudly it goes into the log: what is the operator's to mend is an alarm."""
        return logging.ERROR if self.operators else logging.WARNING

    @property
    def permanent(self) -> bool:
        """Whether trying again is pointless until somebody has done something."""
        return self.trouble not in PASSING
