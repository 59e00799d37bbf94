"""Pictures that cannot be printed are told by what is wrong with them; the others print in allowed colours."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from pubpipe.editions.pdf.pictures import fault, is_sign, printable
from pubpipe.model import Asset
from tests.torture import pictures


def asset(data: bytes, media_type: str = "image/png") -> Asset:
    return Asset("p", "p", media_type, data)


def vast() -> bytes:
    """The head of a PNG of 20,000 by 20,000 pixels: a few hundred bytes that unpack to 400 MB."""
    head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(9))), (b"IEND", b""))
    parts = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("name", [name for name in pictures() if not name.endswith("svg")])
def test_whole_pictures_have_no_fault(name: str) -> None:
    assert fault(asset(pictures()[name])) == ""


@pytest.mark.parametrize("name", ["photo.png", "photo.jpg", "stepwise.jpg", "lossy.webp"])
def test_a_picture_that_was_cut_off_is_unreadable(name: str) -> None:
    data = pictures()[name]
    assert fault(asset(data[: len(data) // 2])) == "unreadable"


def test_a_vast_picture_is_not_unpacked() -> None:
    assert fault(asset(vast())) == "too-large"


def test_printing_inks_become_screen_colours() -> None:
    inks = asset(pictures()["print.jpg"], "image/jpeg")
    with Image.open(io.BytesIO(printable(inks).data)) as shown, Image.open(io.BytesIO(inks.data)) as picture:
        assert shown.mode == "RGB"
        assert shown.size == picture.size
    photo = asset(pictures()["photo.jpg"], "image/jpeg")
    assert printable(photo) is photo
    torn = asset(inks.data[:300], "image/jpeg")
    assert printable(torn) is torn


@pytest.mark.parametrize(
    ("attribute", "is_one"),
    [
        (' height="20"', True),
        (" height='48px'", True),
        (' height="49"', False),
        (' x-height="9"', False),
        ("", False),
    ],
)
def test_a_sign_is_told_from_a_drawing_by_its_height(attribute: str, *, is_one: bool) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="90"{attribute}/>'
    assert is_sign(asset(drawing.encode(), "image/svg+xml")) == is_one


@pytest.mark.parametrize(("size", "is_one"), [((200, 48), True), ((20, 49), False)])
def test_a_sign_is_told_from_a_photograph_by_its_height(size: tuple[int, int], *, is_one: bool) -> None:
    made = io.BytesIO()
    Image.new("L", size).save(made, "PNG")
    assert is_sign(asset(made.getvalue())) == is_one
    assert not is_sign(asset(made.getvalue()[8:]))
