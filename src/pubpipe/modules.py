"""Modules as Python finds them -> the same, with where they were found and their bytecode in one file.

A first edition imports some 600 modules. To look for each in the folders of ``sys.path``, to open its file in
``__pycache__`` and to read it takes 50 ms, a tenth of the time. Here that is done once for an installation. A module
is taken only while its source has the size and the time that it had, as Python itself asks of its bytecode, and while
no folder that comes before it has changed; any other is left to Python.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import CodeType, ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from mmap import mmap

_WORTH = 24  # new modules that are worth writing all anew
_LARGEST = 40_000_000  # bytes; beyond, most is of another time, and it is begun anew
_HEAD = 16  # bytes before the code in a file of bytecode (PEP 552)

# Source, its time and size, bytecode's file, is it a package, the folders it was looked for in and their times.
Facts = tuple[str, int, int, str, bool, tuple[str, ...], tuple[int, ...]]
# Name -> what is known of a module, where its code begins in the file, how long it is.
Index = dict[str, tuple[Facts, int, int]]


class Loader(SourceFileLoader):
    """Python's own loader of source files, with the code at hand."""

    def __init__(self, name: str, path: str, code: memoryview) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType | None:
        """Return the code of the module, once; whoever asks again gets it from Python."""
        if not self._code:
            return super().get_code(fullname)
        code: CodeType = marshal.loads(self._code)  # noqa: S302 - as Python reads bytecode
        self._code = memoryview(b"")
        return code


class Finder:
    """Finds the modules of an index, which are in one file; stands before Python's own finders."""

    def __init__(self, index: Index, codes: memoryview) -> None:
        self.index = index
        self.codes = codes
        self.before = frozenset(sys.modules)  # these were found without it, and will be each time
        self._times: dict[tuple[str, ...], tuple[int, ...]] = {}

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where a module is, as Python would, None where it must look by itself."""
        entry = self.index.get(name)
        if entry is None:
            return None
        (source, time, size, cached, package, folders, times), begin, length = entry
        if folders != tuple(sys.path if path is None else path):
            return None
        if folders not in self._times:
            self._times[folders] = tuple(map(time_of, folders))
        if times != self._times[folders]:
            return None
        try:
            stat = os.stat(source)  # noqa: PTH116 - a Path costs more than all else here
        except OSError:
            return None
        if (stat.st_mtime_ns, stat.st_size) != (time, size):
            return None
        spec = ModuleSpec(name, Loader(name, source, self.codes[begin : begin + length]), origin=source)
        spec.has_location = True
        spec.cached = cached
        if package:
            spec.submodule_search_locations = [source.rpartition(os.sep)[0]]
        return spec

    def invalidate_caches(self) -> None:
        """Forget the folders' times, as :func:`importlib.invalidate_caches` asks of every finder."""
        self._times.clear()


def time_of(folder: str) -> int:
    """Return a folder's time, which changes when a file in it comes or goes; 0 where there is none."""
    try:
        return os.stat(folder or ".").st_mtime_ns  # noqa: PTH116
    except OSError:
        return 0


def kept() -> Finder | None:
    """Find modules in the file from now on; None where Python is another one or must not be helped."""
    if sys.implementation.name != "cpython" or type(__spec__.loader) is not SourceFileLoader:
        return None
    finder = read(path())
    sys.meta_path.insert(0, finder)
    return finder


def read(file: str) -> Finder:
    """Return what was written to a file by this Python, an empty finder where there is none."""
    from mmap import ACCESS_READ, mmap

    try:
        with open(file, "rb") as opened:  # noqa: PTH123
            held: mmap = mmap(opened.fileno(), 0, access=ACCESS_READ)
        codes = memoryview(held)
        made_by, index = marshal.loads(codes[8 + int.from_bytes(codes[:8], "big") :])  # noqa: S302
        if made_by == sys.version:
            return Finder(index, codes)
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return Finder({}, memoryview(b""))


def keep(finder: Finder | None, file: str) -> None:
    """Write what was imported and is not in the file yet, whole or not at all."""
    if finder is None or sys.dont_write_bytecode:
        return
    by_python = [
        (name, module)
        for name, module in list(sys.modules.items())
        if type(getattr(module, "__loader__", None)) is SourceFileLoader and name not in finder.before
    ]
    if len(by_python) < _WORTH:
        return
    found: dict[str, tuple[Facts, bytes]] = {}
    for name, module in by_python:
        if (told := _told(name, module)) is not None:
            found[name] = told
    if (
        sum(name not in finder.index or finder.index[name][0] != facts for name, (facts, _) in found.items())
        < _WORTH
    ):
        return
    for name, (facts, begin, length) in finder.index.items():
        found.setdefault(name, (facts, bytes(finder.codes[begin : begin + length])))
    index: Index = {}
    at = 8
    for name, (facts, code) in found.items():
        index[name] = facts, at, len(code)
        at += len(code)
    if at > _LARGEST:
        return
    part = f"{file}.{os.getpid()}"
    try:
        with open(part, "wb") as opened:  # noqa: PTH123
            opened.write((at - 8).to_bytes(8, "big"))
            opened.writelines(code for _, code in found.values())
            opened.write(marshal.dumps((sys.version, index)))
        os.replace(part, file)  # noqa: PTH105
    except (OSError, ValueError):
        pass


def _told(name: str, module: ModuleType) -> tuple[Facts, bytes] | None:
    """What is to be known of an imported module, and its code; None of one that is not from a source file."""
    spec = getattr(module, "__spec__", None)
    if spec is None or spec.name != name or not spec.cached:
        return None
    parent = sys.modules.get(name.rpartition(".")[0])
    folders = tuple(parent.__path__) if parent is not None and "." in name else tuple(sys.path)
    try:
        stat = os.stat(spec.origin or "")  # noqa: PTH116
        with open(spec.cached, "rb") as opened:  # noqa: PTH123
            data = opened.read()
    except OSError:
        return None
    # The bytecode must be that of the source as it is: no flags, its seconds, its size (PEP 552).
    expected = (0).to_bytes(4, "little") + b"".join(
        (n & 0xFFFFFFFF).to_bytes(4, "little") for n in (int(stat.st_mtime), stat.st_size)
    )
    if data[4:_HEAD] != expected:
        return None
    package = spec.submodule_search_locations is not None
    facts = (
        spec.origin,
        stat.st_mtime_ns,
        stat.st_size,
        spec.cached,
        package,
        folders,
        tuple(map(time_of, folders)),
    )
    return facts, data[_HEAD:]


def path() -> str:
    """Return the file, beside the bytecode of this module."""
    folder = os.path.dirname(__file__)  # noqa: PTH120
    return os.path.join(folder, "__pycache__", f"modules.{sys.implementation.cache_tag}.bin")  # noqa: PTH118
