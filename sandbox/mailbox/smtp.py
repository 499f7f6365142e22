"""The SMTP side: it takes every mail, unless a fault is due."""

import asyncio
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from sandbox.mailbox.store import Store

REPLIES = {
    "temporary": "451 4.3.0 Try again later (mailbox sandbox)",
    "permanent": "550 5.1.1 No such mailbox (mailbox sandbox)",
}


class Keeper:
    """What aiosmtpd asks at each step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await asyncio.sleep(self._store.delay("rcpt"))
        if refusal := self._refusal("rcpt"):
            return refusal
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        await asyncio.sleep(self._store.delay("data"))
        if refusal := self._refusal("data"):
            return refusal
        raw = cast(bytes, envelope.original_content)
        self._store.keep(envelope.mail_from or "", list(envelope.rcpt_tos), raw)
        if self._store.strikes("drop_after_data"):
            raise asyncio.CancelledError  # aiosmtpd takes it to mean: hang up, say nothing
        return "250 OK"

    def _refusal(self, at: str) -> str | None:
        return next((text for kind, text in REPLIES.items() if self._store.strikes(kind, at)), None)


class Refusing(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        line = cast(asyncio.Transport, transport)
        line.write(b"421 4.3.2 Service not available (mailbox sandbox)\r\n")
        line.close()


class Silent(asyncio.Protocol):
    """Takes the call and never says a word."""

    def __init__(self, lines: set[asyncio.Transport]) -> None:
        self._lines = lines

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._lines.add(cast(asyncio.Transport, transport))


class SmtpServer(Controller):
    """Listens on a free port when `port` is 0; `port` then tells which."""

    def __init__(self, store: Store, port: int) -> None:
        super().__init__(
            Keeper(store), "127.0.0.1", port, server_hostname="localhost", enable_SMTPUTF8=True
        )
        self._store = store
        self._silent: set[asyncio.Transport] = set()

    def factory(self) -> asyncio.Protocol:
        if self._store.strikes("refuse"):
            return Refusing()
        if self._store.strikes("hang"):
            return Silent(self._silent)
        return cast(asyncio.Protocol, super().factory())  # type: ignore[no-untyped-call]

    def cancel_tasks(self, stop_loop: bool = True) -> None:
        """Called as it stops: the silent lines have no task that would close them."""
        for line in self._silent:
            line.abort()
        super().cancel_tasks(stop_loop)

    def _trigger_server(self) -> None:
        """Called when the port is bound and nothing has been told of it yet."""
        self.port = cast(asyncio.Server, self.server).sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]
