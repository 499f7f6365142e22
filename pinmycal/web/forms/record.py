"""What a host writes in the record of an appointment."""

from flask_wtf import FlaskForm

from pinmycal.web.forms.text import text


class NoteForm(FlaskForm):
    """For himself."""

    host_note = text("Your note", 2000)
