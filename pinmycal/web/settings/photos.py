"""Hosts' photos: sent by their host, seen by anyone."""

from typing import Any

from flask import Blueprint, Response, abort, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from pinmycal.accounts.photos import LARGEST_FILE, BadPhoto, keep_photo, photo, remove_photo
from pinmycal.web.assets import keep_for_good
from pinmycal.web.forms.account import PhotoForm, ProfileForm
from pinmycal.web.respond import see_other
from pinmycal.web.settings.profile import profile_page

# Bytes. Twice what a photo may have, so that one which is too large is told so beside its field.
LARGEST_UPLOAD = 10 * 1024 * 1024
blueprint = Blueprint("photos", __name__)


@blueprint.url_value_preprocessor
def make_room(endpoint: str | None, _parts: dict[str, Any] | None) -> None:
    """Here a file may come. This is before anything reads the request, the CSRF token included."""
    if endpoint == "photos.upload":
        request.max_content_length = LARGEST_UPLOAD


@blueprint.post("/settings/photo")
@login_required
def upload() -> ResponseReturnValue:
    """A new photo, or why it cannot be one."""
    form, host_id = PhotoForm(), current_user.id
    if form.validate():
        try:
            keep_photo(host_id, form.photo.data.read(LARGEST_FILE + 1))
        except BadPhoto as error:
            form.photo.errors = [str(error)]
        else:
            flash(_("Your photo is saved."))
            return see_other("/settings")
    return profile_page(ProfileForm.of(current_user), form)


@blueprint.post("/settings/photo/remove")
@login_required
def remove() -> ResponseReturnValue:
    """Back to the initials."""
    remove_photo(current_user.id)
    flash(_("Your photo is removed."))
    return see_other("/settings")


@blueprint.get("/photos/<digest>.webp")
def show(digest: str) -> Response:
    """The image with this digest never changes, so it is kept for a year."""
    image = photo(digest) or abort(404)
    return keep_for_good(Response(image, mimetype="image/webp"))
