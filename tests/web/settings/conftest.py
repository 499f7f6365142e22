"""A host who has asked for another address."""

import pytest

from tests.cast import Cast
from tests.web.settings.wishing import ask
from tests.web.visitor import Visitor


@pytest.fixture
def asked(cast: Cast, host: Visitor) -> Visitor:
    """The host, who wants the new address."""
    return ask(host)
