"""Rows of a schema that is older than the models: read from the database itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Integer, LargeBinary, MetaData, Table
from sqlalchemy.engine import Connection

from pinmycal.extensions import db
from tests.cast import NOW

Row = dict[str, Any]
_NUMBERS = count(1)


class Rows:
    """The tables as they are now."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._schema = MetaData()
        self._schema.reflect(connection)

    @property
    def columns(self) -> dict[str, set[str]]:
        """The names of the columns of each table."""
        tables = self._schema.tables.values()
        return {table.name: {column.name for column in table.columns} for table in tables}

    def add(self, table_name: str, **values: Any) -> Any:
        """A row with these values, and with some for whatever else has to be there. Its id.

        Where it hangs on another row, and does not say on which, that is the newest there is.
        """
        table = self._schema.tables[table_name]
        made = {column.name: self._some(column) for column in table.columns if _needed(column)}
        made = self._connection.execute(table.insert().values({**made, **values}))
        return made.inserted_primary_key[0]

    def add_full(self, table_name: str, **values: Any) -> Any:
        """The same, with something in each column, those too that may stay empty."""
        columns = [
            column for column in self._schema.tables[table_name].columns if not _counted(column)
        ]
        made = {column.name: self._some(column) for column in columns}
        return self.add(table_name, **{**made, **values})

    def all(self, table_name: str) -> list[Row]:
        """Every row, oldest first."""
        table = self._schema.tables[table_name]
        found = self._connection.execute(table.select().order_by(*table.primary_key.columns))
        return [dict(row._mapping) for row in found]

    def says_something(self, table_name: str, column_name: str | None = None) -> bool:
        """Whether a row is there; or one with something else than what was there before."""
        rows = self.all(table_name)
        if column_name is None:
            return bool(rows)
        column = self._schema.tables[table_name].columns[column_name]
        nothing = (None, "", 0, [], {}, b"", _default(column))
        return any(row[column_name] not in nothing for row in rows)

    def _some(self, column: Column[Any]) -> Any:
        for key in column.foreign_keys:
            return self._newest(key.column.table)
        number = next(_NUMBERS)
        for kind, value in _VALUES:
            if isinstance(column.type, kind):
                return value
        if isinstance(column.type, Integer):
            return number
        if isinstance(column.type, LargeBinary):
            return f"bytes {number}".encode()
        return f"{column.name[:10]}-{number}"

    def _newest(self, table: Table) -> Any:
        [key] = table.primary_key.columns
        newest = table.select().with_only_columns(key).order_by(key.desc()).limit(1)
        return self._connection.scalar(newest) or self.add(table.name)


_VALUES: tuple[tuple[Any, Any], ...] = (
    (Boolean, False),
    (Date, NOW.date()),
    (DateTime, NOW),
    (JSON, []),
)


def _needed(column: Column[Any]) -> bool:
    return not column.nullable and column.server_default is None and not _counted(column)


def _counted(column: Column[Any]) -> bool:
    """Whether the database counts it up by itself."""
    return column.primary_key and isinstance(column.type, Integer) and not column.foreign_keys


def _default(column: Column[Any]) -> Any:
    default = column.server_default
    return str(default.arg).split("::")[0].strip("'") if default is not None else None  # type: ignore[attr-defined]


@contextmanager
def rows_now() -> Iterator[Rows]:
    """Read and write them, in one transaction."""
    db.session.remove()
    with db.engine.begin() as connection:
        yield Rows(connection)
