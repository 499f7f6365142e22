import argparse
import sys
from pathlib import Path

from sandbox.server import wait_for_signal
from sandbox.zoom import running
from sandbox.zoom.settings import ZoomSettings


def parser() -> argparse.ArgumentParser:
    usual = ZoomSettings()
    parser = argparse.ArgumentParser(prog="python -m sandbox.zoom", description=__doc__)
    parser.add_argument("--port", type=int, default=8010)
    parser.add_argument("--client-id", default=usual.client_id)
    parser.add_argument("--client-secret", default=usual.client_secret)
    parser.add_argument("--redirect-uri", action="append", help="may be given several times")
    parser.add_argument("--webhook-secret", default=usual.webhook_secret)
    parser.add_argument("--webhook-url", default="", help="where to send events; empty sends none")
    parser.add_argument("--public-url", help="its own address, for links")
    parser.add_argument("--state", type=Path, help="a file that keeps meetings and tokens")
    return parser


def main() -> None:
    given = parser().parse_args()
    usual = ZoomSettings()
    with running(
        given.port,
        client_id=given.client_id,
        client_secret=given.client_secret,
        redirect_uris=tuple(given.redirect_uri or usual.redirect_uris),
        webhook_secret=given.webhook_secret,
        webhook_url=given.webhook_url,
        **({"public_url": given.public_url} if given.public_url else {}),
        state_file=given.state,
    ) as sandbox:
        sys.stdout.write(f"Zoom sandbox at {sandbox.url}\n")
        sys.stdout.flush()
        wait_for_signal()


if __name__ == "__main__":
    main()
