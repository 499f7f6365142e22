"""Programs that run together: who ends by himself is named, and nobody stays behind."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sandbox.run import programs as module
from sandbox.run.programs import Ended, Programs, Told
from sandbox.run.signals import Stop
from tests.run.processes import has_proc, processes_with

WAITS = "import time; time.sleep(30)"
DEAF = f"import signal; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); {WAITS}"
LEAVES_ONE_BEHIND = f"""
import os, subprocess, sys
subprocess.Popen([sys.executable, "-c", {DEAF!r}], preexec_fn=os.setpgrp)
"""


class Heard(list[tuple[str, str]]):
    def say(self, name: str, line: str) -> None:
        self.append((name, line))


@pytest.fixture
def stop() -> Stop:
    return Stop()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def programs(stop: Stop, heard: Heard, tmp_path: Path) -> Iterator[Programs]:
    with Programs(stop, heard.say, tmp_path) as programs:
        yield programs


def python(text: str) -> list[str]:
    return [sys.executable, "-c", text]


def test_lines_are_said_under_the_name(programs: Programs, heard: Heard) -> None:
    programs.start("bird", python(f"print('tweet', flush=True); {WAITS}"), {})
    programs.watch(lambda: bool(heard))
    assert heard == [("bird", "tweet")]


@pytest.mark.parametrize(
    ("text", "how"),
    [("exit(3)", "ended with code 3"), ("import os; os.abort()", "killed by signal 6")],
)
def test_who_ends_by_himself_is_named(programs: Programs, text: str, how: str) -> None:
    programs.start("patient", python(WAITS), {})
    programs.start("hasty", python(text), {})
    with pytest.raises(Ended, match=f"hasty.*{how}"):
        programs.watch()


def test_a_word_from_outside_ends_the_watch(programs: Programs, stop: Stop) -> None:
    programs.start("patient", python(WAITS), {})
    stop.hear(now=0)
    with pytest.raises(Told):
        programs.watch()


def test_a_task_gives_its_lines(programs: Programs, heard: Heard) -> None:
    assert programs.finish("task", python("print('one'); print('two')"), {}) == ["one", "two"]
    assert heard == []


def test_a_task_that_fails_is_heard(programs: Programs, heard: Heard) -> None:
    with pytest.raises(Ended, match="task ended with code 1"):
        programs.finish("task", python("print('alas'); exit(1)"), {})
    assert heard == [("task", "alas")]


def test_a_program_that_ends_during_a_task_is_noticed(programs: Programs) -> None:
    programs.start("hasty", python("exit(3)"), {})
    with pytest.raises(Ended, match="hasty"):
        programs.finish("task", python(WAITS), {})


def test_who_does_not_listen_is_killed(
    programs: Programs, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "GRACE", 0.1)
    programs.start("deaf", python(DEAF), {})
    programs.watch(lambda: bool(heard))
    programs.end_all()
    with pytest.raises(Ended, match="killed by signal 9"):
        programs.watch()


def test_a_second_word_ends_all_patience(
    programs: Programs, heard: Heard, stop: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "GRACE", 99)  # more than the deaf one waits
    programs.start("deaf", python(DEAF), {})
    programs.watch(lambda: bool(heard))
    stop.hear(now=0)
    stop.hear(now=2)
    programs.end_all()
    with pytest.raises(Ended, match="killed by signal 9"):
        programs.watch()


def test_the_same_word_by_two_ways_is_one(stop: Stop) -> None:
    """A terminal tells make and us; make tells us again."""
    stop.hear(now=0)
    stop.hear(now=0.2)
    assert stop.told
    assert not stop.told_twice


@has_proc
def test_what_a_dead_program_left_behind_is_killed(
    programs: Programs, heard: Heard, tmp_path: Path
) -> None:
    """As a worker that is killed leaves its job, in a process group of its own."""
    programs.start("parent", python(LEAVES_ONE_BEHIND), {"MARK": str(tmp_path)})
    with pytest.raises(Ended):
        programs.watch()
    assert eventually(lambda: bool(heard))
    assert processes_with(f"MARK={tmp_path}")
    programs.end_all()
    assert eventually(lambda: not processes_with(f"MARK={tmp_path}"))


def eventually(true: Callable[[], bool]) -> bool:
    """Long before the deaf one would end by itself."""
    until = time.monotonic() + 10
    while not true() and time.monotonic() < until:
        time.sleep(0.01)
    return true()
