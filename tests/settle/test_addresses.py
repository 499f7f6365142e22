"""Mails about a host's address go once, and a link only to the address that it confirms."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask

from pinmycal import jobs
from pinmycal.accounts import addresses
from pinmycal.extensions import db
from pinmycal.links import read_email_token
from pinmycal.models import Host, Kind, Message
from pinmycal.settle import send_account_mail
from pinmycal.sweeping import sweep
from sandbox.mailbox import MailboxSandbox
from tests.cast import NOW, Cast
from tests.settle.steps import texts_to

pytestmark = pytest.mark.both_databases
NEW, NEWER, OLD = "new@example.com", "newer@example.com", "host@example.com"
LINK = re.compile(r"/settings/account/email/confirm/(\S+)")


@pytest.fixture
def wished(cast: Cast, mails: MailboxSandbox) -> int:
    """The id of the mail that is owed to the new address."""
    return addresses.wish(cast.host.id, NEW, NOW).id


def test_the_link_goes_to_the_new_address_alone(
    cast: Cast, mails: MailboxSandbox, wished: int
) -> None:
    send_account_mail(wished, NOW)
    [text] = texts_to(mails, NEW)
    assert read_email_token(LINK.findall(text)[0])[0] == cast.host.id
    assert texts_to(mails, OLD) == []


def test_it_goes_once_however_many_workers_there_are(
    app: Flask, cast: Cast, mails: MailboxSandbox, wished: int
) -> None:
    start = Barrier(3)

    def send() -> None:
        with app.app_context():
            start.wait()
            send_account_mail(wished, NOW)

    threads = [Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    send_account_mail(wished, NOW + timedelta(hours=1))
    assert len(texts_to(mails, NEW)) == 1


def test_what_was_nudged_for_nobody_is_found_by_the_sweep(
    cast: Cast, mails: MailboxSandbox, wished: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "utc_now", lambda: NOW)
    sweep(NOW)
    assert len(texts_to(mails, NEW)) == 1


@pytest.mark.parametrize("end", ["another", "given up", "confirmed", "forgotten"])
def test_a_wish_that_ended_before_its_mail_went_has_none(
    cast: Cast, mails: MailboxSandbox, wished: int, end: str
) -> None:
    if end == "another":
        addresses.wish(cast.host.id, NEWER, NOW)
    else:
        host = db.session.get_one(Host, cast.host.id)
        host.email = NEW if end == "confirmed" else host.email
        host.forget_new_email()
        db.session.commit()
    send_account_mail(wished, NOW)
    assert texts_to(mails, NEW) == []
    assert db.session.get_one(Message, wished).due_at is None


def test_whoever_has_the_address_is_told_without_a_link(cast: Cast, mails: MailboxSandbox) -> None:
    taken = cast.stranger.email
    send_account_mail(addresses.wish(cast.host.id, taken, NOW).id, NOW)
    [text] = texts_to(mails, taken)
    assert "You have an account with this address" in text
    assert "http" not in text
    assert texts_to(mails, OLD) == []


def test_the_old_address_is_told_though_it_is_the_hosts_no_more(
    cast: Cast, mails: MailboxSandbox, wished: int
) -> None:
    send_account_mail(wished, NOW)
    _, fingerprint = read_email_token(LINK.findall(texts_to(mails, NEW)[0])[0])
    changed = addresses.confirm(cast.host.id, fingerprint, NOW)
    assert (changed.kind, cast.host.email) == (Kind.EMAIL_CHANGED, NEW)
    send_account_mail(changed.id, NOW)
    [text] = texts_to(mails, OLD)
    assert "support@localhost" in text
    assert NEW not in text
    assert len(texts_to(mails, NEW)) == 1
