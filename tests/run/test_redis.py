"""A Redis from PATH or from the package, for as long as it is needed."""

import shutil
from pathlib import Path

import pytest
import redis

from sandbox import redis as sandbox_redis
from sandbox.run.lock import AlreadyRunning, alone_in
from tests.conftest import unavailable


@pytest.fixture(params=["path", "package"])
def source(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    found = shutil.which("redis-server") if request.param == "path" else sandbox_redis._packaged()
    if not found:
        unavailable(f"no redis-server in the {request.param}")
    monkeypatch.setattr(sandbox_redis, "_program", lambda: found)
    return found


def test_it_answers_and_ends_with_the_block(source: str) -> None:
    with sandbox_redis.running() as url, redis.Redis.from_url(url) as client:
        assert client.ping()
        assert client.config_get("save") == {"save": ""}
    with redis.Redis.from_url(url) as client, pytest.raises(redis.ConnectionError):
        client.ping()


def test_none_anywhere_is_said_clearly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(sandbox_redis.NoRedis, match="set REDIS_URL"):
        sandbox_redis.command(6400)


def test_one_that_does_not_start_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox_redis, "_program", lambda: shutil.which("false"))
    with pytest.raises(sandbox_redis.NoRedis, match="does not answer"), sandbox_redis.running():
        pass


def test_two_runs_do_not_share_a_folder(tmp_path: Path) -> None:
    with alone_in(tmp_path), pytest.raises(AlreadyRunning), alone_in(tmp_path):
        pass
    with alone_in(tmp_path):
        pass
