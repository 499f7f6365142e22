import base64
import traceback
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from redis.connection import parse_url
from sqlalchemy import make_url

from pinmycal.config import ConfigError, read, settings

KEY = base64.urlsafe_b64encode(bytes(32)).decode()
SECRET = "2nV8kQ4xW9pLr7Tz"
REQUIRED = {"SECRET_KEY": SECRET, "TOKEN_KEYS": KEY, "MAIL_URL": "smtp://mail.example:587"}


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(settings, "INSTANCE", tmp_path)


def test_everything_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(ConfigError) as error:
        read({})
    for name in REQUIRED:
        assert f"{name} is not set" in str(error.value)


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_each_required_setting_is_required(name: str) -> None:
    rest = {other: value for other, value in REQUIRED.items() if other != name}
    with pytest.raises(ConfigError, match=f"{name} is not set"):
        read(rest)


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_an_empty_setting_counts_as_missing(name: str) -> None:
    with pytest.raises(ConfigError, match=f"{name} is not set"):
        read({**REQUIRED, name: " "})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PINMYCAL_ENV", "dev"),
        ("SECRET_KEY", "x"),
        ("SECRET_KEY", "changeme"),
        ("SECRET_KEY", "x" * 64),
        ("SECRET_KEY_FALLBACKS", f"{SECRET},x"),
        ("TOKEN_KEYS", "short"),
        ("TOKEN_KEYS", ","),
        ("TOKEN_KEYS", f"{KEY},short"),
        ("TOKEN_KEYS", f"!{KEY}"),
        ("TOKEN_KEYS", base64.b64encode(b"\xff" * 32).decode()),
        ("TOKEN_KEYS", base64.urlsafe_b64encode(bytes(31)).decode()),
        ("TOKEN_KEYS", "schlüssel"),
        ("BASE_URL", "book.example"),
        ("BASE_URL", "ftp://book.example"),
        ("BASE_URL", "https://"),
        ("BASE_URL", "https://:443"),
        ("BASE_URL", "https://book.example/calendar"),
        ("BASE_URL", "https://book.example/?a=b"),
        ("BASE_URL", "https://book.example/#top"),
        ("BASE_URL", "https://user@book.example"),
        ("BASE_URL", "https://book.example:65536"),
        ("BASE_URL", "https://book.example:0"),
        ("BASE_URL", "https://book.example:eighty"),
        ("BASE_URL", "https://book..example"),
        ("BASE_URL", "https://book example"),
        ("BASE_URL", "https://book.ex\tample"),
        ("BASE_URL", "https://300.1.2.3"),
        ("BASE_URL", "https://[::1"),
        ("BASE_URL", "http://book.example"),
        ("BASE_URL", "http://127.0.0.1.book.example"),
        ("ZOOM_OAUTH_URL", "http://zoom.example/oauth"),
        ("ZOOM_OAUTH_URL", "zoom.us/oauth"),
        ("ZOOM_API_URL", "http://zoom.example/v2"),
        ("ZOOM_API_URL", "https://api.zoom.us:99999/v2"),
        ("ZOOM_CLIENT_ID", "two words"),
        ("ZOOM_CLIENT_SECRET", "gehe\u200bim"),
        ("HTMX_URL", "/static/htmx.js"),
        ("MAIL_URL", "http://mail.example"),
        ("MAIL_URL", "mail.example:587"),
        ("MAIL_URL", "smtp://"),
        ("MAIL_URL", "smtp://mail.example:70000"),
        ("MAIL_URL", "smtp://mail.example/inbox"),
        ("MAIL_URL", "smtp://me:pass%40%word@mail.example"),
        ("MAIL_URL", "smtp://me:pass%40#word@mail.example"),
        ("MAIL_URL", "smtp://me:pässword@mail.example"),
        ("MAIL_TLS", "none"),
        ("MAIL_FROM", "no-reply"),
        ("MAIL_FROM", "PinMyCal"),
        ("MAIL_FROM", "PinMyCal <no-reply@>"),
        ("MAIL_FROM", "one@book.example, two@book.example"),
        ("MAIL_FROM", "jörg@book.example"),
        ("MAIL_FROM", "PinMyCal <no-reply@book.example>\r\nBcc: all@book.example"),
        ("SUPPORT_EMAIL", "mailto:support@book.example"),
        ("SUPPORT_EMAIL", "https://book.example/support"),
        ("DATABASE_URL", "mysql://u:p@h/d"),
        ("DATABASE_URL", "postgresql://u:p@h:70000/d"),
        ("DATABASE_URL", "postgresql://u:p@h"),
        ("DATABASE_URL", "postgresql://u:p@h/d?sslmood=require"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "pinmycal.db"),
        ("REDIS_URL", "http://redis.example"),
        ("REDIS_URL", "redis://redis.example/first"),
        ("REDIS_URL", "redis://redis.example:70000"),
        ("REDIS_URL", "redis://redis.example?patience=3"),
        ("PORT", "65536"),
        ("WEB_CONCURRENCY", "many"),
        ("TRUSTED_PROXIES", "one"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "1.0"),
    ],
)
def test_what_is_malformed_is_named(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=f"{name} must"):
        read({**REQUIRED, name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "hunter2"),
        ("TOKEN_KEYS", "hunter2"),
        ("ZOOM_CLIENT_SECRET", "hunter2 hunter2"),
        ("ZOOM_CLIENT_SECRET", "hünter2"),
        ("MAIL_URL", "smtp://me:hunter2@"),
        ("MAIL_URL", "smtp://me:hunter2%40#@mail.example"),
        ("MAIL_URL", "smtp://me:hunter2@mail.example:70000"),
        ("MAIL_URL", "smtp://me:hunter2@300.1.2.3"),
        ("MAIL_URL", "smtp://me:hünter2@mail.example"),
        ("DATABASE_URL", "postgresql://me:hunter2@db.example:port/name"),
        ("DATABASE_URL", "mysql://me:hunter2@db.example/name"),
        ("REDIS_URL", "redis://:hunter2@redis.example/one"),
        ("REDIS_URL", "redis://:hunter2@redis.example/0?one=two"),
    ],
)
def test_no_value_is_repeated_in_the_message(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name) as error:
        read({**REQUIRED, name: value})
    shown = "".join(traceback.format_exception(error.value))
    assert "hunter2" not in shown
    assert "hünter2" not in shown


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("HTTPS://Book.Example", "https://book.example"),
        ("https://book.example:443/", "https://book.example"),
        ("https://book.example:8443", "https://book.example:8443"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://例え.example./", "https://xn--r8jz45g.example"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://127.0.0.2:80", "http://127.0.0.2"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("http://book.localhost", "http://book.localhost"),
    ],
)
def test_a_public_address_has_one_spelling(said: str, meant: str) -> None:
    read_ = read({**REQUIRED, "BASE_URL": said})
    assert read_.base_url == meant
    assert read_.mail_from.isascii()


