"""Many who do the same at the same instant."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import TypeVar

from flask import Flask

from pinmycal.extensions import db

T = TypeVar("T")


def all_at_once(app: Flask, act: Callable[[int], T], count: int) -> list[T]:
    """What came of it for each, in threads with a database session of their own."""
    start, outcomes = Barrier(count), []
    db.session.rollback()  # what this thread holds would keep SQLite's others waiting

    def come(number: int) -> None:
        with app.app_context():
            start.wait()
            outcomes.append(act(number))

    threads = [Thread(target=come, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
