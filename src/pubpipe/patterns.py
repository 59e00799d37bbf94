"""Regular expressions that modules hold -> the same, compiled once for an installation instead of at each start.

Python keeps a module's bytecode in ``__pycache__``; the compiled form of its regular expressions, ours and those
of the libraries, is kept there beside it in the same way. A command uses some 450, which cost an eighth of its time.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from types import FrameType
from typing import Any

Kept = dict[tuple[type, str | bytes, int], tuple[Any, ...]]

# The module that turns a pattern into the engine's code, and the engine; both have these names since Python 3.11.
_COMPILER: Any = getattr(re, "_compiler", None)
_ENGINE: Any = getattr(_COMPILER, "_sre", None)
_MOST = 4_000  # entries; beyond that they are not ours


@contextlib.contextmanager
def kept(folder: Path | None = None) -> Iterator[None]:
    """Take regular expressions from ``folder`` (``__pycache__`` here) where it has them, and keep the new ones.

    Only what is written in a program is kept, never a pattern that was put together from an article's words. A file
    that is not there, or not readable, costs time only; one that is damaged is made anew (the engine refuses code
    that does not hold). Nothing is written where Python may write no bytecode.
    """
    if not _is_known():
        yield
        return
    path = (folder or Path(__file__).parent / "__pycache__") / f"patterns.{sys.implementation.cache_tag}.bin"
    store, new = _read(path), Kept()
    compile_slowly = _COMPILER.compile
    _COMPILER.compile = _compiler(store, new, compile_slowly)
    try:
        yield
    finally:
        _COMPILER.compile = compile_slowly
        if new and not sys.dont_write_bytecode and len(store) + len(new) <= _MOST:
            _write(path, store | new)


def _is_known() -> bool:
    return (
        sys.implementation.name == "cpython" and hasattr(_ENGINE, "MAGIC") and hasattr(_COMPILER, "compile")
    )


def _compiler(store: Kept, new: Kept, slowly: Callable[..., Any]) -> Callable[..., Any]:
    """Return what stands in for ``re``'s own compiler, which :func:`re.compile` asks once for each pattern."""
    build, one_at_a_time = _ENGINE.compile, Lock()

    def compile_(pattern: Any, flags: int = 0) -> Any:  # noqa: ANN401 - text, bytes or what is parsed already
        key = (type(pattern), pattern, int(flags))
        plain = type(pattern) in (str, bytes) and not flags & (re.LOCALE | re.DEBUG)
        if plain and key in store:
            with contextlib.suppress(RuntimeError, TypeError, ValueError, OverflowError):
                return build(pattern, *store[key])
        with one_at_a_time:
            if not plain or not _is_written(pattern, sys._getframe(1)):
                return slowly(pattern, flags)
            _COMPILER._sre = heard = _Heard(_ENGINE)
            try:
                compiled = slowly(pattern, flags)
            finally:
                _COMPILER._sre = _ENGINE
            new[key] = heard.told
            return compiled

    return compile_


class _Heard:
    """The engine, with an ear on the code that it is told to take."""

    def __init__(self, engine: Any) -> None:  # noqa: ANN401 - a module
        self._engine = engine
        self.told: tuple[Any, ...] = ()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the engine has
        return getattr(self._engine, name)

    def compile(self, pattern: object, flags: int, code: list[int], *rest: Any) -> Any:  # noqa: ANN401 - its own
        # Plain integers, which re's named ones are not: only those can be kept.
        self.told = (int(flags), [int(word) for word in code], *rest)
        return self._engine.compile(pattern, flags, code, *rest)


def _is_written(pattern: str | bytes, frame: FrameType | None) -> bool:
    """Whether a pattern stands in a program: a constant of the code that asks for it, or made by an import."""
    while frame is not None and frame.f_globals.get("__name__") == re.__name__:
        frame = frame.f_back
    if frame is not None and pattern in frame.f_code.co_consts:
        return True
    while frame is not None:
        if frame.f_code.co_name == "<module>" and frame.f_globals.get("__name__") != "__main__":
            return True
        frame = frame.f_back
    return False


def _read(path: Path) -> Kept:
    try:
        magic, entries = marshal.loads(path.read_bytes())  # noqa: S302 - as Python reads bytecode
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    if magic != _magic() or not isinstance(entries, list):
        return {}
    kinds = {"s": str, "b": bytes}
    return {(kinds[kind], pattern, flags): rest for kind, pattern, flags, rest in entries}


def _write(path: Path, entries: Kept) -> None:
    rows = [(kind.__name__[0], pattern, flags, rest) for (kind, pattern, flags), rest in entries.items()]
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError, ValueError):
        path.parent.mkdir(exist_ok=True)
        part.write_bytes(marshal.dumps((_magic(), rows)))
        part.replace(path)


def _magic() -> tuple[int, ...]:
    return _ENGINE.MAGIC, sys.hexversion, sys.maxunicode
