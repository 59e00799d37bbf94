"""A TrueType face -> the same face without the marks that make FreeType draw each glyph in sixteenfold detail.

A face that was cut out of a variable one says of each glyph that its contours may overlap (OpenType, ``glyf``:
OVERLAP_SIMPLE, and OVERLAP_COMPOUND where it is put together from others, as figures and letters with accents are).
FreeType then draws it four times as large each way and takes the mean: 17 shades at five times the cost. Without the
mark it counts exactly what a contour covers, which is wrong only in the pixel where two cross.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import struct
from collections.abc import Iterator

from pubpipe import compiled

_OVERLAP_SIMPLE = 0x40
_OVERLAP_COMPOUND = 0x04  # in the first of the two bytes of flags


@functools.lru_cache(maxsize=16)
def plain(data: bytes) -> bytes:
    """Return a face to be drawn from; what is no TrueType face is returned as it is."""
    try:
        key = f"overlaps {hashlib.sha256(data).hexdigest()}"
        marks: list[tuple[int, int]] = compiled.store().value(key, lambda: list(_flags(data)))
    except (struct.error, KeyError, IndexError):
        return data
    made = bytearray(data)
    for at, mark in marks:
        made[at] &= ~mark
    return bytes(made)


def _flags(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the first flag of each glyph stands, the only one that has the mark, and the mark."""
    tables = {
        tag: offset
        for tag, _, offset, _ in struct.iter_unpack(
            ">4sLLL", data[12 : 12 + 16 * struct.unpack_from(">H", data, 4)[0]]
        )
    }
    (is_long,) = struct.unpack_from(">h", data, tables[b"head"] + 50)
    (count,) = struct.unpack_from(">H", data, tables[b"maxp"] + 4)
    kind, unit = ("L", 1) if is_long else ("H", 2)
    places = struct.unpack_from(f">{count + 1}{kind}", data, tables[b"loca"])
    for place, following in itertools.pairwise(places):
        at = tables[b"glyf"] + place * unit
        contours = struct.unpack_from(">h", data, at)[0] if following > place else 0
        if contours < 0:
            yield at + 10, _OVERLAP_COMPOUND
        elif contours > 0:
            last = at + 10 + 2 * contours
            (instructions,) = struct.unpack_from(">H", data, last)
            yield last + 2 + instructions, _OVERLAP_SIMPLE
