"""Mail servers of the less common kinds: with TLS, with a password, without SMTPUTF8."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ADDRESS = "127.0.0.1"


class OnFreePort(Controller):
    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def listening(handler: object, **more: Any) -> Iterator[int]:
    """The port of a server that asks this handler."""
    server = OnFreePort(handler, ADDRESS, 0, server_hostname="localhost", **more)
    server.start()
    try:
        yield server.port
    finally:
        server.stop(no_assert=True)


class Taking(Sink):
    """Notes the recipients, whether they came encrypted, and from someone known."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.encrypted = False
        self.known = False

    async def handle_DATA(  # noqa: N802 — aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.taken += envelope.rcpt_tos
        self.encrypted = server.transport.get_extra_info("ssl_object") is not None
        self.known = session.authenticated
        return "250 OK"


class Rude(Taking):
    """Takes the mail and hangs up instead of a farewell."""

    async def handle_QUIT(  # noqa: N802 — aiosmtpd's name
        self, server: SMTP, _session: Session, _envelope: Envelope
    ) -> str:
        server.transport.abort()
        raise asyncio.CancelledError


@contextmanager
def guarded(handler: object, password: str) -> Iterator[int]:
    """The port of a server to which `mailer` can log in with this password."""

    def check(_s: object, _n: object, _e: object, _m: object, given: LoginPassword) -> AuthResult:
        right = (given.login, given.password) == (b"mailer", password.encode())
        return AuthResult(success=right, handled=False)

    with listening(handler, authenticator=check, auth_require_tls=False) as port:
        yield port


def certified(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS with a certificate that nobody vouches for, and that certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    secret, public = folder / "key.pem", folder / "certificate.pem"
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    public.write_bytes(_certificate(key).public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, secret)
    return context, public


def _certificate(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address(ADDRESS))])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(address, critical=False)
        .sign(key, hashes.SHA256())
    )
