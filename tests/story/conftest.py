"""The whole site, once for each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.story.site import Site, running_site


@pytest.fixture
def site(database_url: str, tmp_path: Path) -> Iterator[Site]:
    with running_site(database_url, tmp_path) as site:
        yield site
