"""The QR code in a terminal: what a camera would see of it is decoded."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image

from pubpipe.delivery.qr import code

LIGHT = {"█": (255, 255), "▀": (255, 0), "▄": (0, 255), " ": (0, 0)}


def seen(lines: list[str]) -> Image.Image:
    """A picture of white characters on black."""
    image = Image.new("L", (len(lines[0]), 2 * len(lines)))
    for y, line in enumerate(lines):
        for x, character in enumerate(line):
            upper, lower = LIGHT[character]
            image.putpixel((x, 2 * y), upper)
            image.putpixel((x, 2 * y + 1), lower)
    return image.resize((image.width * 8, image.height * 8), Image.Resampling.NEAREST)


@pytest.mark.parametrize(
    "address", ["http://192.168.178.21:8000/", "http://10.0.0.1:80/", "http://[fd00::1]:65535/"]
)
def test_a_camera_reads_the_address(address: str) -> None:
    lines = code(address)
    assert len({len(line) for line in lines}) == 1
    assert len(lines[0]) < 80
    (found,) = zxingcpp.read_barcodes(seen(lines), is_pure=True)
    assert found.text == address
