"""Mails as kept in golden/: read the difference, and if it is meant, run with REWRITE_GOLDEN=1."""

import os
import re
from email.message import EmailMessage
from pathlib import Path

from tests.mail.writing import part

GOLDEN = Path(__file__).parent / "golden"
HEADERS = ("From", "To", "Reply-To", "Subject")
_TOKEN = re.compile(r"(?<=/a/|et/|rm/)[\w.-]{20,}")


def assert_golden(name: str, mail: EmailMessage) -> None:
    """Whether the mail reads as golden/<name>.txt does; signed tokens are left out."""
    head = "\n".join(f"{header}: {mail[header]}" for header in HEADERS if mail[header])
    text = part(mail, "text/plain").replace("\r\n", "\n")
    reads = f"{head}\n\n{_TOKEN.sub('TOKEN', text)}"
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("REWRITE_GOLDEN"):
        file.write_text(reads, "utf-8")
    assert reads == file.read_text("utf-8")
