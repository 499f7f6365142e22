from collections.abc import Callable, Iterator

import pytest

from sandbox import redis
from tests.conftest import AppMaker
from tests.web.visitor import Visitor

NOBODY = "postgresql://nobody@127.0.0.1:1/nowhere"


@pytest.fixture
def with_redis(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    with redis.running() as url:
        yield {**environment, "REDIS_URL": url}


@pytest.fixture
def at(another_app: AppMaker) -> Callable[[dict[str, str]], Visitor]:
    return lambda environment: Visitor(another_app(environment))


def test_the_process_is_up_whatever_else_is_down(
    at: Callable[[dict[str, str]], Visitor], environment: dict[str, str]
) -> None:
    at({**environment, "DATABASE_URL": NOBODY}).open("/healthz")


def test_ready_when_database_and_redis_answer(
    at: Callable[[dict[str, str]], Visitor], with_redis: dict[str, str]
) -> None:
    ready = at(with_redis).open("/readyz").response.get_json()
    assert ready == {"database": True, "redis": True}


def test_not_ready_names_the_database(
    at: Callable[[dict[str, str]], Visitor], with_redis: dict[str, str]
) -> None:
    ready = at({**with_redis, "DATABASE_URL": NOBODY}).open("/readyz", 503).response.get_json()
    assert ready == {"database": False, "redis": True}


def test_not_ready_names_redis(visitor: Visitor) -> None:
    ready = visitor.open("/readyz", 503).response.get_json()
    assert ready == {"database": True, "redis": False}
