"""A host's picture: whatever he sends becomes a small square without anything else in it."""

import hashlib
from io import BytesIO

from flask_babel import gettext as _
from PIL import Image, ImageOps
from sqlalchemy import delete, select

from pinmycal.accounts.turns import Turns
from pinmycal.database import transactional
from pinmycal.extensions import db
from pinmycal.models import Host, HostPhoto

LARGEST_FILE = 5 * 1024 * 1024  # bytes
# By format, so that no picture takes more than about 100 MB of memory: a PNG takes 9 bytes for each
# pixel, a WebP 17. A JPEG can be unpacked small, unless it is progressive. MPO is what phones call
# a JPEG with a second picture behind it.
MOST_PIXELS = {"JPEG": 25_000_000, "MPO": 25_000_000, "PNG": 10_000_000, "WEBP": 6_000_000}
MOST_PROGRESSIVE = 10_000_000
# A progressive JPEG is gone through once for each of its scans: honest ones have ten or so.
SCAN, MOST_SCANS = b"\xff\xda", 100
FORMATS = ("JPEG", "PNG", "WEBP")
SIDE = 256  # pixels
_turns = Turns()


class BadPhoto(Exception):
    """Why this cannot be a photo, in words for the host."""


def keep_photo(host_id: int, file: bytes) -> None:
    """Instead of the one they had. Raises BadPhoto, TooBusy."""
    image = small_square(file)
    _replace(host_id, image)


def remove_photo(host_id: int) -> None:
    """His initials stand in its place."""
    _replace(host_id, None)


def photo(digest: str) -> bytes | None:
    """The image with this digest, if somebody has it now."""
    found = select(HostPhoto.image).where(HostPhoto.digest == digest)
    return db.session.scalar(found.limit(1))


def small_square(file: bytes) -> bytes:
    """A WebP image of SIDE by SIDE pixels, upright, cut from the middle. Raises BadPhoto,
    TooBusy."""
    if len(file) > LARGEST_FILE:
        raise BadPhoto(_("This file is larger than 5 MB."))
    with _turns.one():
        return _read(file)


def _read(file: bytes) -> bytes:
    try:
        with Image.open(BytesIO(file), formats=FORMATS) as image:
            if image.width * image.height > _most_pixels(image):
                raise Image.DecompressionBombError
            if file.count(SCAN) > MOST_SCANS and image.format in ("JPEG", "MPO"):
                raise Image.DecompressionBombError
            return _plain(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPhoto(_("This picture has too many pixels. 2000 by 2000 are plenty.")) from error
    except Exception as error:  # a broken file makes each decoder stumble in a way of its own
        raise BadPhoto(
            _("This is no picture that we can read. Choose a JPEG, PNG or WebP.")
        ) from error


def _most_pixels(image: Image.Image) -> int:
    return MOST_PROGRESSIVE if image.info.get("progressive") else MOST_PIXELS[image.format or ""]


def _plain(image: Image.Image) -> bytes:
    """The pixels alone, on white: no place, no camera, no profile, no second picture."""
    image.thumbnail((4 * SIDE, 4 * SIDE))  # at once, so that there is never a second large copy
    upright = ImageOps.exif_transpose(_in_eight_bits(image))
    square = ImageOps.fit(upright.convert("RGBA"), (SIDE, SIDE))
    plain = Image.new("RGB", square.size, "white")
    plain.paste(square, mask=square)
    written = BytesIO()
    plain.save(written, "WEBP", quality=85)
    return written.getvalue()


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits is scaled down here, since Pillow makes all of it white that is above 255."""
    if not image.mode.startswith("I"):
        return image
    return image.point(lambda grey: grey * (1 / 256)).convert("L")


@transactional
def _replace(host_id: int, image: bytes | None) -> None:
    host = db.session.get_one(Host, host_id, with_for_update=True)
    db.session.execute(delete(HostPhoto).where(HostPhoto.host_id == host_id))
    host.photo = hashlib.sha256(image).hexdigest() if image else None
    if image and host.photo:
        db.session.add(HostPhoto(host_id=host_id, digest=host.photo, image=image))
