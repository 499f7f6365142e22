import argparse
import os
import sys
from pathlib import Path

from sandbox.redis import NoRedis
from sandbox.run import environment, parts, ports
from sandbox.run.everything import run
from sandbox.run.lock import AlreadyRunning, alone_in
from sandbox.run.output import say
from sandbox.run.programs import Ended, Programs, Told
from sandbox.run.ready import NotReady
from sandbox.run.signals import Stop

REFUSALS = (AlreadyRunning, Ended, NoRedis, NotReady, ports.PortTaken)


def main() -> int:
    """0 after being told to stop, 1 when something went wrong."""
    options = parser().parse_args()
    given = environment.filled(os.environ)
    if options.instance:
        given.setdefault("DATABASE_URL", f"sqlite:///{options.instance / 'pinmycal.db'}")
    instance = options.instance or parts.ROOT / "instance"
    stop = Stop()
    stop.listen()
    try:
        with alone_in(instance), Programs(stop, say, parts.ROOT) as programs:
            run(programs, given, ports.choose(given, options.any_ports), instance)
    except Told:
        say("run", "Stopped.")
    except REFUSALS as error:
        say("run", f"{error} Stopped.")
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox.run")
    parser.add_argument(
        "--instance",
        type=lambda text: Path(text).resolve(),
        help="a folder for all that is kept, the database too; instance/ if not given",
    )
    parser.add_argument("--any-ports", action="store_true", help="free ports, not the usual ones")
    return parser


if __name__ == "__main__":
    sys.exit(main())
