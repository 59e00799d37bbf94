"""Texts, one after another -> XHTML of each, by one pandoc that stays."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path

from pubpipe.markup.running import pandoc_path

# Characters; longer ones are rare, and cost more than the start of a pandoc of their own.
_LONGEST = 200_000
# Pandoc's command line does more to tabs and controls.
_UNUSUAL = re.compile("[\x00-\x09\x0b-\x1f\ufeff]")
# Bytes that it may keep for itself; an article takes some 30 MiB.
_MOST = 256 * 2**20
# Seconds in which one that is idle has ended.
_PATIENCE = 0.5


class Staying:
    """A pandoc that is started for the first text and answers all; one that dies is replaced for the next.

    Its answers are those of a pandoc that is started for each text, by ``arguments`` to its Lua program.
    """

    def __init__(self, program: Path, *arguments: str) -> None:
        self._command = ["lua", str(program), *arguments]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The number of its process, None while there is none."""
        return self._process.pid if self._process is not None else None

    def answer(self, markdown: str) -> str | None:
        """Return a text as XHTML; None for a text that is not for it, and where it fails."""
        if len(markdown) > _LONGEST or _UNUSUAL.search(markdown):
            return None
        try:
            made = self._asked(markdown.encode())
        except (OSError, ValueError):
            self.end()
            return None
        except BaseException:
            self.end()  # half of an answer would be taken for the next one
            raise
        if self.memory() > _MOST:
            self.end()
        return made

    def end(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        # Killed, it leaves a file in the system's folder for temporary ones; interrupted, it takes it away.
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()

    def memory(self) -> int:
        """Return the bytes that the process has for itself, 0 where there is none, or where it cannot be told.

        Its program, most of what it takes, is read from its file and shared with every other pandoc.
        """
        if self._process is None:
            return 0
        try:
            _, resident, shared, *_ = Path(f"/proc/{self._process.pid}/statm").read_text().split()
            return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, ValueError):
            return 0

    def _asked(self, data: bytes) -> str:
        if self._process is None:
            self._process = subprocess.Popen(
                [pandoc_path(), *self._command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(b"%d\n%b" % (len(data), data))
        self._process.stdin.flush()
        told = self._process.stdout
        length = int(told.readline())
        made = told.read(length)
        if len(made) < length:
            raise ValueError("pandoc ended within its answer")
        return made.decode()
