"""Whose trouble it is when a mail server says no: the recipient's, or ours and the server's.

A code that begins with 5 does not say so: 530 asks for our password, 550 5.4.5 is our quota. The
phase and the enhanced code (RFC 3463) do.
"""

import logging
import re
from enum import StrEnum
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from pinmycal.mail.line import TooSlow


class Phase(StrEnum):
    """What the server said no to."""

    SENDER = "MAIL FROM"
    RECIPIENT = "RCPT TO"
    CONTENT = "DATA"


class MailError(Exception):
    """The email was not taken, as far as we know. Tells codes, never an address or words.

    `permanent`: this recipient will never take it. Otherwise try again later: where it
    `may_have_arrived`, not too often.
    """

    def __init__(
        self, what: str, *, permanent: bool, alarm: bool = False, may_have_arrived: bool = False
    ) -> None:
        super().__init__(what)
        self.permanent, self.may_have_arrived = permanent, may_have_arrived
        self._alarm = alarm

    @property
    def severity(self) -> int:
        """How loudly it goes into the log: what is the operator's to mend is an alarm."""
        return logging.ERROR if self._alarm else logging.WARNING


# Of the recipient's mailbox or its domain, whoever writes to it: unknown, moved, closed, no such
# domain, one that takes no email. Not 5.1.0, 5.1.7 and 5.1.8, which are of senders too.
_NO_SUCH_RECIPIENT = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}
_MAILBOX_FULL = "5.2.2"
# At the beginning; qmail has it at the end, as (#5.7.1).
_ENHANCED = re.compile(rb"(?:\s*|.*\(#)([245]\.\d{1,3}\.\d{1,3})\b", re.DOTALL)
# RFC 5321: no such mailbox, user not local, mailbox name not allowed.
_RECIPIENT_CODES = {550, 551, 553}
# What servers without enhanced codes say at RCPT TO when they mean us.
_OF_THE_SENDER = re.compile(
    rb"relay|sender|authenti|log.?in|quota|limit|rate\b|too many|polic|block|black|spam|reputation"
    rb"|listed|\bip\b|\bspf\b|dkim|dmarc|helo|verif|prohibit|access denied|\bauth\b|credential"
    rb"|rcpthosts|gateway|\btls\b|starttls|encrypt|\brbl\b|dnsbl|reverse|rdns|\bptr\b|exceed"
    rb"|too much|\bpop\b|allowed to send|not permitted|authori[sz]ed",
    re.IGNORECASE,
)


def refusal(phase: Phase, code: int, said: bytes) -> MailError:
    """For an answer that was no. An alarm says all that helps to find out why."""
    found = _ENHANCED.match(said)
    enhanced = found[1].decode() if found else ""
    if code < 500:
        return MailError(f"SMTP {code}", permanent=False)
    if _is_of_recipient(phase, code, enhanced, said):
        return MailError(f"SMTP {code}", permanent=True)
    numbers = f"{code} {enhanced}".strip()
    return MailError(f"SMTP {numbers} at {phase}", permanent=False, alarm=True)


def _is_of_recipient(phase: Phase, code: int, enhanced: str, said: bytes) -> bool:
    """Some servers ask for the mailbox only once they have the content, and say so in detail."""
    if enhanced in _NO_SUCH_RECIPIENT:
        return phase is not Phase.SENDER
    if phase is not Phase.RECIPIENT:
        return False
    if enhanced:
        return enhanced == _MAILBOX_FULL
    words = re.sub(rb"\S*@\S*", b"", said)  # an address that is quoted says nothing
    return code in _RECIPIENT_CODES and not _OF_THE_SENDER.search(words)


def answered_no(error: SMTPException | OSError) -> MailError:
    """For an exception while an email is handed over."""
    if isinstance(error, SMTPRecipientsRefused):
        [(code, said)] = error.recipients.values()
        return refusal(Phase.RECIPIENT, code, _bytes(said))
    if isinstance(error, SMTPSenderRefused):
        return refusal(Phase.SENDER, error.smtp_code, _bytes(error.smtp_error))
    if isinstance(error, SMTPDataError):
        return refusal(Phase.CONTENT, error.smtp_code, _bytes(error.smtp_error))
    return trouble(error)


def trouble(error: Exception) -> MailError:
    """For what goes wrong before an email is spoken of, or with the line: never its recipient's.

    Only the kind of error: its text may quote the server, and the server may quote addresses.
    """
    code = error.smtp_code if isinstance(error, SMTPResponseException) else 0
    what = f"SMTP {code}" if code else "SMTP"
    alarm = code >= 500 or isinstance(error, TooSlow)
    return MailError(f"{what}: {type(error).__name__}", permanent=False, alarm=alarm)


def no_last_word(error: Exception) -> MailError:
    """For an email that was sent whole, after which nothing said whether it was taken."""
    what = f"SMTP: no answer after DATA: {type(error).__name__}"
    return MailError(what, permanent=False, may_have_arrived=True)


def _bytes(said: bytes | str) -> bytes:
    return said.encode() if isinstance(said, str) else said
