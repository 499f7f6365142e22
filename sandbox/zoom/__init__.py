"""A stand-in for Zoom: OAuth, meetings, webhooks, and faults that can be switched on."""

from sandbox.zoom.app import create_app
from sandbox.zoom.remote import ZoomSandbox
from sandbox.zoom.running import running
from sandbox.zoom.settings import ZoomSettings

__all__ = ["ZoomSandbox", "ZoomSettings", "create_app", "running"]
