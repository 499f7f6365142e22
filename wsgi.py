"""The web process: `gunicorn wsgi:app`, and `flask --app wsgi …`."""

import sys

from pinmycal.app import create_app
from pinmycal.config import ConfigError

try:
    app = create_app()
except ConfigError as error:
    sys.exit(str(error))
