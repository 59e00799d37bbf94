"""What programs compile anew at each start -> the same, compiled once for an installation.

Python keeps the bytecode of modules in ``__pycache__``. Kept there beside it, in the same way: the regular
expressions that modules hold (some 450 a command), the methods that dataclasses are given (1,000, most of them six at
once), the selectors of stylesheets, the style's templates, and values that are read from texts which do not change:
stylesheets, tables, hyphenation patterns. Together they cost a third of the time of a first edition.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import marshal
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType
from typing import Any

from pubpipe import patterns, records

# Entries, and bytes of values; where there are more, most are of another time, and it is begun anew.
_MOST, _LARGEST = 8_000, 8_000_000
_WORTH = 24  # new entries that are worth writing all anew; a value is worth it by itself


@dataclasses.dataclass(slots=True)
class Store:
    """What is there, and what is new: expressions by their text and flags, the others by whatever stands for them.

    Values are plain data as ``marshal`` writes them, read when they are asked for.
    """

    patterns: patterns.Kept = dataclasses.field(default_factory=dict)
    programs: dict[str, CodeType] = dataclasses.field(default_factory=dict)
    values: dict[str, bytes] = dataclasses.field(default_factory=dict)
    new: int = 0

    def program(self, text: str, mode: str) -> CodeType:
        """Return the code of a text that is to be executed (``exec``) or evaluated (``eval``)."""
        key = f"{mode}:{text}"
        code = self.programs.get(key)
        if code is None:
            code = compile(text, "<string>", mode, dont_inherit=True)
            self.put(key, code)
        return code

    def put(self, key: str, code: CodeType) -> None:
        """Keep a program."""
        self.programs[key] = code
        self.new += 1

    def value(self, key: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - plain data of any form
        """Return the value that stands for a key, made once; what is no plain data is made each time.

        The key must have in it all that decides what is made: the text or its digest, and the version of what reads it.
        """
        there = self.values.get(key)
        if there is not None:
            return marshal.loads(there)  # noqa: S302 - as Python reads bytecode
        made = make()
        with contextlib.suppress(ValueError):
            self.values[key] = marshal.dumps(made)
            self.new += _WORTH
        return made


@functools.cache
def store() -> Store:
    """Return this process's store, with what is kept for the installation."""
    return read(_path())


def toml(text: str) -> dict[str, Any]:
    """Read a TOML text that is the same at each start; raises ``tomllib.TOMLDecodeError``, a ValueError."""

    def make() -> dict[str, Any]:
        import tomllib

        return tomllib.loads(text)

    table: dict[str, Any] = store().value(f"toml {text}", make)
    return table


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Take what is compiled within from the store, and keep what is new.

    Only what is written in a program is kept, never a pattern that was put together from an article's words. A file
    that is not there, or not readable, costs time only. Nothing is written where Python may write no bytecode.
    """
    if sys.implementation.name != "cpython":
        yield
        return
    there = store()
    before = len(there.patterns)
    try:
        with _dataclasses_from(there), patterns.taken(there.patterns):
            yield
    finally:
        write(_path(), there, there.new + len(there.patterns) - before)


@contextlib.contextmanager
def _dataclasses_from(there: Store) -> Iterator[None]:
    """Let ``dataclasses`` take its methods from the store, those of the house's records all at once."""
    room = vars(dataclasses)

    def once(key: str, text: Callable[[], str]) -> CodeType:
        if key not in there.programs:
            there.put(key, compile(text(), "<string>", "exec", dont_inherit=True))
        return there.programs[key]

    # `dataclasses` finds this name before Python's own; the texts that it executes are made of names and types.
    room["exec"] = lambda text, *rooms: exec(there.program(text, "exec"), *rooms)  # noqa: S102
    try:
        with records.made_at_once(once):
            yield
    finally:
        del room["exec"]


def read(path: Path) -> Store:
    """Return the store that was written to a file by this Python, an empty one where there is none."""
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        made_by, rows, programs, values = marshal.loads(path.read_bytes())  # noqa: S302 - as Python reads bytecode
        if made_by == _python():
            kept: patterns.Kept = {(_KINDS[kind], text, flags): rest for kind, text, flags, rest in rows}
            return Store(kept, programs, values)
    return Store()


def write(path: Path, there: Store, new: int, worth: int = _WORTH) -> None:
    """Write a store whole or not at all.

    Fewer new entries than ``worth`` are not: some are new each time, since libraries make them from sets.
    """
    if new < worth or sys.dont_write_bytecode:
        return
    if len(there.patterns) + len(there.programs) > _MOST or sum(map(len, there.values.values())) > _LARGEST:
        there = Store()
    rows: list[Any] = [
        (kind.__name__, text, flags, rest) for (kind, text, flags), rest in there.patterns.items()
    ]
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError, ValueError):
        path.parent.mkdir(exist_ok=True)
        part.write_bytes(marshal.dumps((_python(), rows, there.programs, there.values)))
        part.replace(path)


_KINDS = {"str": str, "bytes": bytes}


def _path() -> Path:
    return Path(__file__).parent / "__pycache__" / f"compiled.{sys.implementation.cache_tag}.bin"


def _python() -> str:
    return sys.version
