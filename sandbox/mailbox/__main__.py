import argparse
import sys
from pathlib import Path

from sandbox.mailbox import running
from sandbox.server import wait_for_signal


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox.mailbox")
    parser.add_argument("--smtp-port", type=int, default=1025)
    parser.add_argument("--http-port", type=int, default=8025)
    parser.add_argument("--state", type=Path, help="a folder that keeps the mails")
    given = parser.parse_args()
    with running(given.smtp_port, given.http_port, given.state) as box:
        sys.stdout.write(f"Mailbox sandbox at {box.url}, {box.smtp_url}\n")
        sys.stdout.flush()
        wait_for_signal()


if __name__ == "__main__":
    main()
