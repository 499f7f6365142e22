"""What a host writes in the record of an appointment."""

from flask_babel import lazy_gettext as _l

from pinmycal.web.forms.stored import StoredForm
from pinmycal.web.forms.text import text


class NoteForm(StoredForm):
    """For themselves."""

    host_note = text(_l("Your note"), 2000)
