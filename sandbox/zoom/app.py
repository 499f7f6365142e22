from pathlib import Path

from flask import Flask

from sandbox.zoom.api import api
from sandbox.zoom.consent import oauth
from sandbox.zoom.control import control
from sandbox.zoom.door import Door
from sandbox.zoom.oauth import make_server
from sandbox.zoom.pages import pages
from sandbox.zoom.settings import ZoomSettings
from sandbox.zoom.state import State

ROOT = Path(__file__).parents[1]


def create_app(settings: ZoomSettings) -> Flask:
    app = Flask("sandbox.zoom", root_path=str(ROOT))
    state = State(settings)
    app.jinja_env.globals["place"] = "Zoom sandbox"
    app.extensions["zoom_sandbox"] = state
    app.extensions["zoom_oauth"] = make_server(app, state)
    for blueprint in (oauth, api, control, pages):
        app.register_blueprint(blueprint)
    app.wsgi_app = Door(state, app.wsgi_app)  # type: ignore[method-assign]
    return app
