from collections.abc import Iterator

import pytest

from pinmycal import config
from pinmycal.app import create_app
from sandbox import redis
from tests.web.visitor import Visitor

NOBODY = "postgresql://nobody@127.0.0.1:1/nowhere"


@pytest.fixture
def with_redis(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    with redis.running() as url:
        yield {**environment, "REDIS_URL": url}


def at(environment: dict[str, str]) -> Visitor:
    return Visitor(create_app(config.read(environment)))


def test_the_process_is_up_whatever_else_is_down(environment: dict[str, str]) -> None:
    at({**environment, "DATABASE_URL": NOBODY}).open("/healthz")


def test_ready_when_database_and_redis_answer(with_redis: dict[str, str]) -> None:
    ready = at(with_redis).open("/readyz").response.get_json()
    assert ready == {"database": True, "redis": True}


def test_not_ready_names_the_database(with_redis: dict[str, str]) -> None:
    ready = at({**with_redis, "DATABASE_URL": NOBODY}).open("/readyz", 503).response.get_json()
    assert ready == {"database": False, "redis": True}


def test_not_ready_names_redis(visitor: Visitor) -> None:
    ready = visitor.open("/readyz", 503).response.get_json()
    assert ready == {"database": True, "redis": False}
