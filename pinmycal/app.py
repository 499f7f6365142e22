"""create_app: wiring only."""

import os
from dataclasses import asdict
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from pinmycal import config, jobs, language
from pinmycal.accounts.sessions import LIFETIME
from pinmycal.cli import register_commands
from pinmycal.extensions import compress, csrf, db, login_manager, migrate
from pinmycal.web import init_web
from pinmycal.zoom import oauth

ROOT = Path(__file__).parent.parent
# Bytes. Ten thousand characters of Japanese, percent-encoded, fit: more than anyone writes into one
# form, though a host may ask for more. 50,000 fields of one letter each do not fit.
LARGEST_FORM = 96 * 1024


def create_app(settings: config.Settings | None = None) -> Flask:
    """The application. Raises config.ConfigError when the environment is not fit."""
    settings = settings or config.read(os.environ)
    app = Flask(
        "pinmycal",
        template_folder=str(ROOT / "templates"),
        static_folder=None,  # web.assets sends it, under names that never change
    )
    app.config.from_mapping({name.upper(): value for name, value in asdict(settings).items()})
    app.config.from_mapping(
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "pool_pre_ping": True,  # platforms cut idle connections
            "hide_parameters": True,  # an error in the log shall not name anybody
        },
        SECRET_KEY_FALLBACKS=list(settings.secret_key_fallbacks),
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=LIFETIME,
        # Or the cookie would come with files too, which caches between us and the browser keep.
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        WTF_CSRF_SSL_STRICT=False,  # it wants a Referer, which participants' pages withhold
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=1_000,
        COMPRESS_ALGORITHM=["br", "gzip"],
    )
    _init_extensions(app)
    language.init(app)
    init_web(app)
    register_commands(app)
    _trust_proxies(app, settings.trusted_proxies)
    return app


def _init_extensions(app: Flask) -> None:
    compress.init_app(app)  # first, so that it has the last look at a response
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    login_manager.init_app(app)
    login_manager.login_view = "auth.login"
    csrf.init_app(app)
    oauth.register(app)
    jobs.init_queue(app)


def _trust_proxies(app: Flask, count: int) -> None:
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]
