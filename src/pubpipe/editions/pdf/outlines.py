"""A face -> the outlines that a PDF uses, and nothing else.

WeasyPrint embeds a face whole in which only spaces are set, since it draws none of them. Of others it keeps the place
of each glyph, since TrueType finds outlines by their places. In a CID-keyed face in CFF (Adobe Technical Note 5176, 18)
they are found by numbers of their own; those for Chinese, Japanese and Korean have 65,000, whose empty places took nine
tenths of a short PDF.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from contextvars import ContextVar
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pubpipe.editions.pdf.engaged import engaged

if TYPE_CHECKING:
    import pydyf

_MANY = 5_000  # glyphs whose empty places are worth it: they take two bytes each
_BARE = b"\x01\x00"  # what CFF begins with that is in no OpenType file: its version, 1.0
_UNWANTED = (b"BASE", b"GPOS", b"GSUB", b"JSTF")  # tables that say nothing of outlines

_ON: ContextVar[bool] = ContextVar("numbered", default=False)


def numbered() -> AbstractContextManager[bool]:
    """Embed the outlines of CID-keyed faces by their numbers while a PDF is written."""
    return engaged(_ON, True, _install)


def name_outlines(pdf: pydyf.PDF) -> None:
    """Say of the faces that are embedded so what they are: CFF without a file around it (ISO 32000-1, table 126)."""
    for one in pdf.objects:
        extra = getattr(one, "extra", {})
        if extra.get("Subtype") == "/OpenType" and one.stream[0].startswith(_BARE):
            extra["Subtype"] = "/CIDFontType0C"


@functools.cache
def _install() -> None:
    fonts: Any = importlib.import_module("weasyprint.pdf.fonts")
    kind = fonts.Font.type.fget
    fonts.Font.type = property(lambda font: "otf" if font.file_content.startswith(_BARE) else kind(font))
    fonts.Font.subset = _cleaning(fonts.Font.subset)
    fonts.Font._harfbuzz_subset = _subsetting(fonts, fonts.Font._harfbuzz_subset)


def _cleaning(subset: Callable[..., None]) -> Callable[..., None]:
    def keep_drawn(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:  # noqa: ANN401
        nothing = _ON.get() and not to_unicode and not font.used_in_forms
        subset(font, {0: ""} if nothing else to_unicode, hinting)

    return keep_drawn


def _subsetting(fonts: Any, subset: Callable[..., None]) -> Callable[..., None]:  # noqa: ANN401
    def keep_used(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:  # noqa: ANN401
        used = sorted(to_unicode)
        many = _ON.get() and fonts.harfbuzz.hb_face_get_glyph_count(font.hb_face) >= _MANY
        outlines = _table(fonts, _subset(fonts, font, used, hinting), b"CFF ") if many else b""
        # Text says a glyph's place, and such a face is asked for its number: in most they are the same.
        if outlines and _numbers(outlines).issuperset(used):
            font.file_content = outlines
        else:
            subset(font, to_unicode, hinting)

    return keep_used


def _subset(fonts: Any, font: Any, glyphs: Sequence[int], hinting: bool) -> Any:  # noqa: ANN401
    """Return HarfBuzz's face of some glyphs, one after another, or NULL."""
    ffi, harfbuzz, library = fonts.ffi, fonts.harfbuzz, fonts.harfbuzz_subset
    asked = ffi.gc(library.hb_subset_input_create_or_fail(), library.hb_subset_input_destroy)
    wanted = library.hb_subset_input_glyph_set(asked)
    harfbuzz.hb_set_add_sorted_array(wanted, ffi.new("hb_codepoint_t[]", glyphs), len(glyphs))
    unwanted = library.hb_subset_input_set(asked, library.HB_SUBSET_SETS_DROP_TABLE_TAG)
    tags = sorted(harfbuzz.hb_tag_from_string(name, -1) for name in _UNWANTED)
    harfbuzz.hb_set_add_sorted_array(unwanted, ffi.new("hb_codepoint_t[]", tags), len(tags))
    flags = library.HB_SUBSET_FLAGS_DESUBROUTINIZE
    if not hinting:
        flags |= library.HB_SUBSET_FLAGS_NO_HINTING
    if font.missing:
        flags |= library.HB_SUBSET_FLAGS_NOTDEF_OUTLINE
    library.hb_subset_input_set_flags(asked, flags)
    return ffi.gc(library.hb_subset_or_fail(font.hb_face, asked), harfbuzz.hb_face_destroy)


def _table(fonts: Any, face: Any, name: bytes) -> bytes:  # noqa: ANN401
    """Return a table of a face, nothing where it has none."""
    ffi, harfbuzz = fonts.ffi, fonts.harfbuzz
    if face == ffi.NULL:
        return b""
    tag = harfbuzz.hb_tag_from_string(name, -1)
    blob = ffi.gc(harfbuzz.hb_face_reference_table(face, tag), harfbuzz.hb_blob_destroy)
    length = ffi.new("unsigned int *")
    data = harfbuzz.hb_blob_get_data(blob, length)
    return b"" if data == ffi.NULL else bytes(ffi.buffer(data, length[0]))


def _numbers(outlines: bytes) -> frozenset[int]:
    """Return the numbers of outlines in CFF, none where they have names."""
    from fontTools.cffLib import CFFFontSet

    whole = CFFFontSet()
    whole.decompile(BytesIO(outlines), None)
    top = whole[0]
    if not hasattr(top, "ROS"):
        return frozenset()
    return frozenset({0, *(int(name.removeprefix("cid")) for name in top.charset[1:])})
