"""What is wrong is found, told from what is right, and mended by what is said."""

import socket
import subprocess
import sys
import zoneinfo
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from flask import Flask
from redis import Redis
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from pinmycal.doctor import Finding, State, examine
from pinmycal.doctor.database import _unwell
from pinmycal.doctor.examining import CHECKS
from pinmycal.extensions import db
from pinmycal.times import utc_now
from tests.conftest import AppMaker
from tests.mail.servers import Taking, certified, guarded, listening

ROOT = Path(__file__).parents[2]
NOBODY = "127.0.0.1:1"


def found(app: Flask, part: str) -> Finding:
    [finding] = examine(app, utc_now(), {part: CHECKS[part]})
    return finding


@pytest.mark.both_databases
def test_where_all_is_well_it_says_so(app: Flask, swept: None) -> None:
    findings = examine(app, utc_now())
    assert [finding.part for finding in findings] == list(CHECKS)
    assert {finding.state for finding in findings} == {State.GOOD}, findings
    assert {finding.remedy for finding in findings} == {""}


def test_the_command_fails_when_something_is_broken(
    another_app: AppMaker, environment: dict[str, str]
) -> None:
    well = another_app(environment).test_cli_runner().invoke(args=["doctor"])
    assert well.exit_code == 0, well.output
    assert "look    Worker" in well.output
    broken = another_app({**environment, "REDIS_URL": f"redis://:hunter2@{NOBODY}/0"})
    told = broken.test_cli_runner().invoke(args=["doctor"])
    assert told.exit_code == 1
    assert "BROKEN  Redis" in told.output
    assert "→ Is it running there" in told.output


def test_settings_that_are_wrong_are_named_by_the_command() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "doctor"],
        cwd=ROOT,
        env={"SECRET_KEY": "x", "BASE_URL": "http://book.example"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    for name in ("SECRET_KEY must", "TOKEN_KEYS is not set", "BASE_URL must"):
        assert name in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    ("changed", "part", "state", "remedy"),
    [
        ({"PINMYCAL_ENV": "development"}, "Settings", State.ODD, "PINMYCAL_ENV"),
        ({"BASE_URL": "http://localhost:8000"}, "Settings", State.ODD, "BASE_URL"),
        ({"DATABASE_URL": f"postgresql://u:hunter2@{NOBODY}/d"}, "Database", State.BROKEN, "runn"),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all.db"}, "Database", State.BROKEN, "folder"),
        ({"DATABASE_URL": f"postgresql://u:hunter2@{NOBODY}/d"}, "Schema", State.BROKEN, "above"),
        ({"DATABASE_URL": f"postgresql://u:hunter2@{NOBODY}/d"}, "Worker", State.BROKEN, "above"),
        ({"REDIS_URL": f"redis://:hunter2@{NOBODY}/0"}, "Redis", State.BROKEN, "running"),
        ({"MAIL_URL": f"smtp://{NOBODY}"}, "Email", State.BROKEN, "MAIL_URL running"),
        ({"MAIL_URL": "smtp://u:hunter2@mail.invalid"}, "Email", State.BROKEN, "no server"),
        ({"ZOOM_OAUTH_URL": f"http://{NOBODY}/oauth"}, "Zoom", State.BROKEN, "ZOOM_OAUTH_URL"),
        ({"ZOOM_CLIENT_SECRET": "hunter2"}, "Zoom", State.BROKEN, "ZOOM_CLIENT_SECRET"),
        ({"ZOOM_CLIENT_ID": "another"}, "Zoom", State.BROKEN, "ZOOM_CLIENT_ID"),
        ({"ZOOM_CLIENT_SECRET": ""}, "Zoom", State.BROKEN, "all three"),
        ({"ZOOM_WEBHOOK_SECRET": ""}, "Zoom", State.ODD, "secret token"),
        (
            {"ZOOM_CLIENT_ID": "", "ZOOM_CLIENT_SECRET": "", "ZOOM_WEBHOOK_SECRET": ""},
            "Zoom",
            State.ODD,
            "docs/zoom.md",
        ),
    ],
)
def test_a_setting_that_leads_nowhere(
    another_app: AppMaker,
    environment: dict[str, str],
    changed: dict[str, str],
    part: str,
    state: State,
    remedy: str,
) -> None:
    finding = found(another_app({**environment, **changed}), part)
    assert finding.state is state, finding
    assert remedy in finding.remedy
    assert "hunter2" not in str(finding)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("change", "remedy"),
    [
        ("UPDATE alembic_version SET version_num = '0001'", "db upgrade"),
        ("DELETE FROM alembic_version", "db upgrade"),
        ("UPDATE alembic_version SET version_num = '9999'", "newer code"),
    ],
)
def test_a_schema_of_another_release(app: Flask, change: str, remedy: str) -> None:
    known = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    db.session.execute(text(change))
    db.session.commit()
    finding = found(app, "Schema")
    db.session.execute(text("DELETE FROM alembic_version"))
    db.session.execute(text("INSERT INTO alembic_version VALUES (:known)"), {"known": known})
    db.session.commit()
    assert finding.state is State.BROKEN
    assert remedy in finding.remedy


