"""What the operator has set wins; the rest leads to the stand-ins."""

import pytest

from sandbox.run import environment, parts
from sandbox.run.ports import Ports

PORTS = Ports(web=8001, zoom=8011, smtp=1026, mailbox=8026, redis=6400)


def test_everything_leads_to_the_stand_ins() -> None:
    environ = environment.compose({}, PORTS)
    assert environ["PINMYCAL_ENV"] == "development"
    assert environ["BASE_URL"] == "http://localhost:8001"
    assert environ["ZOOM_API_URL"] == "http://localhost:8011/v2"
    assert environ["MAIL_URL"] == "smtp://127.0.0.1:1026"
    assert environ["REDIS_URL"] == "redis://127.0.0.1:6400/0"
    assert "DATABASE_URL" not in environ
    assert parts.missing({}) == {"redis", "mailbox", "zoom"}


@pytest.mark.parametrize(
    ("name", "part"), [("REDIS_URL", "redis"), ("MAIL_URL", "mailbox"), ("ZOOM_CLIENT_ID", "zoom")]
)
def test_what_the_operator_brings_is_not_stood_in_for(name: str, part: str) -> None:
    assert environment.compose({name: "his"}, PORTS)[name] == "his"
    assert part not in parts.missing({name: "his"})


def test_an_own_zoom_app_is_not_mixed_with_the_sandbox() -> None:
    environ = environment.compose({"ZOOM_CLIENT_ID": "his"}, PORTS)
    assert not any("sandbox" in value or ":8011" in value for value in environ.values())
    assert "ZOOM_OAUTH_URL" not in environ


def test_an_empty_variable_counts_as_unset() -> None:
    assert environment.filled({"REDIS_URL": " ", "HOME": "/home"}) == {"HOME": "/home"}


def test_the_sandbox_sends_people_and_events_back_here() -> None:
    environ = environment.compose({"BASE_URL": "https://demo.example.org/"}, PORTS)
    ((_, command),) = parts.stand_ins({"zoom"}, environ, PORTS, parts.ROOT)
    callback = "https://demo.example.org/settings/integrations/zoom/callback"
    assert f"--redirect-uri={callback}" in command
    assert "--webhook-url=http://127.0.0.1:8001/webhooks/zoom" in command


def test_no_proxy_comes_between_us_and_this_machine() -> None:
    environ = environment.compose({"NO_PROXY": "intranet"}, PORTS)
    assert environ["no_proxy"] == environ["NO_PROXY"] == "intranet,localhost,127.0.0.1"


def test_web_and_worker_are_those_of_the_procfile() -> None:
    web, worker = (command[-1] for _, command in parts.app())
    assert web.startswith("exec gunicorn wsgi:app")
    assert "0.0.0.0" not in web  # noqa: S104 — it must not
    assert worker == "exec python worker.py"
