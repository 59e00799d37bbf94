"""Arguments and bytes -> a pandoc at work, then what it made of them."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from pubpipe import installed
from pubpipe.errors import EditionError

# The most bytes of a text -> the MiB that pandoc may fill before it first looks for garbage: to convert the text fills
# about as many. The second look goes through its whole program, and whatever is filled must be fetched from the system.
_FILLED = ((5_000, 8), (12_000, 16), (28_000, 32))
_FILLED_BY_MORE = 4
_PROVED = "1.17"  # pypandoc_binary's version with whose pandoc this was proved
_TIMEOUT = 600  # seconds; a 10 MB article takes pandoc about one minute


@functools.cache
def pandoc_path() -> str:
    """Return the path of the pandoc that came with pypandoc, else of the one that pypandoc finds.

    ``PYPANDOC_PANDOC`` names another one. A newer one on PATH would make other bytes of the same article. pypandoc,
    which would take it, asks six programs for their version first. Raises EditionError when there is none.
    """
    if "PYPANDOC_PANDOC" not in os.environ and (included := _included()):
        return included
    import pypandoc

    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise EditionError("pandoc is not installed", "pip install pypandoc_binary") from error


def _included() -> str:
    """The program in pypandoc's folder, empty where it has none or is not installed; nothing is imported for it."""
    spec = find_spec("pypandoc")
    for folder in spec.submodule_search_locations or () if spec else ():
        path = Path(folder, "files", "pandoc.exe" if sys.platform == "win32" else "pandoc")
        if os.access(path, os.X_OK):
            return str(path)
    return ""


def memory_for(size: int) -> list[str]:
    """Return what tells pandoc to keep to the memory that a text of so many bytes needs, by itself 60 MiB and more.

    Nothing for another pandoc than the proved one: its runtime may take no options (GHC's User's Guide, 5.7.3).
    """
    if pandoc_path() != _included() or installed.version("pypandoc_binary") != _PROVED:
        return []
    filled = next((filled for most, filled in _FILLED if size <= most), _FILLED_BY_MORE)
    return ["+RTS", "-H1m", f"-A{filled}m", "-RTS"]


@functools.cache
def pandoc_version() -> str:
    """Return pandoc's version, such as ``3.9``."""
    first = Running(["--version"], b"").output().splitlines()[0]
    return first.split()[-1]


class Running:
    """A pandoc at work, then its result; it reads and writes files, so that neither side waits for the other."""

    def __init__(self, arguments: list[str], data: bytes) -> None:
        self._result: str | None = None
        with tempfile.TemporaryFile() as received, contextlib.ExitStack() as files:
            received.write(data)
            received.seek(0)
            self._made = files.enter_context(tempfile.TemporaryFile())
            self._process = subprocess.Popen(
                [pandoc_path(), *arguments], stdin=received, stdout=self._made, stderr=subprocess.PIPE
            )
            self._files = files.pop_all()

    def output(self) -> str:
        """Wait for the result and return it; raises EditionError with pandoc's own words."""
        if self._result is None:
            with self._files:
                self._wait()
                self._made.seek(0)
                self._result = self._made.read().decode()
        return self._result

    def _wait(self) -> None:
        try:
            # Not `wait`, which looks only now and then: the end of the messages is the end of pandoc.
            _, told = self._process.communicate(timeout=_TIMEOUT)
        except BaseException as error:
            self._process.kill()
            self._process.communicate()
            if isinstance(error, subprocess.TimeoutExpired):
                raise EditionError(f"pandoc did not finish within {_TIMEOUT} seconds") from error
            raise
        if code := self._process.returncode:
            words = told.decode(errors="replace").strip() or f"exit code {code}"
            if re.search("(?i)out of memory|heap exhausted", words):
                raise MemoryError
            raise EditionError(f"pandoc: {words}")
