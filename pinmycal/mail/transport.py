"""Handing mails to the mail server."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from functools import cache
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)
from urllib.parse import SplitResult, unquote, urlsplit

from flask import current_app

from pinmycal.mail.addressing import mail_host

TIMEOUT = 10  # seconds, for connecting and for each answer
SUBMISSION, SUBMISSION_TLS = 587, 465


class MailError(Exception):
    """The mail was not taken, as far as we know. Tells the SMTP code, never an address or words.

    `permanent`: this mail will never be taken. Otherwise try again later; after a connection that
    broke off the mail may have arrived all the same.
    """

    def __init__(self, what: str, *, permanent: bool) -> None:
        super().__init__(what)
        self.permanent = permanent


def send(mail: EmailMessage) -> None:
    """Have the mail server take a mail. Raises MailError."""
    sender, recipient = (mail[field].addresses[0].addr_spec for field in ("From", "To"))
    with _session() as server:
        try:
            server.send_message(mail, sender, [recipient])
        except SMTPRecipientsRefused as error:
            raise _refusal(error.recipients[recipient][0]) from None
        except SMTPResponseException as error:
            raise _refusal(error.smtp_code) from None
        except SMTPNotSupportedError:
            raise MailError("the mail server has no SMTPUTF8", permanent=True) from None
        except (SMTPException, OSError) as error:
            raise _trouble(error) from None


@contextmanager
def _session() -> Iterator[SMTP]:
    """A greeted, encrypted (where offered) and logged-in connection.

    What goes wrong up to there is never the mail's fault, so it is not permanent, whatever the
    code: mails wait until the operator has mended the password.
    """
    url = urlsplit(current_app.config["MAIL_URL"])
    try:
        server = _connect(url)
    except (SMTPException, OSError) as error:
        raise _trouble(error) from None
    try:
        _log_in(server, url)
        yield server
        # The mail is taken by now: a poor farewell must not have it sent again.
        with suppress(SMTPException, OSError):
            server.quit()
    finally:
        server.close()


def _connect(url: SplitResult) -> SMTP:
    host = url.hostname or "localhost"
    if url.scheme == "smtps":
        return SMTP_SSL(
            host, url.port or SUBMISSION_TLS, mail_host(), timeout=TIMEOUT, context=_tls()
        )
    return SMTP(host, url.port or SUBMISSION, mail_host(), timeout=TIMEOUT)


def _log_in(server: SMTP, url: SplitResult) -> None:
    try:
        server.ehlo_or_helo_if_needed()
        if url.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=_tls())
            server.ehlo_or_helo_if_needed()
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
    except (SMTPException, OSError) as error:
        raise _trouble(error) from None


def _refusal(code: int) -> MailError:
    return MailError(f"SMTP {code}", permanent=500 <= code < 600)


def _trouble(error: Exception) -> MailError:
    """Only the kind of error: its text may quote the server, and the server may quote addresses."""
    code = f" {error.smtp_code}" if isinstance(error, SMTPResponseException) else ""
    return MailError(f"SMTP{code}: {type(error).__name__}", permanent=False)


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
