"""The order of things: the outside world, the database, web and worker, and a word when ready."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from sandbox.run import environment, parts
from sandbox.run.output import nobody_reads
from sandbox.run.ports import Ports
from sandbox.run.programs import Programs
from sandbox.run.ready import wait_until_ready


def run(programs: Programs, given: Mapping[str, str], ports: Ports, instance: Path) -> None:
    """Until nobody is there to read, somebody wants us to stop (Told), or one ends (Ended)."""
    names, environ = parts.missing(given), environment.compose(given, ports)
    for name, command in parts.stand_ins(names, environ, ports, instance):
        programs.start(name, command, environ)
    programs.finish("migrate", parts.MIGRATE, environ)
    for name, command in parts.app():
        programs.start(name, command, environ)
    log_in = programs.finish("seed", parts.SEED, environ)
    sandboxes = dict(_sandboxes(names, ports))
    wait_until_ready(programs, [f"http://localhost:{ports.web}/readyz", *sandboxes.values()])
    pages = {"PinMyCal": environ["BASE_URL"], **sandboxes}
    for line in [*ports.moves, *_listed(pages), *log_in, "Ready. Ctrl-C stops all of it."]:
        programs.say("run", line)
    programs.watch(nobody_reads)


def _sandboxes(names: Collection[str], ports: Ports) -> Iterator[tuple[str, str]]:
    if "zoom" in names:
        yield "Zoom sandbox", f"http://localhost:{ports.zoom}"
    if "mailbox" in names:
        yield "Mailbox", f"http://localhost:{ports.mailbox}"


def _listed(pages: Mapping[str, str]) -> Iterator[str]:
    for name, address in pages.items():
        yield f"{name + ':':14}{address}"
