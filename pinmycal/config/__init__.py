"""The environment, read and checked once at start."""

from pinmycal.config.settings import (
    HTMX_INTEGRITY,
    HTMX_URL,
    ConfigError,
    Settings,
    read,
)

__all__ = ["HTMX_INTEGRITY", "HTMX_URL", "ConfigError", "Settings", "read"]
