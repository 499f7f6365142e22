"""The worker process: takes jobs as they come, and has a sweeper beside it for what was missed."""

from pinmycal.worker.running import main

__all__ = ["main"]
