import os
import secrets
import signal
import sys
import tempfile
from pathlib import Path

from benchmarks.chaos.chaos import Wish, chaos
from benchmarks.chaos.database import database
from benchmarks.chaos.table import table


def main() -> int:
    """RUNS, SEED, DATABASE_URL and TEST_POSTGRES_URL say what to do; 1 if a promise was broken."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that everything is stopped
    runs = int(os.environ.get("RUNS") or 200)
    seed = int(os.environ.get("SEED") or secrets.randbelow(10**6))
    logs = Path(tempfile.mkdtemp(prefix="chaos-"))
    print(f"{runs} runs, seed {seed}; logs in {logs}", flush=True)
    with database(os.environ, logs) as database_url:
        outcome = chaos(Wish(runs, seed, database_url), logs)
    print(f"\n{table(outcome)}")
    return 0 if outcome.good else 1


if __name__ == "__main__":
    sys.exit(main())
