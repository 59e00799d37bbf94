"""A face of boxes that is sound, and what is made of its tables."""

from __future__ import annotations

import functools
import io
import struct
from collections.abc import Mapping
from typing import Any

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

Tables = Mapping[str, bytes]

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;-"
NAMES = (".notdef", "space", *(f"u{ord(c):04X}" for c in _LETTERS))
MAX16, MAX32 = 0xFFFF, 0xFFFFFFFF
VAST = 200_000_000  # bytes that a compressed table comes to


@functools.cache
def face(*, ink: bool = False, features: str = "") -> bytes:
    """Return a face of boxes with outlines of TrueType, or (``ink``) of CFF."""
    builder = FontBuilder(1000, isTTF=not ink)
    builder.setupGlyphOrder(list(NAMES))
    builder.setupCharacterMap({32: "space", **dict(zip(map(ord, _LETTERS), NAMES[2:], strict=True))})
    pens: dict[str, Any] = {name: T2CharStringPen(500, None) if ink else TTGlyphPen(None) for name in NAMES}
    for name, pen in pens.items():
        if name != "space":
            pen.moveTo((50, 0))
            for point in ((50, 700), (450, 700), (450, 0)):
                pen.lineTo(point)
            pen.closePath()
    if ink:
        builder.setupCFF("Hostile", {}, {name: pen.getCharString() for name, pen in pens.items()}, {})
    else:
        builder.setupGlyf({name: pen.glyph() for name, pen in pens.items()})
    builder.setupHorizontalMetrics(dict.fromkeys(NAMES, (500, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Hostile", "styleName": "Regular", "psName": "Hostile"})
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    if features:
        addOpenTypeFeaturesFromString(builder.font, features)
    builder.font["head"].created = builder.font["head"].modified = 3_000_000_000
    out = io.BytesIO()
    builder.font.save(out, reorderTables=None)
    return out.getvalue()


def tables_of(data: bytes) -> dict[str, bytes]:
    reader = TTFont(io.BytesIO(data)).reader
    return {tag: reader[tag] for tag in reader.keys()}  # noqa: SIM118 - no mapping


def sfnt(
    tables: Tables, directory: Mapping[str, tuple[int, int]] | None = None, count: int | None = None
) -> bytes:
    """Return a file of tables; ``directory`` says for some another offset and length, ``count`` another number."""
    at = 12 + 16 * len(tables)
    entries, bodies = b"", b""
    for tag, data in sorted(tables.items()):
        offset, length = (directory or {}).get(tag, (at + len(bodies), len(data)))
        entries += struct.pack(">4sLLL", tag.encode(), 0, offset & MAX32, length & MAX32)
        bodies += data + b"\0" * (-len(data) % 4)
    version = b"OTTO" if "CFF " in tables else b"\0\1\0\0"
    return (
        version + struct.pack(">HHHH", len(tables) if count is None else count, 128, 3, 32) + entries + bodies
    )


def changed(tables: Tables, **changed: bytes) -> bytes:
    """Return a file with other tables; their tags are padded with spaces."""
    return sfnt({**tables, **{f"{tag.replace('_2', '/2'):4}": data for tag, data in changed.items()}})


def patched(data: bytes, at: int, form: str, *values: int) -> bytes:
    packed = struct.pack(form, *values)
    return data[:at] + packed + data[at + len(packed) :]