def test_a_password_that_postgresql_refuses_is_told_by_its_kind() -> None:
    said = Exception('connection failed: FATAL:  password authentication failed for user "u"')
    unwell = _unwell(OperationalError("", {}, said))
    assert "user and password" in unwell.remedy
    assert '"u"' not in unwell.what


@pytest.mark.parametrize(
    ("option", "value", "remedy"),
    [
        ("maxmemory", 1, "full"),
        ("requirepass", "hunter2", "password"),
    ],
)
def test_a_redis_that_refuses(
    app: Flask, own_redis: Redis, option: str, value: object, remedy: str
) -> None:
    own_redis.config_set(option, value)
    finding = found(app, "Redis")
    assert finding.state is State.BROKEN
    assert remedy in finding.remedy


def test_a_redis_that_is_a_replica(app: Flask, own_redis: Redis) -> None:
    own_redis.replicaof("127.0.0.1", "1")
    assert "primary" in found(app, "Redis").remedy


def test_a_certificate_that_nobody_vouches_for(
    another_app: AppMaker, environment: dict[str, str], tmp_path: Path
) -> None:
    context, _ = certified(tmp_path)
    with listening(Taking(), ssl_context=context) as port:
        urls = {"REDIS_URL": f"rediss://127.0.0.1:{port}", "MAIL_URL": f"smtps://127.0.0.1:{port}"}
        app = another_app({**environment, **urls})
        assert "ssl_cert_reqs=none" in found(app, "Redis").remedy
        assert "certificate" in found(app, "Email").remedy


def test_tls_where_there_is_none(
    another_app: AppMaker, environment: dict[str, str], redis_url: str
) -> None:
    urls = {"REDIS_URL": redis_url.replace("redis://", "rediss://")}
    assert found(another_app({**environment, **urls}), "Redis").state is State.BROKEN


def test_a_mail_server_that_does_not_know_us(
    another_app: AppMaker, environment: dict[str, str]
) -> None:
    with guarded(Taking(), "right") as port:
        url = f"smtp://mailer:hunter2@127.0.0.1:{port}"
        finding = found(another_app({**environment, "MAIL_URL": url}), "Email")
    assert "user and password" in finding.remedy
    assert "hunter2" not in str(finding)


class Choosy(Taking):
    async def handle_MAIL(self, *_: object) -> str:  # noqa: N802 — aiosmtpd's name
        return "553 5.7.1 Sender address rejected: not owned by user"


def test_a_sender_that_the_mail_server_refuses(
    another_app: AppMaker, environment: dict[str, str]
) -> None:
    with listening(Choosy()) as port:
        url = f"smtp://127.0.0.1:{port}"
        assert "MAIL_FROM" in found(another_app({**environment, "MAIL_URL": url}), "Email").remedy


def test_nothing_is_sent(app: Flask, mail_server: object) -> None:
    found(app, "Email")
    assert getattr(mail_server, "messages", None) == []


def test_old_rules_of_zones(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "America").mkdir()
    with (files("tzdata") / "zoneinfo" / "Asia" / "Tokyo").open("rb") as file:
        (tmp_path / "America" / "Vancouver").write_bytes(file.read())
    zoneinfo.reset_tzpath(to=[str(tmp_path)])
    zoneinfo.ZoneInfo.clear_cache()
    try:
        finding = found(app, "Zone data")
    finally:
        zoneinfo.reset_tzpath(to=())
        zoneinfo.ZoneInfo.clear_cache()
    assert finding.state is State.BROKEN
    assert "America/Vancouver" in finding.what


@pytest.fixture
def silent() -> Iterator[int]:
    """A port that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_what_hangs_is_told_and_hides_nothing(
    another_app: AppMaker, environment: dict[str, str], silent: int
) -> None:
    app = another_app({**environment, "MAIL_URL": f"smtp://127.0.0.1:{silent}"})
    parts = {part: CHECKS[part] for part in ("Redis", "Email", "Zone data")}
    states = [finding.state for finding in examine(app, utc_now(), parts, deadline=1.0)]
    assert states == [State.GOOD, State.BROKEN, State.GOOD]


def test_a_check_that_fails_itself_tells_no_secret(app: Flask) -> None:
    def fail(_now: object) -> str:
        raise RuntimeError("hunter2")

    [finding] = examine(app, utc_now(), {"It": fail})
    assert finding.state is State.BROKEN
    assert "hunter2" not in str(finding)
