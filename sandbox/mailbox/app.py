from pathlib import Path

from flask import Flask

from sandbox.mailbox.control import control
from sandbox.mailbox.pages import pages
from sandbox.mailbox.store import Store

ROOT = Path(__file__).parents[1]


def create_app(store: Store) -> Flask:
    app = Flask("sandbox.mailbox", root_path=str(ROOT))
    app.extensions["mailbox"] = store
    app.jinja_env.globals["place"] = "Mailbox sandbox"
    app.register_blueprint(control)
    app.register_blueprint(pages)
    return app
