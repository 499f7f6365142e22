from flask import Flask

from sandbox.shell import new_app
from sandbox.zoom.api import api
from sandbox.zoom.consent import oauth
from sandbox.zoom.control import control
from sandbox.zoom.door import Door
from sandbox.zoom.oauth import make_server
from sandbox.zoom.pages import pages
from sandbox.zoom.settings import ZoomSettings
from sandbox.zoom.state import State


def create_app(settings: ZoomSettings) -> Flask:
    app = new_app("sandbox.zoom", "Zoom sandbox")
    state = State(settings)
    app.extensions["zoom_sandbox"] = state
    app.extensions["zoom_oauth"] = make_server(app, state)
    for blueprint in (oauth, api, control, pages):
        app.register_blueprint(blueprint)
    app.wsgi_app = Door(state, app.wsgi_app)  # type: ignore[method-assign]
    return app
