"""A PDF of pydyf -> the same file, with each object written out once.

For the identifier that PDF/A asks for, pydyf makes the bytes of all objects a second time, compression included.
"""

from __future__ import annotations

import importlib
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


def tell_plainly() -> None:
    """Let pydyf ask of a value first whether it is what most are, bytes, a word or a whole number."""
    pydyf: Any = importlib.import_module("pydyf")
    to_bytes = pydyf._to_bytes

    def told(item: Any) -> Any:  # noqa: ANN401
        kind = type(item)
        if kind is bytes:
            return item
        if kind is str:
            return item.encode("ascii")
        return b"%d" % item if kind is int else to_bytes(item)

    pydyf._to_bytes = told


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
