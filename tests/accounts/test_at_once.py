"""Limits that hold also when many come at the same instant."""

import pytest
from flask import Flask

from pinmycal.accounts.addresses import MAILS, TooManyMails, wish
from pinmycal.accounts.hosts import RESETS, owe_reset, sign_up
from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models import AskedMailbox, Host, Kind, Message, ZoomConnection
from pinmycal.zoom.attention import owe_trouble_mail
from pinmycal.zoom.connection import mark_broken
from tests.cast import NOW, Cast
from tests.crowd import all_at_once

pytestmark = pytest.mark.both_databases


def test_resets(app: Flask, cast: Cast) -> None:
    host_id = cast.host.id
    all_at_once(app, lambda _: bool(owe_reset(db.session.get_one(Host, host_id), NOW)), 12)
    assert owed(Kind.PASSWORD_RESET) == RESETS


def test_wishes_of_many_hosts_for_one_address(app: Flask, cast: Cast) -> None:
    people = [sign_up("Host", f"{n}@example.com", "", "UTC", NOW, ()).id for n in range(8)]

    def ask(number: int) -> bool:
        try:
            wish(people[number], "victim@example.com", NOW)
        except TooManyMails:
            return False
        return True

    assert sum(all_at_once(app, ask, len(people))) == MAILS
    assert db.session.query(AskedMailbox).count() == MAILS


def test_troubles_of_many_appointments(app: Flask, cast: Cast) -> None:
    host_id = cast.host.id

    def tell(_: int) -> None:
        with writing():
            owe_trouble_mail(host_id, NOW)

    all_at_once(app, tell, 8)
    assert owed(Kind.ZOOM_TROUBLE) == 1


def test_a_connection_that_many_find_broken(app: Flask, cast: Cast) -> None:
    connection_id = cast.connect_zoom().id

    def find(_: int) -> None:
        with writing():
            mark_broken(db.session.get_one(ZoomConnection, connection_id), NOW)

    all_at_once(app, find, 8)
    assert owed(Kind.ZOOM_BROKEN) == 1


def owed(kind: Kind) -> int:
    db.session.rollback()
    return db.session.query(Message).filter_by(kind=kind).count()
