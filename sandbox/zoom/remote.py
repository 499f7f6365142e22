"""The sandbox's switches from the outside, over HTTP: for tests in this process or another."""

import time
from collections.abc import Callable
from typing import Any

from sandbox.direct import direct_session
from sandbox.zoom import webhooks

Json = dict[str, Any]


class ZoomSandbox:
    def __init__(self, url: str) -> None:
        self.url = url
        self.oauth_url = f"{url}/oauth"
        self.api_url = f"{url}/v2"
        self._session = direct_session()

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        address = f"{self.url}/_sandbox{path}"
        reply = self._session.request(method, address, json=body, timeout=30)
        if not reply.ok:
            raise ValueError(f"{method} {path}: {reply.status_code} {reply.text}")
        return reply.json() if reply.content else None

    @property
    def state(self) -> Json:
        told: Json = self._call("GET", "/state")
        return told

    @property
    def meetings(self) -> list[Json]:
        """All meetings as Zoom would tell them, each with `deleted`; oldest first."""
        told: list[Json] = self.state["meetings"]
        return told

    @property
    def live_meetings(self) -> list[Json]:
        return [meeting for meeting in self.meetings if not meeting["deleted"]]

    @property
    def calls(self) -> list[Json]:
        return self.calls_after(0)

    def calls_after(self, number: int) -> list[Json]:
        told: list[Json] = self._call("GET", f"/calls?after={number}")
        return told

    @property
    def deliveries(self) -> list[Json]:
        """Webhooks that were sent, and what came back."""
        told: list[Json] = self.state["deliveries"]
        return told

    def fault(self, operation: str, fault: str, times: int | None = 1, **more: Any) -> None:
        """`times` None: until cleared. `user`, `after` and the fault's own parameters follow."""
        rule = {"operation": operation, "fault": fault, "times": times, **more}
        self._call("POST", "/faults", rule)

    def clear_faults(self) -> None:
        self._call("DELETE", "/faults")

    def switch(self, **switches: Any) -> None:
        """Sets redirect_uris, webhook_url, refresh_grace, scopes, leave_out or a limit."""
        self._call("PATCH", "/switches", switches)

    def reset(self) -> None:
        self._call("POST", "/reset")

    def expire_tokens(self, user: str | None = None) -> None:
        self._call("POST", "/tokens/expire", {"user": user})

    def kill_tokens(self, user: str | None = None) -> None:
        self._call("POST", "/tokens/kill", {"user": user})

    def uninstall(self, user: str) -> None:
        self._call("POST", f"/users/{user}/uninstall")

    def change_user(self, user: str, **fields: Any) -> None:
        """Another plan, say: `type=4`."""
        self._call("PATCH", f"/users/{user}", fields)

    def shift_clock(self, *, minutes: float) -> None:
        """Zoom's time runs ahead, or behind; repeats and late work now due are done at once."""
        self._call("POST", "/clock", {"seconds": minutes * 60})

    def host_edits(self, meeting_id: int, **fields: Any) -> None:
        """As if the host had done it inside Zoom.

        `status="started"` starts the meeting, `occurrence_id` means one date of a series,
        `type=8, recurrence={"type": 2, "end_times": 4}` makes it one, `type=4` the personal room.
        """
        self._call("PATCH", f"/meetings/{meeting_id}", fields)

    def host_deletes(self, meeting_id: int, occurrence_id: str | None = None) -> None:
        """Into the trash."""
        self._call("DELETE", f"/meetings/{meeting_id}{_of(occurrence_id)}")

    def host_recovers(self, meeting_id: int, occurrence_id: str | None = None) -> None:
        """Out of the trash again, under its old id."""
        self._call("POST", f"/meetings/{meeting_id}/recover{_of(occurrence_id)}")

    def host_purges(self, meeting_id: int) -> None:
        """Deletes for good."""
        self._call("DELETE", f"/meetings/{meeting_id}?purge=yes")

    def send_webhook(
        self, event: str, payload: Json | None = None, *, body: bytes | None = None, **forged: Any
    ) -> list[Json]:
        """Sends `times` times and waits; `timestamp`, `body`, `signature`, `request_id` forge."""
        told: Json = {"event": event, "payload": payload or {}, **forged}
        if body is not None:
            told["body"] = body.decode("latin-1")
        answers: list[Json] = self._call("POST", "/webhooks", told)
        return answers

    def challenge(self) -> Json:
        """Has the webhook address validated; `verdict` tells whether it answered right."""
        told: Json = self._call("POST", "/webhooks/challenge")
        return told

    def sign(self, body: bytes, timestamp: str | int) -> str:
        return webhooks.sign(self.state["settings"]["webhook_secret"], body, str(timestamp))

    def wait_for(self, ready: Callable[["ZoomSandbox"], bool], timeout: float = 10) -> None:
        until = time.monotonic() + timeout
        while not ready(self):
            if time.monotonic() > until:
                raise TimeoutError("the Zoom sandbox did not get there")
            time.sleep(0.03)


def _of(occurrence_id: str | None) -> str:
    return f"?occurrence_id={occurrence_id}" if occurrence_id else ""
