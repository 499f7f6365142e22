"""Every step down, with rows in the tables that only the newer version knows.

The code before does not read what a step down leaves behind as it was meant: a guest becomes
someone who may cancel, a secret type a public one. So each migration brings a module,
`case_<its number>.py`, with

    fill(rows)    rows that only its schema can hold: something in each new table and column
    below(rows)   asserts what is left of them one step down
    above(rows)   asserts what is there after the way up again; may be left out

and a migration that brings none, or whose rows leave something new empty, fails a test.
"""

from importlib import import_module
from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade

from tests.migrations.rows import Rows, rows_now
from tests.test_migrations import BELOW, differences


def case_of(revision: str) -> Any:
    return import_module(f"tests.migrations.case_{revision}")


def new_in(above: Rows, below: Rows) -> list[tuple[str, str | None]]:
    """The tables that the step up adds, and the columns in tables that there were."""
    before = below.columns
    tables = [(table, None) for table in above.columns if table not in before]
    columns = [
        (table, column)
        for table, names in above.columns.items()
        for column in sorted(names - before.get(table, names))
    ]
    return [*tables, *columns]


@pytest.mark.both_databases
@pytest.mark.parametrize("revision", sorted(BELOW))
def test_a_step_down_leaves_nothing_that_the_code_before_misreads(
    app: Flask, revision: str
) -> None:
    case = case_of(revision)
    try:
        downgrade(revision=revision)
        with rows_now() as above:
            case.fill(above)
            added = {each: above.says_something(*each) for each in _all_of(above)}
        downgrade(revision=BELOW[revision])
        with rows_now() as below:
            empty = [each for each in new_in(above, below) if not added[each]]
            assert empty == [], "the case says nothing of these"
            case.below(below)
        upgrade(revision=revision)
        with rows_now() as again:
            getattr(case, "above", lambda _rows: None)(again)
    finally:
        upgrade()
    assert differences() == []


def _all_of(rows: Rows) -> list[tuple[str, str | None]]:
    columns = [(table, name) for table, names in rows.columns.items() for name in names]
    return [*((table, None) for table in rows.columns), *columns]
