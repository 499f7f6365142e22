import contextlib
import smtplib
import socket
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
import requests

from sandbox import mailbox
from sandbox.mailbox import MailboxSandbox

CALENDAR = "\r\n".join(
    (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//test//",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        "UID:one@example.com",
        "DTSTAMP:20990301T080000Z",
        "DTSTART:20990301T080000Z",
        "SUMMARY:Consultation",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
)


def invitation(recipient: str = "participant@example.com") -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "You are booked", "no-reply@example.com", recipient
    mail.set_content("See https://example.com/a/token")
    mail.add_alternative("<h1>Booked</h1><script>alert(1)</script>", subtype="html")
    mail.add_attachment(CALENDAR, subtype="calendar", filename="invite.ics")
    return mail


def address(box: MailboxSandbox) -> tuple[str, int]:
    host, port = box.smtp_url.removeprefix("smtp://").split(":")
    return host, int(port)


def send(box: MailboxSandbox, mail: EmailMessage | None = None, timeout: float = 5) -> None:
    with smtplib.SMTP(*address(box), timeout=timeout) as smtp:
        smtp.send_message(mail or invitation())


def page(box: MailboxSandbox, path: str) -> requests.Response:
    return requests.get(f"{box.url}{path}", timeout=5)


def test_mail_is_kept_with_all_its_parts(box: MailboxSandbox) -> None:
    send(box)
    (mail,) = box.wait_for(1)
    assert mail["Subject"] == "You are booked"
    assert (mail.sender, mail.recipients) == ("no-reply@example.com", ["participant@example.com"])
    assert "https://example.com/a/token" in mail.text
    assert "<h1>Booked</h1>" in mail.html
    assert "UID:one@example.com" in mail.calendar


def test_international_address_is_taken(box: MailboxSandbox) -> None:
    send(box, invitation("jörg@example.com"))
    assert box.messages[0].recipients == ["jörg@example.com"]


def test_messages_after_leaves_out_what_is_known(box: MailboxSandbox) -> None:
    send(box)
    known = box.messages[-1].number
    assert box.messages_after(known) == []
    send(box, invitation("other@example.com"))
    assert [mail.recipients for mail in box.messages_after(known)] == [["other@example.com"]]


def test_wait_for_takes_a_condition_and_gives_up(box: MailboxSandbox) -> None:
    send(box)
    assert box.wait_for(lambda mails: any("booked" in mail["Subject"] for mail in mails))
    with pytest.raises(TimeoutError, match="You are booked"):
        box.wait_for(2, timeout=0)


@pytest.mark.parametrize(
    ("kind", "at", "code"),
    [
        ("refuse", "rcpt", 421),
        ("temporary", "rcpt", 451),
        ("temporary", "data", 451),
        ("permanent", "rcpt", 550),
        ("permanent", "data", 550),
    ],
)
def test_refusals_happen_once_and_keep_nothing(
    box: MailboxSandbox, kind: str, at: str, code: int
) -> None:
    box.fault(kind, at=at)
    with pytest.raises(smtplib.SMTPException, match=str(code)):
        send(box)
    assert box.messages == []
    send(box)
    assert len(box.messages) == 1


def test_drop_after_data_keeps_the_mail(box: MailboxSandbox) -> None:
    box.fault("drop_after_data")
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(box)
    assert len(box.messages) == 1


def test_hang_says_nothing(box: MailboxSandbox) -> None:
    box.fault("hang")
    with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
        send(box, timeout=0.2)


@pytest.mark.parametrize("at", ["rcpt", "data"])
def test_slow_server_keeps_an_email_only_of_whoever_waits(box: MailboxSandbox, at: str) -> None:
    box.fault("slow", at=at, seconds=1)
    with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
        send(box, timeout=0.2)
    box.fault("slow", at=at, seconds=0.05)
    send(box)
    assert len(box.messages) == 1


def test_silent_line_is_closed_at_the_end() -> None:
    with mailbox.running() as box:
        box.fault("hang")
        line = socket.create_connection(address(box), timeout=5)
        while box.faults:
            time.sleep(0.01)
    with line, contextlib.suppress(ConnectionResetError):
        assert line.recv(1) == b""


def test_fault_without_end_stays_until_cleared(box: MailboxSandbox) -> None:
    box.fault("permanent", times=None)
    for _ in range(2):
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            send(box)
    box.clear_faults()
    send(box)


def test_unknown_fault_is_refused(box: MailboxSandbox) -> None:
    with pytest.raises(ValueError, match="drop_after_data"):
        box.fault("nonsense")


def test_mails_outlive_a_restart(tmp_path: Path) -> None:
    with mailbox.running(folder=tmp_path) as box:
        send(box)
    with mailbox.running(folder=tmp_path) as box:
        send(box)
        assert [mail.number for mail in box.messages] == [1, 2]
        box.clear()
    assert list(tmp_path.iterdir()) == []


def test_inbox_lists_the_newest_first(box: MailboxSandbox) -> None:
    assert "No mail yet" in page(box, "/").text
    send(box, invitation("first@example.com"))
    send(box, invitation("second@example.com"))
    text = page(box, "/").text
    assert text.index("second@example.com") < text.index("first@example.com")


def test_one_mail_shows_its_parts(box: MailboxSandbox) -> None:
    send(box)
    text = page(box, "/mails/1").text
    assert '<a href="https://example.com/a/token"' in text
    assert "<dt>Method</dt><dd>REQUEST</dd>" in text
    assert "Sun 1 Mar 2099, 08:00 UTC" in text
    assert 'sandbox="allow-popups' in text
    assert page(box, "/mails/2").status_code == 404


def test_html_part_is_shown_where_no_script_runs(box: MailboxSandbox) -> None:
    send(box)
    answer = page(box, "/mails/1/html")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy


def test_parts_can_be_downloaded(box: MailboxSandbox) -> None:
    send(box)
    answer = page(box, "/mails/1/parts/2")
    assert "invite.ics" in answer.headers["Content-Disposition"]
    assert answer.content.replace(b"\n", b"\r\n").replace(b"\r\r", b"\r") == CALENDAR.encode()
    assert page(box, "/mails/1/parts/3").status_code == 404
    assert b"Subject: You are booked" in page(box, "/mails/1/source").content


def test_broken_calendar_is_still_shown(box: MailboxSandbox) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "x", "a@example.com", "b@example.com"
    mail.set_content("END:NOTHING", subtype="calendar")
    send(box, mail)
    assert "Not readable" in page(box, "/mails/1").text
