"""Whatever file a host sends: a small plain square, or a reason."""

import random
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from pinmycal.accounts import photos
from pinmycal.accounts.photos import SIDE, BadPhoto, small_square
from tests.accounts.crowd import most_at_once

RED, BLUE = (255, 0, 0), (0, 0, 255)
ORIENTATION, MAKER, PLACE = 0x0112, 0x010F, 0x8825


def file(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    written = BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def picture(width: int = 40, height: int = 30, mode: str = "RGB") -> Image.Image:
    """Its left half is red, its right half blue."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image.convert(mode)


def opened(image: bytes) -> Image.Image:
    return Image.open(BytesIO(image))


def is_near(colour: object, wanted: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("size", [(40, 30), (30, 40), (1, 1), (3000, 20)])
def test_every_size_becomes_a_square(kind: str, size: tuple[int, int]) -> None:
    made = opened(small_square(file(picture(*size), kind)))
    assert (made.format, made.size, made.mode) == ("WEBP", (SIDE, SIDE), "RGB")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGBA", "I;16"])
def test_every_kind_of_colour_is_read(mode: str) -> None:
    image = picture().convert("L").convert("I") if mode.startswith("I") else picture(mode=mode)
    data = file(image.convert(mode) if mode != "PA" else picture(mode="P"))
    assert opened(small_square(data)).size == (SIDE, SIDE)


def test_grey_of_sixteen_bits_keeps_its_shades() -> None:
    """A dark half and a light one; the numbers go up to 65,535."""
    row = struct.pack("<40H", *[0x2000] * 20, *[0xC000] * 20)
    image = Image.frombytes("I;16", (40, 30), row * 30)
    made = opened(small_square(file(image)))
    assert is_near(made.getpixel((20, 128)), (32, 32, 32))
    assert is_near(made.getpixel((236, 128)), (192, 192, 192))


def test_cmyk_is_read() -> None:
    assert opened(small_square(file(picture(mode="CMYK"), "JPEG"))).mode == "RGB"


def test_what_is_seen_through_becomes_white() -> None:
    made = opened(small_square(file(Image.new("RGBA", (9, 9), (0, 0, 0, 0)))))
    assert is_near(made.getpixel((9, 9)), (255, 255, 255))


def test_a_picture_that_was_taken_sideways_is_turned() -> None:
    """6: the top of the picture is on its right side."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    made = opened(small_square(file(picture(400, 400), "JPEG", exif=exif)))
    assert is_near(made.getpixel((SIDE // 2, 10)), RED)
    assert is_near(made.getpixel((SIDE // 2, SIDE - 10)), BLUE)


def test_nothing_is_kept_of_where_and_by_what_it_was_taken() -> None:
    exif = Image.Exif()
    exif[MAKER] = "Camera maker"
    exif.get_ifd(PLACE)[1] = "N"
    data = file(picture(), "JPEG", exif=exif, comment=b"a comment", icc_profile=b"a profile")
    made = small_square(data)
    assert b"Camera" in data
    assert not [chunk for chunk in (b"EXIF", b"XMP ", b"ICCP", b"Camera") if chunk in made]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script>",
        b"GIF89a" + b"\x00" * 50,
        b"%PDF-1.4",
        file(picture())[:60],
        file(picture(), "JPEG")[:-20][:200],
        file(picture(), "WEBP")[:40],
        file(picture(), "GIF"),
        file(picture(), "BMP"),
        file(picture(), "TIFF"),
    ],
)
def test_what_is_no_picture_for_us_is_refused(data: bytes) -> None:
    with pytest.raises(BadPhoto, match="JPEG, PNG or WebP"):
        small_square(data)


def bomb(width: int, height: int) -> bytes:
    """A PNG whose head promises this size; nothing is behind it."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    body = b"IDAT" + zlib.compress(b"\x00" * 1000)
    pixels = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return b"\x89PNG\r\n\x1a\n" + chunk + pixels


@pytest.mark.parametrize("size", [(5000, 2001), (12_000, 9000), (60_000, 60_000), (2**31 - 1, 1)])
def test_a_bomb_is_not_unpacked(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "_plain", lambda _image: pytest.fail("unpacked"))
    with pytest.raises(BadPhoto, match="too many pixels"):
        small_square(bomb(*size))


def test_no_more_than_two_are_unpacked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    data = file(picture())
    with most_at_once(monkeypatch, photos, "_plain") as seen:
        assert seen.run(lambda: small_square(data)) == 2


def test_a_file_that_is_too_large_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos.Image, "open", lambda *_a, **_k: pytest.fail("looked at"))
    with pytest.raises(BadPhoto, match="5 MB"):
        small_square(b"\x00" * (photos.LARGEST_FILE + 1))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_broken_files_are_refused_and_nothing_else(kind: str) -> None:
    chance, whole = random.Random(kind), file(picture(), kind)  # noqa: S311 — guards nothing
    for _ in range(150):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            assert opened(small_square(bytes(broken))).size == (SIDE, SIDE)
        except BadPhoto:
            continue
