"""What hosts do inside Zoom, behind our back."""

from typing import Any

from benchmarks.chaos.scene import Scene
from sandbox.zoom.users import BASIC

WEEKLY = {"type": 8, "recurrence": {"type": 2, "end_times": 4}}
AT_ANY_TIME, PERSONAL_ROOM = {"type": 3}, {"type": 4}
SINGLE = 2
FINAL = (3161, 3018, 3000, 300)  # what Zoom says no to a DELETE with, for good


def uninstall(scene: Scene) -> None:
    """The host removes our app; our page then asks them to connect, and they do."""
    scene.system.zoom.uninstall(scene.any_host.zoom_user.id)


def refuse_delete(scene: Scene) -> None:
    """Whatever was to be deleted stays, which nobody can help but its host."""
    scene.system.zoom.fault("delete", "refusal", code=scene.chance.choice(FINAL))


def make_series(scene: Scene) -> None:
    """The host makes more of our meeting: its other dates are no affair of ours."""
    meetings = [each for each in scene.system.zoom.live_meetings if each["type"] == SINGLE]
    if meetings:
        chosen = scene.chance.choice(meetings)
        fields = scene.chance.choice((WEEKLY, WEEKLY, WEEKLY, AT_ANY_TIME, PERSONAL_ROOM))
        scene.system.zoom.host_edits(chosen["id"], **fields)


def delete_and_recover(scene: Scene) -> None:
    """The host deletes a meeting, thinks better of it, and takes it out of the trash again."""
    meetings = _heard_of(scene, scene.system.zoom.live_meetings)
    if meetings:
        meeting_id = scene.chance.choice(meetings)["id"]
        scene.system.zoom.host_deletes(meeting_id)
        scene.later(lambda: _recover(scene, meeting_id))


def recover(scene: Scene) -> None:
    """The host takes out of the trash what was deleted, by us or by them."""
    trash = [each for each in scene.system.zoom.meetings if each["deleted"]]
    if meetings := _heard_of(scene, trash):
        _recover(scene, scene.chance.choice(meetings)["id"])


def _recover(scene: Scene, meeting_id: int) -> None:
    scene.recovered.add(meeting_id)
    scene.system.zoom.host_recovers(meeting_id)


def _heard_of(scene: Scene, meetings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of hosts of whose edits Zoom tells us; of others we learn by a look much later."""
    installed = set(scene.system.zoom.state["installed"]) - {BASIC.id}
    return [each for each in meetings if each["host_id"] in installed]
