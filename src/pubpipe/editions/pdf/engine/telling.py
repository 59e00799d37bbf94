"""What pydyf tells of values, dictionaries and streams -> the same bytes, asked first for what most of them are.

Nearly all values are bytes, words and whole numbers. pydyf asks each whether it is anything else before, in a call of
its own for each name, each value and each line of a page.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterable
from typing import Any

_KEYS = 512  # names of entries that are kept: all that PDF has, and some faces'


def tell_plainly() -> None:
    """Let pydyf tell its values so."""
    pydyf: Any = importlib.import_module("pydyf")
    told = pydyf._to_bytes = _telling(pydyf._to_bytes)

    @functools.lru_cache(maxsize=_KEYS)
    def entry(key: Any) -> bytes:  # noqa: ANN401
        return b"/%b " % told(key)

    def dictionary(one: Any) -> bytes:  # noqa: ANN401
        values = [entry(key) + (value if type(value) is bytes else told(value)) for key, value in one.items()]
        return b"<<%b>>" % b"".join(values)

    def stream(one: Any) -> bytes:  # noqa: ANN401
        content, extra = b"\n".join(_all(told, one.stream)), pydyf.Dictionary(one.extra.copy())
        if one.compress:
            extra["Filter"] = "/FlateDecode"
            packer = pydyf.zlib.compressobj(level=9)
            content = packer.compress(content) + packer.flush()
        extra["Length"] = len(content)
        return b"\n".join((extra.data, b"stream", content, b"endstream"))

    pydyf.Dictionary.data = property(dictionary)
    pydyf.Array.data = property(lambda one: b"[%b]" % b" ".join(_all(told, one)))
    pydyf.Stream.data = property(stream)


def _telling(to_bytes: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
    def told(item: Any) -> bytes:  # noqa: ANN401
        kind = type(item)
        if kind is bytes:
            return item  # type: ignore[no-any-return]
        if kind is str:
            return item.encode("ascii")  # type: ignore[no-any-return]
        if kind is float:
            return b"%d" % item if item.is_integer() else f"{item:f}".rstrip("0").encode("ascii")
        return b"%d" % item if kind is int else to_bytes(item)

    return told


def _all(told: Callable[[Any], bytes], items: Iterable[Any]) -> list[bytes]:
    return [item if type(item) is bytes else told(item) for item in items]
