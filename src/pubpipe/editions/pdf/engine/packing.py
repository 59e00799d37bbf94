"""Streams of a PDF -> the same, packed in a third of the time, for one to four per cent more bytes.

pydyf asks zlib for its slowest search, which what a page draws takes four times as long for as for zlib's own default.
"""

from __future__ import annotations

import importlib
import zlib
from types import ModuleType
from typing import Any


def pack_as_usual() -> None:
    """Let pydyf pack with zlib's own default."""
    pydyf: Any = importlib.import_module("pydyf")
    pydyf.zlib = _Usual(zlib)


class _Usual(ModuleType):
    """zlib, but for the effort that is asked of it."""

    def __init__(self, asked: ModuleType) -> None:
        super().__init__(asked.__name__)
        vars(self).update({**vars(asked), "compressobj": _packer})


def _packer(level: int = -1) -> Any:  # noqa: ANN401 - zlib's own
    return zlib.compressobj()