def test_in_development_plain_http_may_go_anywhere() -> None:
    plain = {"BASE_URL": "http://book.example", "ZOOM_OAUTH_URL": "http://zoom.example/oauth"}
    settings = read({"PINMYCAL_ENV": "development", **plain})
    assert settings.base_url == "http://book.example"
    assert not settings.secure


@pytest.mark.parametrize(
    "password",
    [
        "plain",
        "a#b",
        "a/b",
        "a@b",
        "a%b",
        "100%",
        "a:b",
        "a?b",
        "a?b@c",
        "#/@%?:[]",
        "1/2@3",
    ],
)
@pytest.mark.parametrize("encoded", [True, False])
def test_a_password_may_have_any_character(password: str, encoded: bool) -> None:
    written = quote(password, safe="") if encoded else password
    user = quote("me@book.example", safe="") if encoded else "me@book.example"
    read_ = read(
        {
            **REQUIRED,
            "MAIL_URL": f"smtp://{user}:{written}@mail.example:2525",
            "DATABASE_URL": f"postgres://{user}:{written}@db.example:5432/name?sslmode=require",
            "REDIS_URL": f"redis://{user}:{written}@redis.example:6380/1",
        }
    )
    mail, database = urlsplit(read_.mail_url), make_url(read_.database_url)
    redis = parse_url(read_.redis_url)
    assert (mail.hostname, mail.port) == ("mail.example", 2525)
    assert (unquote(mail.username or ""), unquote(mail.password or "")) == (
        "me@book.example",
        password,
    )
    assert (database.host, database.port, database.database) == ("db.example", 5432, "name")
    assert (database.username, database.password) == ("me@book.example", password)
    assert (redis["host"], redis["port"], redis["db"]) == ("redis.example", 6380, 1)
    assert (redis["username"], redis["password"]) == ("me@book.example", password)


@pytest.mark.parametrize(
    ("said", "name", "address"),
    [
        ("PinMyCal <no-reply@x>", "PinMyCal", "no-reply@x"),
        ('"Acme, Inc." <hello@acme.example>', "Acme, Inc.", "hello@acme.example"),
        ("Bücherei <hallo@bücherei.example>", "Bücherei", "hallo@xn--bcherei-n2a.example"),
        ("no-reply@book.example", "PinMyCal", "no-reply@book.example"),
        ("<no-reply@localhost>", "PinMyCal", "no-reply@localhost"),
    ],
)
def test_a_sender_may_have_a_name(said: str, name: str, address: str) -> None:
    read_ = read({**REQUIRED, "MAIL_FROM": said, "SUPPORT_EMAIL": said})
    assert (read_.mail_from_name, read_.mail_from) == (name, address)
    assert read_.support_email == address


