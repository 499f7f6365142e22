"""Another address for an account, as far as the database decides it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Barrier, Thread

import pytest
from flask import Flask

from pinmycal.accounts import addresses
from pinmycal.accounts.addresses import NotWanted, TooManyMails
from pinmycal.accounts.hosts import AddressTaken
from pinmycal.extensions import db
from pinmycal.forgetting import forget_old
from pinmycal.links import email_link, read_email_token
from pinmycal.models import AskedMailbox, Host, HostSession, Kind, Message
from tests.cast import NOW, Cast

pytestmark = pytest.mark.both_databases
NEW = "new@example.com"
DAY = timedelta(hours=24)


def wish(host: Host, email: str = NEW) -> str:
    """What the link in the mail would prove."""
    host_id = host.id
    addresses.wish(host_id, email, NOW)
    return read_email_token(email_link(db.session.get_one(Host, host_id)).rpartition("/")[2])[1]


def at_once(app: Flask, *works: Callable[[], Message]) -> list[str]:
    """What came of doing all of these at the same instant."""
    came_of: list[str] = []
    start = Barrier(len(works))

    def run(work: Callable[[], Message]) -> None:
        with app.app_context():
            start.wait()
            try:
                came_of.append(work().kind)
            except (AddressTaken, NotWanted, TooManyMails) as error:
                came_of.append(type(error).__name__)

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()  # what was read before is old
    return sorted(came_of)


def test_two_presses_at_the_same_instant_are_one_change(app: Flask, cast: Cast) -> None:
    confirm = partial(addresses.confirm, cast.host.id, wish(cast.host), NOW)
    assert at_once(app, confirm, confirm) == ["NotWanted", Kind.EMAIL_CHANGED]
    assert db.session.query(Message).filter_by(kind=Kind.EMAIL_CHANGED).count() == 1


def test_two_hosts_with_one_wish_get_it_once(app: Flask, cast: Cast) -> None:
    wished = [(host.id, wish(host)) for host in (cast.host, cast.stranger)]
    works = [partial(addresses.confirm, *which, NOW) for which in wished]
    assert at_once(app, *works) == ["AddressTaken", Kind.EMAIL_CHANGED]
    assert db.session.query(Host).filter_by(email=NEW).count() == 1


def test_what_another_wish_was_confirmed_for_is_not_done(cast: Cast) -> None:
    earlier = wish(cast.host, "earlier@example.com")
    wish(cast.host)
    with pytest.raises(NotWanted):
        addresses.confirm(cast.host.id, earlier, NOW)
    assert cast.host.email == "host@example.com"


def test_where_it_is_taken_nothing_changes(cast: Cast) -> None:
    fingerprint = wish(cast.host)
    db.session.add(HostSession(token_hash="here", host_id=cast.host.id, created_at=NOW))
    cast.stranger.email = cast.stranger.email_key = NEW
    db.session.commit()
    with pytest.raises(AddressTaken):
        addresses.confirm(cast.host.id, fingerprint, NOW)
    assert (cast.host.email, cast.host.new_email) == ("host@example.com", NEW)
    assert db.session.query(HostSession).count() == 1
    assert db.session.query(Message).filter_by(kind=Kind.EMAIL_CHANGED).count() == 0


def test_wishes_at_the_same_instant_owe_no_more_than_three_mails(app: Flask, cast: Cast) -> None:
    wished = [f"new{number}@example.com" for number in range(5)]
    works = [partial(addresses.wish, cast.host.id, email, NOW) for email in wished]
    assert at_once(app, *works).count("TooManyMails") == 2
    assert db.session.query(Message).count() == 3


def test_one_mailbox_gets_no_more_than_three_whoever_asks(cast: Cast) -> None:
    for host, email in (
        (cast.host, "victim@example.com"),
        (cast.stranger, "VICTIM+1@example.com"),
        (cast.host, "victim+2@example.com"),
    ):
        wish(host, email)
    with pytest.raises(TooManyMails):
        addresses.wish(cast.stranger.id, "Victim@example.com", NOW)
    wish(cast.stranger, "somebody.else@example.com")


def test_a_mailbox_is_spared_though_whoever_asked_has_left(cast: Cast) -> None:
    for _ in range(3):
        wish(cast.stranger, "victim@example.com")
    db.session.delete(db.session.get_one(Host, cast.stranger.id))
    db.session.commit()
    with pytest.raises(TooManyMails):
        addresses.wish(cast.host.id, "victim@example.com", NOW)
    forget_old(NOW + DAY + timedelta(seconds=1))
    assert db.session.query(AskedMailbox).count() == 0


def test_a_wish_is_forgotten_after_a_day(cast: Cast) -> None:
    wish(cast.host)
    db.session.query(Message).one().due_at = None
    db.session.commit()
    forget_old(NOW + DAY)
    assert (cast.host.new_email, cast.host.new_email_at) == (NEW, NOW)
    forget_old(NOW + DAY + timedelta(seconds=1))
    assert (cast.host.new_email, cast.host.new_email_at) == (None, None)
    assert db.session.query(Message).count() == 0
    assert cast.host.email == "host@example.com"


def test_a_mail_that_is_still_owed_is_not_forgotten(cast: Cast) -> None:
    addresses.confirm(cast.host.id, wish(cast.host), NOW)
    forget_old(NOW + 2 * DAY)
    assert {message.kind for message in db.session.query(Message)} >= {Kind.EMAIL_CHANGED}


def test_mails_to_hosts_own_addresses_are_kept(cast: Cast) -> None:
    db.session.add(Message(kind=Kind.ZOOM_TROUBLE, host=cast.host, created_at=NOW))
    db.session.commit()
    forget_old(NOW + 2 * DAY)
    assert db.session.query(Message).count() == 1
