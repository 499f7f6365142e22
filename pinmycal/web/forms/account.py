"""Coming in, and what a host says of himself and of his account."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, PasswordField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from pinmycal.accounts.hosts import LONGEST_HANDLE, slugify
from pinmycal.accounts.passwords import LONGEST as LONGEST_PASSWORD
from pinmycal.language import code, languages
from pinmycal.models import Host
from pinmycal.web.forms.base import PostedForm, UploadForm
from pinmycal.web.forms.stored import StoredForm
from pinmycal.web.forms.text import AtMost, Printable, clean_code, email, line, text
from pinmycal.web.forms.zones import zone_field
from pinmycal.wording import wall_clock

SHORTEST_PASSWORD = 8
SHORTEST_HANDLE = 2
SAID = ("name", "handle", "about", "time_zone")  # by a host of himself, as it stands in his row
REMINDERS = [
    SelectChoice("", _l("Never")),
    SelectChoice("15", _l("15 minutes before")),
    SelectChoice("60", _l("1 hour before")),
    SelectChoice("120", _l("2 hours before")),
    SelectChoice("1440", _l("1 day before")),
    SelectChoice("2880", _l("2 days before")),
]


def _clocks() -> list[SelectChoice]:
    return [
        SelectChoice("24", wall_clock(14, 30)),
        SelectChoice("12", wall_clock(14, 30, hour12=True)),
    ]


def _languages() -> list[SelectChoice]:
    by_name = sorted(languages().items(), key=lambda each: each[1].casefold())
    return [SelectChoice(tag, name, {"lang": tag}) for tag, name in by_name]


def _new_password(label: str) -> PasswordField:
    words = _l("Use at least %(shortest)s characters.", shortest=SHORTEST_PASSWORD)
    longest = _l("Use at most %(longest)s characters.", longest=LONGEST_PASSWORD)
    return PasswordField(
        label,
        validators=[
            InputRequired(_l("Password is missing.")),
            AtMost(max=LONGEST_PASSWORD, message=longest),
            Length(SHORTEST_PASSWORD, message=words),
            Printable(),
        ],
    )


def _password(label: str) -> PasswordField:
    return PasswordField(label, validators=[InputRequired(_l("Password is missing."))])


class SignUpForm(PostedForm):
    """A new host."""

    name = line(_l("Name"), 100, render_kw={"autocomplete": "name"})
    email = email()
    password = _new_password(_l("Password"))
    time_zone = zone_field()


class LogInForm(PostedForm):
    """A host who comes back."""

    email = email()  # spelled as it was at sign-up, so that any spelling finds the account
    password = _password(_l("Password"))


class ForgotForm(PostedForm):
    """Where the reset link goes."""

    email = email()


class ResetForm(PostedForm):
    """A new password."""

    password = _new_password(_l("New password"))


class ProfileForm(StoredForm):
    """What others see of a host, and how he sees times. Which language he reads is asked only
    where there are several."""

    name = line(_l("Name"), 100)
    handle = StringField(
        _l("Your link"),
        filters=[lambda value: clean_code(value).lower()],
        validators=[DataRequired(_l("Your link is missing.")), Printable()],
    )
    about = line(_l("A line about you"), 200, required=False)
    time_zone = zone_field()
    clock = RadioField(_l("Clock"), choices=_clocks)
    language = SelectField(_l("Language"), choices=_languages)

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        if len(languages()) == 1:
            del self.language

    @classmethod
    def of(cls, host: Host) -> "ProfileForm":
        """As it is now, whatever was sent."""
        return cls(formdata=None, data=_shown(host))

    @classmethod
    def sent(cls, host: Host) -> "ProfileForm":
        """With what was sent, if anything; what was left out stays as it is."""
        return cls(data=_shown(host))

    def validate_handle(self, field: StringField) -> None:
        """The one that he has is fine, though it may be longer. Raises ValidationError."""
        if field.data == field.object_data:
            return
        if not (SHORTEST_HANDLE <= len(field.data) <= LONGEST_HANDLE):
            raise ValidationError(
                _(
                    "Use %(shortest)s to %(longest)s characters.",
                    shortest=SHORTEST_HANDLE,
                    longest=LONGEST_HANDLE,
                )
            )
        if slugify(field.data) != field.data:
            raise ValidationError(_("Use small letters, digits and hyphens, like jane-doe."))

    def values(self) -> dict[str, object]:
        """For the row."""
        plain = [name for name in (*SAID, "language") if name in self]
        return {name: self[name].data for name in plain} | {"hour12": self.clock.data == "12"}


def _shown(host: Host) -> dict[str, object]:
    """The language is the one that he reads just now: his own may have lost its catalogue."""
    said = {name: getattr(host, name) for name in SAID}
    return said | {"clock": "12" if host.hour12 else "24", "language": code()}


class PhotoForm(UploadForm):
    """A picture of a host."""

    photo = FileField(_l("Photo"), validators=[FileRequired(_l("Choose a picture first."))])


class MessagesForm(StoredForm):
    """What a host's mails say and when they go."""

    reminder = SelectField(_l("Remind everyone"), choices=REMINDERS)
    mail_text = text(_l("What everyone who books should know"), 1000)

    @classmethod
    def sent(cls, host: Host) -> "MessagesForm":
        """With what was sent, if anything."""
        return cls(data=_messages(host))

    @classmethod
    def of(cls, host: Host) -> "MessagesForm":
        """As they are now, whatever was sent."""
        return cls(formdata=None, data=_messages(host))

    @property
    def minutes(self) -> int | None:
        """Before the start."""
        return int(self.reminder.data) if self.reminder.data else None


def _messages(host: Host) -> dict[str, str]:
    minutes = host.reminder_minutes
    return {"reminder": "" if minutes is None else str(minutes), "mail_text": host.mail_text}


class EmailForm(PostedForm):
    """Another address for the account."""

    email = email(_l("New e-mail"))
    current_password = _password(_l("Password"))


class PasswordForm(PostedForm):
    """Another password, from one who knows the old one."""

    old_password = _password(_l("Old password"))
    password = _new_password(_l("New password"))


class DeleteForm(PostedForm):
    """The end of an account."""

    password = _password(_l("Password"))
    nobody_is_told = BooleanField(_l("I know that nobody is told"))
