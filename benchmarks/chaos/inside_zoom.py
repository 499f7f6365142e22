"""What hosts do inside Zoom, behind our back."""

from benchmarks.chaos.scene import Scene


def uninstall(scene: Scene) -> None:
    """The host removes our app; our page then asks them to connect, and they do."""
    scene.system.zoom.uninstall(scene.any_host.zoom_user.id)
