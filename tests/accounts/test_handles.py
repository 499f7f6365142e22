"""Two hosts who want one handle at the same instant."""

from threading import Barrier, Thread

import pytest
from flask import Flask

from pinmycal.accounts.handles import HandleTaken, change_profile, host_of_old_handle
from pinmycal.extensions import db
from pinmycal.models import Host, OldHandle
from tests.cast import Cast

pytestmark = pytest.mark.both_databases


def test_one_of_two_gets_it(app: Flask, cast: Cast) -> None:
    ids, start, got = (cast.host.id, cast.stranger.id), Barrier(2), []
    db.session.rollback()

    def change(host_id: int) -> None:
        with app.app_context():
            start.wait()
            try:
                change_profile(host_id, {"handle": "jane"}, ())
                got.append(host_id)
            except HandleTaken:
                pass

    threads = [Thread(target=change, args=(host_id,)) for host_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 1
    assert db.session.query(Host).filter_by(handle="jane").one().id == got[0]
    assert db.session.query(OldHandle).count() == 1


def test_a_handle_that_is_refused_changes_nothing_else(cast: Cast) -> None:
    with pytest.raises(HandleTaken):
        change_profile(cast.host.id, {"handle": "stranger", "name": "Renamed"}, ())
    assert (cast.host.handle, cast.host.name) == ("host", "Host")


def test_an_old_handle_knows_its_host(cast: Cast) -> None:
    change_profile(cast.host.id, {"handle": "jane"}, ())
    assert host_of_old_handle("host") is cast.host
    assert host_of_old_handle("jane") is None
