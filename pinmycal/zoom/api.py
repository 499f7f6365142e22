"""Zoom's API as nouns and verbs: who I am, and the meetings of one connection."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import requests
from flask import current_app

from pinmycal.times import utc_now
from pinmycal.zoom import answers
from pinmycal.zoom.errors import Trouble, ZoomError
from pinmycal.zoom.http import bound
from pinmycal.zoom.meeting import Meeting, link, senseless
from pinmycal.zoom.vault import used

PAGE_SIZE = 300
MAX_PAGES = 20


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
        made = Meeting.of(self._call("POST", "/users/me/meetings", json=details))
        if made.join_url is None:
            raise senseless()
        return made

    def get(self, meeting_id: int) -> Meeting:
        """The meeting as it is now."""
        return Meeting.of(self._call("GET", f"/meetings/{meeting_id}"))

    def start_url(self, meeting_id: int) -> str:
        """A fresh link that starts the meeting as its host. Never store, log or mail it."""
        return link(self._call("GET", f"/meetings/{meeting_id}").get("start_url"))

    def update(
        self, meeting_id: int, changes: dict[str, Any], occurrence_id: str | None = None
    ) -> None:
        """Change only what is given; of a series only one date, if that is named."""
        date = {"occurrence_id": occurrence_id} if occurrence_id else {}
        self._call("PATCH", f"/meetings/{meeting_id}", json=changes, params=date)

    def delete(self, meeting_id: int, occurrence_id: str | None = None) -> None:
        """Delete without emails of Zoom's; a meeting that is gone already counts as deleted.

        Without the date to delete a series goes as a whole.
        """
        how = {"schedule_for_reminder": "false", "cancel_meeting_reminder": "false"}
        if occurrence_id:
            how["occurrence_id"] = occurrence_id
        try:
            self._call("DELETE", f"/meetings/{meeting_id}", params=how)
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
                raise senseless()  # to take it for none would make a second meeting
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
