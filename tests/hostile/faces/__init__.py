"""Faces whose tables lie, loop or grow without end, as a stranger's style may bring them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.faces.layout import coloured, layout, varied
from tests.hostile.faces.making import face, sfnt, tables_of
from tests.hostile.faces.packed import ink, others, packed
from tests.hostile.faces.tables import cut, glyphs, lying, maps, sizes


def faces() -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes of faces, a sound one first; the name's ending is what the file claims to be."""
    tables = tables_of(face())
    yield "sound.ttf", sfnt(tables)
    for group in (cut, lying, glyphs, maps, layout, sizes, varied, coloured):
        yield from ((f"{name}.ttf", data) for name, data in group(tables))
    yield from ((f"{name}.otf", data) for name, data in ink(tables_of(face(ink=True))))
    yield from packed(tables)
    yield from others()
