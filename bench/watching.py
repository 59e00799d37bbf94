"""Saves of a watched article -> wall seconds from each to its new PDF."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from statistics import median

from bench.environment import Tools

_WAIT = 60.0  # seconds after which a save counts as lost
_REST = 0.3  # seconds between a new PDF and the next save: people take longer
_POLL = 0.001


def watched(tools: Tools, folder: Path, source: Path, times: int) -> tuple[float, float]:
    """Return the median and the greatest of the seconds from a save to the PDF of it, after one unmeasured.

    The editor writes by rename. Raises RuntimeError where no new PDF comes.
    """
    path, made = folder / "source" / source.name, folder / "dist" / f"{source.stem}.pdf"
    path.parent.mkdir(parents=True)
    (folder / "pubpipe.toml").write_text("", "utf-8")
    text = source.read_bytes()
    path.write_bytes(text)
    cut, seconds, quiet = text.index(b" ", len(text) // 4), list[float](), subprocess.DEVNULL
    with subprocess.Popen(
        [str(tools.pubpipe), "watch", "-q"], cwd=folder, stdout=quiet, stderr=quiet
    ) as watch:
        try:
            before = _new(made, 0)
            for n in range(times + 1):
                time.sleep(_REST)
                draft = path.with_name(f".{path.name}.swp")
                draft.write_bytes(text[:cut] + b" further" * (n + 1) + text[cut:])
                begin = time.monotonic()
                draft.replace(path)
                before = _new(made, before)
                seconds.append(time.monotonic() - begin)
        finally:
            watch.terminate()
    return median(seconds[1:]), max(seconds[1:])


def _new(path: Path, before: int) -> int:
    """Wait for a file that is not the one of a time before, and return its time."""
    end = time.monotonic() + _WAIT
    while time.monotonic() < end:
        try:
            if (now := path.stat().st_mtime_ns) != before:
                return now
        except FileNotFoundError:
            pass
        time.sleep(_POLL)
    raise RuntimeError(f"no new {path.name} within {_WAIT:.0f} seconds")
