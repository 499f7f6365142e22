"""Coming in: sign up, log in, a forgotten password."""

from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectField
from wtforms.validators import InputRequired, Length

from pinmycal.times import city, zone_names
from pinmycal.web.forms.text import Printable, ZoneName, email, line

SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 200


def zone_choices() -> list[tuple[str, str]]:
    """Every zone by its IANA name, with the city first in words."""
    return [("", "Choose…"), *((zone, _zone_words(zone)) for zone in sorted(zone_names()))]


def zone_field(label: str = "Time zone") -> SelectField:
    """A list of all zones."""
    return SelectField(
        label,
        choices=zone_choices,
        validators=[InputRequired("Choose a time zone."), ZoneName()],
        validate_choice=False,
    )


def _zone_words(zone: str) -> str:
    region = zone.rsplit("/", 1)[0].replace("_", " ") if "/" in zone else ""
    return f"{city(zone)} – {region}" if region else zone


def _new_password(label: str) -> PasswordField:
    words = f"Use at least {SHORTEST_PASSWORD} characters."
    return PasswordField(
        label,
        validators=[
            InputRequired("Password is missing."),
            Printable(),
            Length(SHORTEST_PASSWORD, LONGEST_PASSWORD, words),
        ],
    )


class SignUpForm(FlaskForm):
    """A new host."""

    name = line("Name", 100, render_kw={"autocomplete": "name"})
    email = email()
    password = _new_password("Password")
    time_zone = zone_field()


class LogInForm(FlaskForm):
    """A host who comes back."""

    email = email()  # spelled as it was at sign-up, so that any spelling finds the account
    password = PasswordField("Password", validators=[InputRequired("Password is missing.")])


class ForgotForm(FlaskForm):
    """Where the reset link goes."""

    email = email()


class ResetForm(FlaskForm):
    """A new password."""

    password = _new_password("New password")


class ProfileForm(FlaskForm):
    """A host's name and zone."""

    name = line("Name", 100)
    time_zone = zone_field()
