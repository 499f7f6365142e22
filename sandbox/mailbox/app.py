from flask import Flask

from sandbox.mailbox.control import control
from sandbox.mailbox.pages import pages
from sandbox.mailbox.store import Store
from sandbox.shell import new_app


def create_app(store: Store) -> Flask:
    app = new_app("sandbox.mailbox", "Mailbox sandbox")
    app.extensions["mailbox"] = store
    app.register_blueprint(control)
    app.register_blueprint(pages)
    return app
