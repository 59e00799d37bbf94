"""Regular expressions -> the same, in the engine's code from a store where it has them."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable, Iterator
from threading import Lock
from types import FrameType
from typing import Any, TypeAlias

# Kind (str or bytes), text and flags -> flags, code, groups and their names, as the engine takes them.
Kept: TypeAlias = "dict[tuple[type, str | bytes, int], tuple[Any, ...]]"

# The module that turns a pattern into the engine's code, and the engine; both have these names since Python 3.11.
_COMPILER: Any = getattr(re, "_compiler", None)
_ENGINE: Any = getattr(_COMPILER, "_sre", None)
_TAKES_MORE = 0x04 | 0x08  # *arguments, **options (see inspect.CO_VARARGS)


@contextlib.contextmanager
def taken(store: Kept) -> Iterator[None]:
    """Take regular expressions from a store, and put into it what is new and stands in a program.

    Code that does not hold, which the engine refuses, is made anew.
    """
    if not (hasattr(_ENGINE, "MAGIC") and hasattr(_COMPILER, "compile")):
        yield
        return
    slowly = _COMPILER.compile
    _COMPILER.compile = _compiler(store, slowly)
    try:
        yield
    finally:
        _COMPILER.compile = slowly


def _compiler(store: Kept, slowly: Callable[..., Any]) -> Callable[..., Any]:
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
            store[key] = heard.told
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
    """Whether a pattern stands in a program: a constant of the code that asks for it, or made while it is imported.

    A function that takes nothing makes the same pattern each time. The import of another program, which may have
    an article made on the way, tells nothing.
    """
    while frame is not None and frame.f_globals.get("__name__") == re.__name__:
        frame = frame.f_back
    if frame is None:
        return False
    code = frame.f_code
    takes = code.co_argcount + code.co_kwonlyargcount + len(code.co_freevars) + (code.co_flags & _TAKES_MORE)
    if pattern in code.co_consts or not (takes or code.co_name.startswith("<")):
        return True
    package = _package(frame)
    while frame is not None:
        if frame.f_code.co_name == "<module>" and _package(frame) == package != "__main__":
            return True
        frame = frame.f_back
    return False


def _package(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", "")).partition(".")[0]
