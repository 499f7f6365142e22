"""Zoom's API as nouns and verbs: who I am, and the meetings of one connection."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

import requests
from flask import current_app

from pinmycal.times import utc_now
from pinmycal.zoom import answers
from pinmycal.zoom.errors import Trouble, ZoomError
from pinmycal.zoom.http import bound
from pinmycal.zoom.vault import used

PAGE_SIZE = 300
MAX_PAGES = 20
LONGEST_JOIN_URL = 2000


@dataclass(frozen=True)
class Meeting:
    """A meeting as Zoom tells of it; `starts_at` and `minutes` may be missing in odd answers."""

    id: int
    join_url: str
    starts_at: datetime | None
    minutes: int | None

    @classmethod
    def of(cls, body: dict[str, Any]) -> Self:
        """Read an answer. Raises ZoomError if it lacks what a meeting needs to be of use."""
        try:
            number, join_url = int(body["id"]), _link(body["join_url"])
            starts_at = _instant(body.get("start_time"))
            minutes = int(body["duration"]) if body.get("duration") else None
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
            raise _senseless() from error
        if len(join_url) > LONGEST_JOIN_URL:
            raise _senseless()
        return cls(number, join_url, starts_at, minutes)


class ZoomApi:
    """Calls on behalf of one connection.

    `token` gives an access token, and is told which one was refused when that happens.
    Every call raises ZoomError, and takes at most http.DEADLINE seconds a try.
    """

    def __init__(
        self, token: Callable[[str | None], str], clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._token = token
        self._clock = clock
        self._session = requests.Session()
        bound(self._session)

    def me(self) -> dict[str, Any]:
        """The Zoom user who authorised us."""
        return self._call("GET", "/users/me")

    def create(self, details: dict[str, Any]) -> Meeting:
        """Make a meeting. Not idempotent: look before you try again."""
        return Meeting.of(self._call("POST", "/users/me/meetings", json=details))

    def get(self, meeting_id: int) -> Meeting:
        """The meeting as it is now."""
        return Meeting.of(self._call("GET", f"/meetings/{meeting_id}"))

    def start_url(self, meeting_id: int) -> str:
        """A fresh link that starts the meeting as its host. Never store, log or mail it."""
        return _link(self._call("GET", f"/meetings/{meeting_id}").get("start_url"))

    def update(self, meeting_id: int, changes: dict[str, Any]) -> None:
        """Change only what is given."""
        self._call("PATCH", f"/meetings/{meeting_id}", json=changes)

    def delete(self, meeting_id: int) -> None:
        """Delete without mails of Zoom's; a meeting that is gone already counts as deleted."""
        quietly = {"schedule_for_reminder": "false", "cancel_meeting_reminder": "false"}
        try:
            self._call("DELETE", f"/meetings/{meeting_id}", params=quietly)
        except ZoomError as error:
            if error.trouble is not Trouble.MISSING:
                raise

    def scheduled(self, marker: str) -> Iterator[Meeting]:
        """The host's scheduled meetings whose agenda begins with the marker, from all pages.

        Zoom cuts agendas to 250 characters here. What other meetings look like is not our affair.
        """
        page = {"type": "scheduled", "page_size": str(PAGE_SIZE)}
        for _ in range(MAX_PAGES):
            body = self._call("GET", "/users/me/meetings", params=page)
            if not isinstance(body.get("meetings"), list):
                raise _senseless()  # to take it for none would make a second meeting
            for meeting in body["meetings"]:
                if isinstance(meeting, dict) and str(meeting.get("agenda")).startswith(marker):
                    yield Meeting.of(meeting)
            if not body.get("next_page_token"):
                return
            page["next_page_token"] = str(body["next_page_token"])
        raise ZoomError(Trouble.UNREACHABLE, "more meetings than we can look through")

    def _call(self, method: str, path: str, **kwargs: Any) -> dict[str, Any]:
        token = self._token(None)
        try:
            return self._once(method, path, token, **kwargs)
        except answers.AccessTokenRefused:
            token = self._token(token)
        try:
            return self._once(method, path, token, **kwargs)
        except answers.AccessTokenRefused as error:
            raise used(token, ZoomError(Trouble.DISCONNECTED, str(error))) from None

    def _once(self, method: str, path: str, token: str, **kwargs: Any) -> dict[str, Any]:
        try:
            response = self._session.request(
                method,
                current_app.config["ZOOM_API_URL"] + path,
                headers={"Authorization": f"Bearer {token}"},
                **kwargs,
            )
        except requests.RequestException as error:
            raise used(token, answers.unanswered(error)) from None
        try:
            return answers.read(response, self._clock())
        except ZoomError as error:
            raise used(token, error) from None


def _instant(text: str | None) -> datetime | None:
    instant = datetime.fromisoformat(text) if text else None
    return instant if instant and instant.tzinfo else None


def _link(url: object) -> str:
    """An address that can be put before people as a link."""
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        raise _senseless()
    if not url.isprintable():
        raise _senseless()
    return url


def _senseless() -> ZoomError:
    return ZoomError(Trouble.UNREACHABLE, "an answer without its fields", may_have_happened=True)
