"""Arguments and bytes -> a pandoc at work, then what it made of them."""

from __future__ import annotations

import contextlib
import functools
import re
import subprocess
import tempfile

from pubpipe.errors import EditionError

_TIMEOUT = 600  # seconds; a 10 MB article takes pandoc about one minute


@functools.cache
def pandoc_path() -> str:
    """Return the path of pypandoc's own pandoc binary, else of the one on PATH.

    Raises EditionError when there is none. pypandoc's conversion calls are not used: each starts
    pandoc three times.
    """
    import pypandoc

    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise EditionError("pandoc is not installed", "pip install pypandoc_binary") from error


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
