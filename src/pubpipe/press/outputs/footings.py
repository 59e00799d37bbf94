"""Articles that were read, and their outputs -> the files on which the answer about a run rests, a bounded many."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from pubpipe.press.inputs.reading import Read
from pubpipe.press.request import Input
from pubpipe.stores import is_stored

MOST = 32 * 2**20  # bytes of paths: those of a hundred thousand articles in five formats
_PICTURE = re.compile(r"!\[(?:[^\]\\]|\\.)*\]\(\s*<?([^)>\s]*)")
_ONE = re.compile(rb"[^\0]+")


class Footings:
    """The files that articles were read from, also where there are none, and their outputs.

    Where not all can be told, or they are more than ``most`` bytes, none are: ``whole`` is then false.
    """

    def __init__(self, *, wanted: bool, most: int = MOST) -> None:
        self.whole = wanted
        self._most = most
        self._read, self._outputs = bytearray(), bytearray()

    def add(self, read: Iterable[str] | None, outputs: Iterable[str]) -> None:
        """Take in what :func:`read_from` tells of an article, and the files that are there of it."""
        if self.whole and read is not None:
            _put(self._read, read)
            _put(self._outputs, outputs)
        if read is None or len(self._read) + len(self._outputs) > self._most:
            self.drop()

    def drop(self) -> None:
        """Tell none any more: the answer cannot be given again."""
        self.whole = False
        self._read, self._outputs = bytearray(), bytearray()

    def read(self) -> Iterator[str]:
        """Yield the files that articles were read from."""
        return _all(self._read)

    def outputs(self) -> Iterator[str]:
        """Yield the files that were written, or stood."""
        return _all(self._outputs)


def read_from(one: Input, article: Read) -> tuple[str, ...] | None:
    """Return the files that an article was read from, and those that were looked for; None where not all are known."""
    if one.path is None:
        return ()
    paths = [one.path]
    if not (is_stored(one.path) or os.path.lexists(one.name)):
        paths.append(Path(one.name))
    paths += [one.path.with_suffix(".yaml"), one.path.with_suffix(".sources.lock")]
    pictures = _pictures(one.path.parent, article)
    return None if pictures is None else tuple(map(str, (*paths, *pictures)))


def _pictures(folder: Path, article: Read) -> list[Path] | None:
    """The pictures of an article, and where those would be that are missing."""
    manuscript = article.manuscript
    found = {asset.name for asset in manuscript.assets}
    named = {n for n in _PICTURE.findall(manuscript.markdown) if n.rpartition("/")[2] not in found}
    if sum(f.code == "read-picture-missing" for f in article.findings) > len(named):
        return None
    cover = dict(manuscript.meta.extra).get("cover")
    named |= {cover} if isinstance(cover, str) and cover else set()
    paths = []
    for source in (*(asset.known for asset in manuscript.assets), *sorted(named)):
        inside = PurePosixPath(unquote(source))
        if "://" not in source and not source.startswith(("//", "data:")) and not inside.is_absolute():
            paths.append(folder / inside)
    return paths


def _put(paths: bytearray, names: Iterable[str]) -> None:
    for name in names:
        paths += os.fsencode(name) + b"\0"


def _all(paths: bytearray) -> Iterator[str]:
    return (os.fsdecode(found[0]) for found in _ONE.finditer(paths))
