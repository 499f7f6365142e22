"""What a host writes in the record of an appointment."""

from flask_babel import lazy_gettext as _l

from pinmycal.web.forms.base import PostedForm
from pinmycal.web.forms.text import text


class NoteForm(PostedForm):
    """For himself."""

    host_note = text(_l("Your note"), 2000)
