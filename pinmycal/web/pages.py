"""Pages for anyone: what PinMyCal is, and what Zoom's Marketplace asks for."""

from flask import Blueprint, render_template

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> str:
    """What PinMyCal is."""
    return render_template("home/home.html")


@blueprint.get("/docs/zoom")
def zoom_docs() -> str:
    """Adding, using and removing the Zoom integration."""
    return render_template("pages/zoom.html")


@blueprint.get("/privacy")
def privacy() -> str:
    """What is kept about people."""
    return render_template("pages/privacy.html")


@blueprint.get("/terms")
def terms() -> str:
    """The terms of use."""
    return render_template("pages/terms.html")


@blueprint.get("/support")
def support() -> str:
    """How to reach a person."""
    return render_template("pages/support.html")
