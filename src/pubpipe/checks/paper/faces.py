"""A font of a PDF -> whether it is embedded, what its codes mean, which of them draw an empty box (ISO 32000-1 9)."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pubpipe.checks.parsing.glyphs import to_unicode
from pubpipe.checks.parsing.objects import is_dictionary

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


@dataclass(frozen=True)
class Face:
    """One font: ``wide`` says that a code has two bytes; ``table`` is None where no table says what codes mean."""

    name: str
    embedded: bool
    wide: bool
    identity: bool
    table: Mapping[bytes, str] | None
    empty: frozenset[bytes]

    def codes(self, string: bytes) -> list[bytes]:
        """Cut a string into its codes."""
        size = 2 if self.wide else 1
        return [string[n : n + size] for n in range(0, len(string), size)]

    @functools.cached_property
    def told(self) -> frozenset[bytes]:
        """The codes that say what they mean."""
        return frozenset(code for code, said in (self.table or {}).items() if said)

    @property
    def private(self) -> bool:
        """Whether some code means a character without an agreed meaning."""
        return any(_PRIVATE.search(said) for said in (self.table or {}).values())


def face(font: Any) -> Face:  # noqa: ANN401
    """Read a font dictionary."""
    subtype = str(font.get("/Subtype", ""))
    name = str(font.get("/BaseFont", font.get("/Name", "?"))).lstrip("/")
    name = name[7:] if len(name) > 7 and name[6] == "+" else name
    wide = subtype == "/Type0"
    inner = font.DescendantFonts[0] if wide and "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor")
    embedded = subtype == "/Type3" or (descriptor is not None and any(key in descriptor for key in _FILES))
    encoding = font.get("/Encoding")
    identity = wide and str(encoding) in ("/Identity-H", "/Identity-V")
    stream = font.get("/ToUnicode")
    table = to_unicode(stream.read_bytes()) if stream is not None and hasattr(stream, "read_bytes") else None
    return Face(name, embedded, wide, identity, table, _empty(encoding, inner, identity=identity))


def _empty(encoding: Any, inner: Any, *, identity: bool) -> frozenset[bytes]:  # noqa: ANN401
    """Return the codes of the glyph .notdef: 0 by identity, or those that an encoding names so."""
    if identity:
        return (
            frozenset({b"\0\0"})
            if str(inner.get("/CIDToGIDMap", "/Identity")) == "/Identity"
            else frozenset()
        )
    found, at = set(), 0
    for one in encoding.get("/Differences", []) if is_dictionary(encoding) else []:
        if isinstance(one, int):
            at = one
            continue
        if str(one) == "/.notdef":
            found.add(bytes([at & 255]))
        at += 1
    return frozenset(found)
