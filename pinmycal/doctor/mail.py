"""The mail server: whether it lets us in, and would take emails from our address."""

from datetime import datetime

from flask import current_app

from pinmycal.doctor.findings import Unwell
from pinmycal.mail import MailError, try_out

_REMEDIES = {
    "SMTPAuthenticationError": "Check user and password in MAIL_URL.",
    "offers no TLS": "Use a port with STARTTLS, or smtps://. MAIL_TLS=optional does without.",
    "SSLCertVerification": "Use the host name that its certificate is for; a self-signed one has "
    "to be known to this machine.",
    "SSLError": "Does this port begin with TLS? smtps:// is for port 465, smtp:// for 587.",
    "MAIL FROM": "The server does not let us send from MAIL_FROM: use an address that it knows.",
    "gaierror": "There is no server of the name in MAIL_URL.",
    "NotSupported": "The server knows no log-in: take user and password out of MAIL_URL.",
}


def logs_in(_now: datetime) -> str:
    """As far as an email goes before it has a recipient; nothing is sent."""
    try:
        try_out()
    except MailError as error:
        remedy = next((cure for sign, cure in _REMEDIES.items() if sign in str(error)), None)
        raise Unwell(
            f"the mail server would take no email from us ({error})",
            remedy or "Is the server of MAIL_URL running, and may we reach it?",
        ) from None
    return f"emails go out as {current_app.config['MAIL_FROM']}"
