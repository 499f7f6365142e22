"""Handing emails to the mail server."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from functools import cache
from ipaddress import ip_address
from smtplib import SMTPException, SMTPNotSupportedError, SMTPResponseException
from urllib.parse import SplitResult, unquote, urlsplit

from flask import current_app

from pinmycal.mail.addressing import mail_host
from pinmycal.mail.line import EncryptedLine, Line
from pinmycal.mail.refusals import (
    MailError,
    Phase,
    answered_no,
    no_last_word,
    refusal,
    trouble,
)

SUBMISSION, SUBMISSION_TLS = 587, 465


def send(mail: EmailMessage, is_still_ours: Callable[[], bool] = lambda: True) -> None:
    """Have the mail server take an email; back as soon as it says that it has. Raises MailError.

    A slow session asks `is_still_ours` before the email itself goes out.
    """
    sender, recipient = (mail[field].addresses[0].addr_spec for field in ("From", "To"))
    with _session() as server:
        server.is_still_ours = is_still_ours
        try:
            server.send_message(mail, sender, [recipient])
        except SMTPNotSupportedError:
            raise MailError("the mail server has no SMTPUTF8", permanent=True) from None
        except (SMTPException, OSError) as error:
            raise _came_of(error, server) from None


def _came_of(error: SMTPException | OSError, server: Line) -> MailError:
    if server.handed_over and not isinstance(error, SMTPResponseException):
        return no_last_word(error)
    return answered_no(error)


def try_out() -> None:
    """Go as far as an email does before it has a recipient; nothing is sent. Raises MailError."""
    with _session() as server:
        try:
            code, said = server.mail(current_app.config["MAIL_FROM"])
            server.rset()
        except (SMTPException, OSError) as error:
            raise trouble(error) from None
        if code >= 300:
            raise refusal(Phase.SENDER, code, said)


@contextmanager
def _session() -> Iterator[Line]:
    """A greeted, encrypted and logged-in connection.

    What goes wrong up to there is never the email's fault, so it is not permanent, whatever the
    code: emails wait until the operator has mended the password.
    """
    url = urlsplit(current_app.config["MAIL_URL"])
    try:
        server = _connect(url)
    except (SMTPException, OSError) as error:
        raise trouble(error) from None
    try:
        _log_in(server, url)
        yield server
        # The email is taken by now: nobody waits for a farewell.
        with suppress(SMTPException, OSError):
            server.putcmd("quit")
    finally:
        server.close()


def _connect(url: SplitResult) -> Line:
    host = url.hostname or "localhost"
    if url.scheme == "smtps":
        return EncryptedLine(host, url.port or SUBMISSION_TLS, mail_host(), context=_tls())
    return Line(host, url.port or SUBMISSION, mail_host())


def _log_in(server: Line, url: SplitResult) -> None:
    try:
        server.ehlo_or_helo_if_needed()
        if url.scheme == "smtp":
            _encrypt(server, url)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
    except (SMTPException, OSError) as error:
        raise trouble(error) from None


def _encrypt(server: Line, url: SplitResult) -> None:
    """Before any password or address. Whoever sits on the line could hide the server's offer."""
    if server.has_extn("starttls"):
        server.starttls(context=_tls())
        server.ehlo_or_helo_if_needed()
    elif not _is_this_machine(url.hostname or "") and current_app.config["MAIL_TLS_REQUIRED"]:
        raise MailError("the mail server offers no TLS", permanent=False, alarm=True)


def _is_this_machine(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host in ("", "localhost")


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
