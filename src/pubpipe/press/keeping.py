"""What became of articles, in whatever order they are done -> that in the order of the inputs, most of it on the disk.

A run over a million articles holds the reports of a few, and five numbers of each other.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast, overload

from pubpipe.model import ArticleReport

if TYPE_CHECKING:
    from io import FileIO

AT_HAND = 128  # reports in memory, so that a usual run needs no file
_NONE, _HERE = -1, -2  # where a report may be that is not in the file


class Kept(Sequence[ArticleReport]):
    """Reports by the number of their input, at most ``count``; the first ``AT_HAND`` in memory, the others in a file.

    The file has no name and is gone with the process. Where it cannot be written, its reports stay in memory.
    """

    def __init__(self, count: int) -> None:
        self._at_hand: dict[int, ArticleReport] = {}
        self._places = array("q", [_NONE]) * count
        self._told = bytearray(count)
        self._file: FileIO | None = None
        self._number = 0

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()

    def put(self, number: int, report: ArticleReport, *, told: bool) -> None:
        """Keep the report of an input, of which somebody was ``told`` or not yet."""
        self._number += self._places[number] == _NONE
        self._told[number] = told
        self._at_hand.pop(number, None)
        if len(self._at_hand) >= AT_HAND and self._spilled(number, report):
            return
        self._at_hand[number], self._places[number] = report, _HERE

    def untold(self) -> Iterator[ArticleReport]:
        """Yield the reports of which nobody was told, and take it that somebody is now."""
        for number, place in enumerate(self._places):
            if place != _NONE and not self._told[number]:
                self._told[number] = True
                yield self._report(number)

    def all(self) -> Sequence[ArticleReport]:
        """Return all reports; where they are few, as a tuple."""
        return tuple(self) if self._file is None else self

    def __len__(self) -> int:
        """How many there are."""
        return self._number

    def __iter__(self) -> Iterator[ArticleReport]:
        """Yield all, in the order of the inputs."""
        return (self._report(n) for n, place in enumerate(self._places) if place != _NONE)

    @overload
    def __getitem__(self, at: int) -> ArticleReport: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[ArticleReport, ...]: ...
    def __getitem__(self, at: int | slice) -> ArticleReport | tuple[ArticleReport, ...]:
        """Return some, as a tuple does."""
        numbers = [n for n, place in enumerate(self._places) if place != _NONE]
        if isinstance(at, slice):
            return tuple(self._report(n) for n in numbers[at])
        return self._report(numbers[at])

    def _report(self, number: int) -> ArticleReport:
        if self._places[number] == _HERE or self._file is None:
            return self._at_hand[number]
        import pickle

        self._file.seek(self._places[number])
        return cast("ArticleReport", pickle.load(self._file))  # noqa: S301  # our own, a moment ago

    def _spilled(self, number: int, report: ArticleReport) -> bool:
        import os
        import pickle
        import tempfile

        data = pickle.dumps(report)
        try:
            if self._file is None:
                # Without a buffer: what could not be written is known at once, and costs no other report.
                self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # as long as the reports
            place = self._file.seek(0, os.SEEK_END)
            if self._file.write(data) < len(data):
                return False
        except OSError:
            return False
        self._places[number] = place
        return True
