"""What goes wrong at the mail server."""

from collections.abc import Callable

from benchmarks.chaos.scene import Scene

SLOWEST = 12.0  # seconds for one answer, which is longer than we wait


def refuse(kind: str) -> Callable[[Scene], None]:
    def spoil(scene: Scene) -> None:
        at, times = scene.chance.choice(("rcpt", "data")), scene.chance.randint(1, 3)
        scene.system.mails.fault(kind, times, at)

    return spoil


def be_slow(scene: Scene) -> None:
    at, times = scene.chance.choice(("rcpt", "data")), scene.chance.randint(1, 4)
    scene.system.mails.fault("slow", times, at, seconds=scene.chance.uniform(1, SLOWEST))
