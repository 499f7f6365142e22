"""What all forms have in common."""

from typing import Any

from flask import g, request
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto


def is_refused() -> bool:
    """Whether forms are only to be shown again in this request; see `web.again`."""
    return "refused" in g


class _Refusable(FlaskForm):
    """A form that is not valid where its token or log-in was gone."""

    def validate(self, extra_validators: Any = None) -> bool:
        return not is_refused() and bool(super().validate(extra_validators))


class PostedForm(_Refusable):
    """A form that takes what a form sends and nothing else: no JSON, and no file for a text."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """The fields that were posted, unless others are given."""
            if formdata is not _Auto:
                return formdata
            return request.form if request.method == "POST" else None


class UploadForm(_Refusable):
    """A form with a file in it."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """Files alone: everything else in it would be a text."""
            if formdata is not _Auto:
                return formdata
            return request.files if request.method == "POST" else None
