"""What goes wrong between us and Zoom."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from benchmarks.chaos.scene import Scene
from sandbox.zoom.errors import PER_DAY

LATEST = 110.0  # seconds until a create that nobody answered takes effect


def lose_reply(operation: str) -> Callable[[Scene], None]:
    def lose(scene: Scene) -> None:
        scene.system.zoom.fault(operation, "lost_reply", times=scene.chance.randint(1, 3))

    return lose


def create_late(scene: Scene) -> None:
    """Taken and never answered; it is done when we have looked for it already, or not yet."""
    times, delay = scene.chance.randint(1, 2), scene.chance.uniform(1, LATEST)
    scene.system.zoom.fault("create", "late", times, delay=delay)


def lose_refresh_reply(scene: Scene) -> None:
    scene.system.zoom.fault("refresh", "lost_reply")
    expire_tokens(scene)


def expire_tokens(scene: Scene) -> None:
    scene.system.zoom.expire_tokens(scene.any_host.zoom_user.id)


def end_authorisation(scene: Scene) -> None:
    """Without a word to us; the host connects again when our page asks for it."""
    scene.system.zoom.kill_tokens(scene.any_host.zoom_user.id)


def burst_of_5xx(scene: Scene) -> None:
    code, times = scene.chance.choice((500, 502, 503)), scene.chance.randint(1, 5)
    scene.system.zoom.fault("any", "status", times, code=code, work=scene.chance.random() < 0.5)


def rate_limit(scene: Scene) -> None:
    wait, times = scene.chance.randint(1, 5), scene.chance.randint(1, 3)
    scene.system.zoom.fault("any", "rate_limit", times, retry_after=wait)


def retry_after_in_the_past(scene: Scene) -> None:
    """Two clocks apart; Zoom says it of its limits for a second and for a day."""
    past = (
        f"{datetime.now(UTC) - timedelta(minutes=scene.chance.randint(1, 90)):%Y-%m-%dT%H:%M:%SZ}"
    )
    if scene.chance.random() < 0.5:
        scene.system.zoom.fault("any", "rate_limit", retry_after=past)
        return
    body = {"code": 429, "message": PER_DAY.format(limit=100)}
    scene.system.zoom.fault("any", "status", code=429, body=body, headers={"Retry-After": past})


def senseless(scene: Scene) -> None:
    fault = scene.chance.choice(("broken_json", "html", "empty", "no_join_url"))
    scene.system.zoom.fault("create", fault)


def repeat_webhooks(scene: Scene) -> None:
    """Signed, alike to the byte, about a live meeting, and one of them untrue."""
    meetings = scene.system.zoom.live_meetings
    if meetings:
        about = {"object": {"id": scene.chance.choice(meetings)["id"]}}
        event = scene.chance.choice(("meeting.updated", "meeting.deleted"))
        scene.system.zoom.send_webhook(event, about, times=3)
