"""The Flask extensions, made once and bound to the app in create_app."""

from authlib.integrations.flask_client import OAuth as FlaskOAuth
from flask_babel import Babel
from flask_compress import Compress
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from pinmycal.oauth_states import BoundedStates


class Base(DeclarativeBase):
    """The base of every model. Constraints get names, so that migrations can drop them again."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class OAuth(FlaskOAuth):
    """Authlib's, with few and short-lived states in the cookie."""

    framework_integration_cls = BoundedStates


babel = Babel()
compress = Compress()
db = SQLAlchemy(model_class=Base)
migrate = Migrate()
login_manager = LoginManager()
csrf = CSRFProtect()
oauth = OAuth()
