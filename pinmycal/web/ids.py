"""Ids of rows in addresses: every `<int:…>` is one."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1  # PostgreSQL would refuse to compare an id with more


class RowId(IntegerConverter):
    """No row has another one: such an address leads nowhere, and no view is asked."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, min=1, max=LARGEST)


def init(app: Flask) -> None:
    """In place of Flask's own, so that none can be forgotten; before any address is registered."""
    app.url_map.converters["int"] = RowId
