"""Nothing -> pictures of every kind that a web page or a scanner leaves behind, drawn with Pillow."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from PIL import Image, ImageDraw

_DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 240 120"\
 width="240" height="120">
<title>A kite over a field</title>
<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="#9cf"/><stop offset="1" stop-color="#fff"/>\
</linearGradient><g id="tail"><path d="M0 0q6 8 0 16t0 16" fill="none" stroke="#246" stroke-width="2"/></g></defs>
<rect width="240" height="120" fill="url(#sky)"/><path d="M0 96q60-20 120 0t120 0v24H0z" fill="#7a4"/>
<path d="M120 16l24 28-24 32-24-32z" fill="#c33" fill-opacity=".8"/><use xlink:href="#tail" x="120" y="76"/>
<g transform="rotate(-8 40 40)"><circle cx="40" cy="40" r="14" fill="#fc3" stroke="#a60" stroke-dasharray="3 2"/></g>
</svg>
"""


def pictures() -> Mapping[str, bytes]:
    """Return the files by their names; the same bytes on every run."""
    return {
        "photo.png": _saved("RGB", (320, 180), "PNG"),
        "clear.png": _saved("RGBA", (200, 120), "PNG"),
        "palette.png": _saved("P", (160, 90), "PNG"),
        "line-art.png": _saved("1", (300, 200), "PNG"),
        "deep-grey.png": _saved("I;16", (120, 80), "PNG"),
        "grey-clear.png": _saved("LA", (120, 80), "PNG"),
        "photo.jpg": _saved("RGB", (400, 240), "JPEG", quality=80),
        "grey.jpg": _saved("L", (200, 100), "JPEG", quality=70),
        "stepwise.jpg": _saved("RGB", (240, 160), "JPEG", progressive=True),
        "print.jpg": _saved("CMYK", (240, 160), "JPEG"),
        "turned.jpg": _turned(),
        "still.gif": _saved("P", (90, 60), "GIF"),
        "moving.gif": _moving(),
        "lossy.webp": _saved("RGB", (240, 160), "WEBP", quality=70),
        "clear.webp": _saved("RGBA", (240, 160), "WEBP", lossless=True),
        "drawing.svg": _DRAWING.encode(),
        "wide.png": _saved("L", (3000, 60), "PNG"),
        "tall.png": _saved("L", (40, 3000), "PNG"),
        "dot.png": _saved("RGB", (1, 1), "PNG"),
    }


def _canvas(mode: str, size: tuple[int, int]) -> Image.Image:
    """Draw bars and a disc, so that a picture that is stretched, turned or inverted can be seen to be."""
    drawn = Image.new("RGBA", size, (0, 0, 0, 0) if mode in ("RGBA", "LA") else (250, 248, 240, 255))
    pen = ImageDraw.Draw(drawn)
    width, height = size
    for number in range(8):
        left = number * width // 8
        pen.rectangle((left, 0, left + width // 16, height), fill=(30 * number, 90, 210 - 25 * number, 255))
    pen.ellipse((width // 8, height // 8, width // 2, height - height // 8), fill=(200, 60, 40, 160))
    if mode == "I;16":
        return Image.frombytes(
            "I;16", size, bytes(b for grey in drawn.convert("L").tobytes() for b in (0, grey))
        )
    return (
        drawn
        if mode == "RGBA"
        else drawn.convert("RGB").convert(mode)
        if mode != "LA"
        else drawn.convert("LA")
    )


def _saved(mode: str, size: tuple[int, int], kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    _canvas(mode, size).save(buffer, kind, **options)
    return buffer.getvalue()


def _turned() -> bytes:
    """A telephone's picture: the pixels lie on their side, and a tag says so (EXIF orientation 6)."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return _saved("RGB", (160, 240), "JPEG", exif=exif)


def _moving() -> bytes:
    frames = [_canvas("P", (60, 60)).rotate(90 * turn) for turn in range(4)]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], duration=100, loop=0)
    return buffer.getvalue()
