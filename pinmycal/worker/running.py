"""Both halves of the worker, and how they end together."""

import logging
import os
import sys

from pinmycal.app import create_app
from pinmycal.config import ConfigError
from pinmycal.worker.stopping import Stopping
from pinmycal.worker.sweeper import Sweeper, sweep_for_ever
from pinmycal.worker.taking import take_jobs


def main() -> None:
    """Run until SIGTERM or SIGINT. Any number may run at once."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        app = create_app()
    except ConfigError as error:
        sys.exit(str(error))
    stopping = Stopping()
    sweeper = Sweeper(sweep_for_ever, os.getpid())
    try:
        take_jobs(app, stopping, sweeper.look_after)
    finally:
        sweeper.stop()
