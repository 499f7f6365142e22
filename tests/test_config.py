import base64

import pytest

from pinmycal import config
from pinmycal.config import ConfigError, read

KEY = base64.urlsafe_b64encode(bytes(32)).decode()
REQUIRED = {"SECRET_KEY": "key", "TOKEN_KEYS": KEY, "MAIL_URL": "smtp://mail.example:587"}


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(config, "INSTANCE", tmp_path)


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
        ("TOKEN_KEYS", "short"),
        ("TOKEN_KEYS", f"{KEY},short"),
        ("TOKEN_KEYS", base64.urlsafe_b64encode(bytes(31)).decode()),
        ("TOKEN_KEYS", "schlüssel"),
        ("BASE_URL", "book.example"),
        ("BASE_URL", "ftp://book.example"),
        ("MAIL_URL", "http://mail.example"),
        ("MAIL_URL", "mail.example:587"),
        ("MAIL_TLS", "off"),
        ("TRUSTED_PROXIES", "one"),
        ("TRUSTED_PROXIES", "-1"),
    ],
)
def test_what_is_malformed_is_named(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=f"{name} must"):
        read({**REQUIRED, name: value})


def test_missing_and_malformed_are_named_together() -> None:
    with pytest.raises(ConfigError) as error:
        read({"BASE_URL": "book.example", "TRUSTED_PROXIES": "x"})
    for words in ("SECRET_KEY is not set", "BASE_URL must", "TRUSTED_PROXIES must"):
        assert words in str(error.value)


def test_no_value_is_repeated_in_the_message() -> None:
    with pytest.raises(ConfigError) as error:
        read({**REQUIRED, "TOKEN_KEYS": "a-secret-of-the-wrong-length"})
    assert "a-secret" not in str(error.value)


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
    settings = read(
        {**REQUIRED, "TOKEN_KEYS": f"{KEY}, {KEY}", "SECRET_KEY_FALLBACKS": "old, older,"}
    )
    assert settings.token_keys == (KEY, KEY)
    assert settings.secret_key_fallbacks == ("old", "older")


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
