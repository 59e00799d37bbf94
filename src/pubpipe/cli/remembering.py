"""A build that ended well -> a stamp by which the same command is answered at once while nothing changes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pubpipe import again
from pubpipe.model import Report

if TYPE_CHECKING:
    from pubpipe.press.request import Request

Sink = Callable[[bool, bytes], None]

_KEPT = 8  # stamps: one a command line, terminal and folder in use
_SECONDS = 0.01  # what the answer says of its own time; on a usual machine it is that


def remember(request: Request, report: Report, tell: Callable[[Sink, Report], None]) -> None:
    """Write the stamp of a report with a basis; ``tell`` says to a sink what a build of the same would say.

    Where the stamp cannot be written, the next build looks at everything.
    """
    from pubpipe.press.outputs.writing import replace_file
    from pubpipe.press.plan.planning import state_folder

    folder = state_folder(request)
    if report.basis is None or folder is None:
        return
    pieces: list[tuple[bytes, bytes]] = []

    def sink(err: bool, data: bytes) -> None:
        stream = again.STDERR if err else again.STDOUT
        if pieces and pieces[-1][0] == stream:
            data = pieces.pop()[1] + data
        pieces.append((stream, data))

    tell(sink, _unchanged(report))
    with contextlib.suppress(OSError, ValueError, AttributeError):
        mark = again.key()
        fields = (mark, b"\0".join(report.basis.present), b"\0".join(report.basis.absent))
        head = " ".join(str(n) for n in (*map(len, fields), report.exit_code, report.basis.state))
        shown = b"".join(stream + b"%d\n" % len(data) + data for stream, data in pieces)
        path = folder / os.fsdecode(again.PREFIX + again.file_name(mark))
        replace_file(path, head.encode() + b"\n" + b"".join(fields) + shown)
        _forget_old(folder)


def _unchanged(report: Report) -> Report:
    """The report that a build of the same would give now."""
    articles = tuple(
        replace(a, outcomes=tuple(replace(o, status="unchanged", seconds=0.0) for o in a.outcomes))
        for a in report.articles
    )
    index = tuple(replace(o, status="unchanged", seconds=0.0) for o in report.index)
    return replace(report, articles=articles, seconds=_SECONDS, index=index)


def _forget_old(folder: Path) -> None:
    stamps = [path for path in folder.iterdir() if path.name.startswith(os.fsdecode(again.PREFIX))]
    for path in sorted(stamps, key=lambda p: p.stat().st_mtime_ns, reverse=True)[_KEPT:]:
        path.unlink()
