"""A PDF of pydyf -> the same file, with each object written out once and each page named once.

For the identifier that PDF/A asks for, pydyf makes the bytes of all objects a second time, compression included. The
names of all pages it makes for each structure element that asks for one of them: of a book's time the square of its
length.
"""

from __future__ import annotations

import importlib
import weakref
from typing import Any


def write_once() -> None:
    """Let pydyf keep the bytes of the objects that it writes until all are written."""
    pydyf: Any = importlib.import_module("pydyf")
    write = pydyf.PDF.write

    def written(pdf: Any, output: object, *version: object, **options: object) -> None:  # noqa: ANN401
        # One by one: what an object is made of goes before the next has its bytes.
        for place, one in enumerate(pdf.objects):
            if one.free != "f":
                pdf.objects[place] = _Bytes(one)
        write(pdf, output, *version, **options)

    pydyf.PDF.write = written


def name_pages_once() -> None:
    """Let pydyf keep the names of a document's pages until there are others."""
    pydyf: Any = importlib.import_module("pydyf")
    make = pydyf.PDF.page_references.fget
    known: weakref.WeakKeyDictionary[Any, tuple[Any, int, Any]] = weakref.WeakKeyDictionary()

    def named(pdf: Any) -> Any:  # noqa: ANN401
        kids = pdf.pages["Kids"]
        held, count, names = known.get(pdf, (None, 0, ()))
        if held is not kids or count != len(kids):
            names = make(pdf)
            known[pdf] = kids, len(kids), names
        return names

    pydyf.PDF.page_references = property(named)


class _Bytes:
    """An object of which only its number and its bytes are left."""

    __slots__ = ("compressible", "data", "free", "generation", "number", "offset")

    def __init__(self, one: Any) -> None:  # noqa: ANN401
        self.number, self.generation, self.free = one.number, one.generation, one.free
        self.compressible, self.data = one.compressible, one.data
        self.offset = 0

    @property
    def indirect(self) -> bytes:
        return b"%d %d obj\n%b\nendobj" % (self.number, self.generation, self.data)