def test_where_nothing_can_be_written_a_database_has_to_be_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "INSTANCE", tmp_path / "missing" / "instance")
    with pytest.raises(ConfigError, match="DATABASE_URL must"):
        read(REQUIRED)


def test_missing_and_malformed_are_named_together() -> None:
    with pytest.raises(ConfigError) as error:
        read({"BASE_URL": "book.example", "TRUSTED_PROXIES": "x"})
    for words in ("SECRET_KEY is not set", "BASE_URL must", "TRUSTED_PROXIES must"):
        assert words in str(error.value)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("redis_url", "redis://localhost:6379/0"),
        ("base_url", "http://localhost:8000"),
        ("zoom_client_id", ""),
        ("zoom_webhook_secret", ""),
        ("zoom_oauth_url", "https://zoom.us/oauth"),
        ("zoom_api_url", "https://api.zoom.us/v2"),
        ("mail_tls_required", True),
        ("mail_from", "no-reply@localhost"),
        ("mail_from_name", "PinMyCal"),
        ("support_email", "support@localhost"),
        ("trusted_proxies", 0),
        ("development", False),
        ("secure", False),
        ("zoom_ready", False),
        ("secret_key_fallbacks", ()),
    ],
)
def test_what_holds_when_nothing_is_said(name: str, expected: object) -> None:
    assert getattr(read(REQUIRED), name) == expected


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("postgres://u:p@h:5432/d", "postgresql+psycopg://u:p@h:5432/d"),
        ("postgresql://u:p@h/d?sslmode=require", "postgresql+psycopg://u:p@h/d?sslmode=require"),
        ("sqlite:////tmp/x.db", "sqlite:////tmp/x.db"),
    ],
)
def test_the_database_as_platforms_name_it(said: str, meant: str) -> None:
    assert read({**REQUIRED, "DATABASE_URL": said}).database_url == meant


def test_without_a_database_there_is_a_file(tmp_path: object) -> None:
    assert read(REQUIRED).database_url == f"sqlite:///{tmp_path}/pinmycal.db"


def test_the_public_address_gives_the_others() -> None:
    settings = read({**REQUIRED, "BASE_URL": "https://book.example/"})
    assert settings.base_url == "https://book.example"
    assert settings.secure
    assert settings.mail_from == "no-reply@book.example"
    assert settings.support_email == "support@book.example"


def test_lists_are_split() -> None:
    listed = {"TOKEN_KEYS": f"{KEY}, {KEY}", "SECRET_KEY_FALLBACKS": f"{SECRET}, {SECRET}1,"}
    settings = read({**REQUIRED, **listed})
    assert settings.token_keys == (KEY, KEY)
    assert settings.secret_key_fallbacks == (SECRET, f"{SECRET}1")


@pytest.mark.parametrize(
    ("environ", "proxies"),
    [({"DYNO": "web.1"}, 1), ({"DYNO": "web.1", "TRUSTED_PROXIES": "2"}, 2), ({}, 0)],
)
def test_a_platform_has_one_router_before_us(environ: dict[str, str], proxies: int) -> None:
    assert read({**REQUIRED, **environ}).trusted_proxies == proxies


@pytest.mark.parametrize(("said", "required"), [("required", True), ("optional", False)])
def test_encryption_of_mail_can_be_waived(said: str, required: bool) -> None:
    assert read({**REQUIRED, "MAIL_TLS": said}).mail_tls_required is required


def test_zoom_is_ready_with_both_halves() -> None:
    half = {**REQUIRED, "ZOOM_CLIENT_ID": "id"}
    assert not read(half).zoom_ready
    assert read({**half, "ZOOM_CLIENT_SECRET": "secret"}).zoom_ready


def test_development_needs_nothing() -> None:
    settings = read({"PINMYCAL_ENV": "development"})
    assert settings.development
    assert settings.mail_url == "smtp://localhost:1025"
    assert len(base64.urlsafe_b64decode(settings.token_keys[0])) == 32


def test_development_can_be_told_otherwise() -> None:
    settings = read({"PINMYCAL_ENV": "development", "SECRET_KEY": "mine"})
    assert settings.secret_key == "mine"


@pytest.mark.parametrize("environment", ["production", "Development", "dev", ""])
def test_only_development_has_its_defaults(environment: str) -> None:
    with pytest.raises(ConfigError):
        read({"PINMYCAL_ENV": environment})
