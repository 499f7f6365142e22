"""Links that we hand out: absolute, under BASE_URL, signed with one salt per purpose.

Nothing is stored for them. A signature of one purpose is worthless for another.
"""

import hashlib
import secrets
from datetime import timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

from pinmycal.models import Appointment, AppointmentType, Host, Participant

RESET_LIFETIME = timedelta(hours=2)
EMAIL_LIFETIME = timedelta(hours=24)
EMBED_LIFETIME = timedelta(hours=24)
KEPT_LIFETIME = timedelta(hours=24)


class BadLink(Exception):
    """The link was altered, is of another purpose, or has expired."""


def absolute(path: str) -> str:
    """An address under BASE_URL, whatever Host header came in."""
    return str(current_app.config["BASE_URL"]) + path


def booking_link(offer: AppointmentType) -> str:
    """Where a participant books."""
    return absolute(f"/{offer.host.handle}/{offer.slug}")


def record_link(appointment: Appointment) -> str:
    """The host's record of an appointment."""
    return absolute(f"/appointments/{appointment.public_id}")


def participant_path(participant: Participant) -> str:
    """A participant's own page, the key to which is the path itself."""
    return f"/a/{_participants().dumps(participant.public_id)}"


def participant_link(participant: Participant) -> str:
    """participant_path, as mails need it."""
    return absolute(participant_path(participant))


def read_participant_token(token: str) -> str:
    """The public id of the participant. Raises BadLink."""
    try:
        return str(_participants().loads(token))
    except BadSignature as error:
        raise BadLink from error


def reset_link(host: Host) -> str:
    """Lets its holder set a new password, once, within RESET_LIFETIME."""
    return absolute(f"/reset/{_resets().dumps([host.id, _fingerprint(host)])}")


def read_reset_token(token: str) -> tuple[int, str]:
    """The host's id and the fingerprint that `reset_still_valid` wants. Raises BadLink."""
    return _read(_resets(), token, RESET_LIFETIME)


def reset_still_valid(host: Host, fingerprint: str) -> bool:
    """Whether password and address are still those that the link was made for."""
    return fingerprint == _fingerprint(host)


def email_link(host: Host) -> str:
    """Lets whoever reads at the new address confirm it, once, within EMAIL_LIFETIME."""
    return absolute(f"/settings/account/email/confirm/{_emails().dumps([host.id, _wish(host)])}")


def read_email_token(token: str) -> tuple[int, str]:
    """The host's id and the fingerprint that `email_still_wanted` wants. Raises BadLink."""
    return _read(_emails(), token, EMAIL_LIFETIME)


def email_still_wanted(host: Host, fingerprint: str) -> bool:
    """Whether he has the address and the wish, the very same, that the link was made for."""
    return host.new_email is not None and fingerprint == _wish(host)


def embed_token(page: str) -> str:
    """For one form of an embedded page, which has no session to hold a token of its own."""
    return str(_embeds().dumps([page, secrets.token_urlsafe(9)]))


def read_embed_token(token: str) -> str:
    """The page that it was made for. Raises BadLink, also once EMBED_LIFETIME is over."""
    try:
        page, _ = _embeds().loads(token, max_age=int(EMBED_LIFETIME.total_seconds()))
    except BadSignature as error:
        raise BadLink from error
    return str(page)


def kept_token(path: str, fields: dict[str, list[str]]) -> str:
    """What was typed into a form, to be kept in a page; packed, but anyone can unpack it."""
    return str(_kept().dumps([path, fields]))


def read_kept_token(token: str) -> tuple[str, dict[str, list[str]]]:
    """Where the form goes, and its fields. Raises BadLink, also once KEPT_LIFETIME is over."""
    try:
        path, fields = _kept().loads(token, max_age=int(KEPT_LIFETIME.total_seconds()))
    except BadSignature as error:
        raise BadLink from error
    return path, fields


def _read(links: URLSafeTimedSerializer, token: str, lifetime: timedelta) -> tuple[int, str]:
    try:
        host_id, fingerprint = links.loads(token, max_age=int(lifetime.total_seconds()))
    except (BadSignature, ValueError, TypeError) as error:
        raise BadLink from error
    return int(host_id), str(fingerprint)


def _fingerprint(host: Host) -> str:
    return _digest(host.password_hash, host.email_key)


def _wish(host: Host) -> str:
    """Of these addresses and of this time, so that no earlier wish is as good as a later one."""
    return _digest(host.email, host.new_email, host.new_email_at)


def _digest(*parts: object) -> str:
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:16]


def _participants() -> URLSafeSerializer:
    return URLSafeSerializer(_keys(), salt="participant")


def _resets() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_keys(), salt="password-reset")


def _emails() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_keys(), salt="new-email")


def _embeds() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_keys(), salt="embed-form")


def _kept() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_keys(), salt="kept-form")


def _keys() -> list[str]:
    """Oldest first, as itsdangerous has it: the last one signs."""
    fallbacks = current_app.config["SECRET_KEY_FALLBACKS"]
    return [*reversed(fallbacks), current_app.config["SECRET_KEY"]]
