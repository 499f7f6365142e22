"""What a browser takes along while its host is away at Zoom, or wherever else they sign in.

Authlib keeps a state in the session's cookie for each journey that begins, and removes it when the
journey ends well. One that ends with a no, or never, would stay: two dozen of them are more than a
cookie holds, and from then on the browser keeps none of ours.
"""

from collections.abc import MutableMapping
from datetime import timedelta
from typing import Any

from authlib.integrations.flask_client import FlaskIntegration

from pinmycal.times import utc_now

LIFETIME = timedelta(minutes=30)  # to sign in, find one's phone, and read what one allows
AT_ONCE = 3  # in several tabs
_PREFIX = "_state_"
_NEEDED = {"redirect_uri", "code_verifier"}  # the address besides is long, and nobody reads it
Session = MutableMapping[str, Any]


class BoundedStates(FlaskIntegration):
    """Authlib's states in the session: the newest few, of whatever provider, for a while."""

    expires_in = int(LIFETIME.total_seconds())

    def set_state_data(self, session: Session, state: str, data: dict[str, Any]) -> None:
        """Remember a journey that begins, and forget the oldest that did not end."""
        living = _forget_expired(session)
        for key in living[: max(0, len(living) - AT_ONCE + 1)]:
            del session[key]
        kept = {name: value for name, value in data.items() if name in _NEEDED}
        until = (utc_now() + LIFETIME).timestamp()
        session[self._key(state)] = {"data": kept, "exp": until}

    def get_state_data(self, session: Session, state: str | None) -> dict[str, Any] | None:
        """What was remembered; None if this browser began no such journey, or long ago."""
        _forget_expired(session)
        return (session.get(self._key(state)) or {}).get("data")

    def clear_state_data(self, session: Session, state: str | None) -> None:
        """This journey has ended."""
        session.pop(self._key(state), None)
        _forget_expired(session)

    def _key(self, state: str | None) -> str:
        return f"{_PREFIX}{self.name}_{state}"


def _forget_expired(session: Session) -> list[str]:
    """The states that live on, oldest first."""
    now, ends = utc_now().timestamp(), {}
    for key in [key for key in session if key.startswith(_PREFIX)]:
        ends[key] = session[key].get("exp", 0)
        if ends[key] <= now:
            del session[key], ends[key]
    return sorted(ends, key=lambda key: ends[key])
