"""A build that ended well -> a stamp by which the same command is answered at once while nothing changes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, overload

from pubpipe import again
from pubpipe.model import ArticleReport, Outcome, Report

if TYPE_CHECKING:
    from pubpipe.press.request import Request

Sink = Callable[[bool, bytes], None]

_KEPT = 8  # stamps: one a command line, terminal and folder in use
_MOST = 64 * 2**20  # bytes that an answer shows at most; whose would be longer is looked at in full
_SECONDS = 0.01  # what the answer says of its own time; on a usual machine it is that


def remember(request: Request, report: Report, tell: Callable[[Sink, Report], None]) -> None:
    """Write the stamp of a report with a basis; ``tell`` says to a sink what a build of the same would say.

    Where the stamp cannot be written, or would be too large, the next build looks at everything.
    """
    from pubpipe.press.outputs.writing import replace_file
    from pubpipe.press.plan.planning import state_folder

    folder = state_folder(request)
    if report.basis is None or folder is None:
        return
    with contextlib.suppress(OSError, ValueError, AttributeError, _TooLargeError):
        mark = again.key()
        fields = (mark, report.basis.present, report.basis.absent)
        head = " ".join(str(n) for n in (*map(len, fields), report.exit_code, report.basis.state))
        path = folder / os.fsdecode(again.PREFIX + again.file_name(mark))
        shown = _shown(lambda sink: tell(sink, replace(_unchanged(report), seconds=_SECONDS)))
        replace_file(path, head.encode() + b"\n" + b"".join(fields) + shown)
        _forget_old(folder)


class _TooLargeError(Exception):
    """An answer that is too long to be kept."""


def _shown(tell: Callable[[Sink], None]) -> bytes:
    """Return what is told, in pieces of one stream each."""
    pieces: list[tuple[bytes, bytearray]] = []
    size = 0

    def sink(err: bool, data: bytes) -> None:
        nonlocal size
        size += len(data)
        if size > _MOST:
            raise _TooLargeError
        stream = again.STDERR if err else again.STDOUT
        if not pieces or pieces[-1][0] != stream:
            pieces.append((stream, bytearray()))
        pieces[-1][1].extend(data)

    tell(sink)
    return b"".join(stream + b"%d\n" % len(data) + data for stream, data in pieces)


def _unchanged(report: Report) -> Report:
    """The report that a build of the same would give now, but for its time."""
    return replace(report, articles=_Unchanged(report.articles), index=_standing(report.index))


class _Unchanged(Sequence[ArticleReport]):
    """The same reports of articles of which nothing was to be made."""

    def __init__(self, articles: Sequence[ArticleReport]) -> None:
        self._articles = articles

    def __len__(self) -> int:
        """How many there are."""
        return len(self._articles)

    def __iter__(self) -> Iterator[ArticleReport]:
        """Yield each."""
        return map(_of_before, self._articles)

    @overload
    def __getitem__(self, at: int) -> ArticleReport: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[ArticleReport, ...]: ...
    def __getitem__(self, at: int | slice) -> ArticleReport | tuple[ArticleReport, ...]:
        """Return some."""
        if isinstance(at, slice):
            return tuple(map(_of_before, self._articles[at]))
        return _of_before(self._articles[at])


def _of_before(article: ArticleReport) -> ArticleReport:
    return replace(article, outcomes=_standing(article.outcomes))


def _standing(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    return tuple(replace(outcome, status="unchanged", seconds=0.0) for outcome in outcomes)


def _forget_old(folder: Path) -> None:
    stamps = [path for path in folder.iterdir() if path.name.startswith(os.fsdecode(again.PREFIX))]
    for path in sorted(stamps, key=lambda p: p.stat().st_mtime_ns, reverse=True)[_KEPT:]:
        path.unlink()
