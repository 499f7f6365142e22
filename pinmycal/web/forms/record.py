"""What a host writes in the record of an appointment."""

from pinmycal.web.forms.base import PostedForm
from pinmycal.web.forms.text import text


class NoteForm(PostedForm):
    """For himself."""

    host_note = text("Your note", 2000)
