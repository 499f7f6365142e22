"""Ids in addresses are those that a row can have."""

import pytest
from flask import Flask

from pinmycal.web.ids import RowId
from tests.web.visitor import Visitor


def test_every_id_in_an_address_has_its_limits(app: Flask) -> None:
    numbers = [rule for rule in app.url_map.iter_rules() if "_id" in str(rule)]
    converters = {
        name: converter for rule in numbers for name, converter in rule._converters.items()
    }
    ids = {name for name in converters if name.endswith("_id") and name != "public_id"}
    assert ids == {"away_id", "question_id", "type_id"}
    assert all(isinstance(converters[name], RowId) for name in ids)


@pytest.mark.parametrize("odd", ["0", "-1", str(2**31), "9" * 40, "1e3", "٣"])
@pytest.mark.parametrize("path", ["/types/{}", "/types/{}/questions", "/appointments/new/{}"])
def test_none_beyond_them_reaches_a_view(host: Visitor, path: str, odd: str) -> None:
    host.open(path.format(odd), 404)
