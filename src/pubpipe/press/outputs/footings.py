"""Articles that were read, and their outputs -> the files on which the answer about a run rests, a bounded many."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pubpipe.press.inputs.reading import Read
from pubpipe.press.request import Input
from pubpipe.stores import is_stored

if TYPE_CHECKING:
    from zlib import _Compress as _Packer

MOST = 32 * 2**20  # bytes of paths: those of a hundred thousand articles in five formats
_FRESH = 2**16  # bytes of paths that are not worth packing
_PIECE = 2**12  # packed bytes that are unpacked at a time
_PICTURE = re.compile(r"!\[(?:[^\]\\]|\\.)*\]\(\s*<?([^)>\s]*)")
_ONE = re.compile(rb"[^\0]+")


class Footings:
    """The files that articles were read from, also where there are none, and their outputs.

    Where not all can be told, or they are more than ``most`` bytes, none are: ``whole`` is then false.
    """

    def __init__(self, *, wanted: bool, most: int = MOST) -> None:
        self.whole = wanted
        self._most = most
        self._read, self._outputs = _Paths(), _Paths()

    def add(self, read: Iterable[str] | None, outputs: Iterable[str]) -> None:
        """Take in what :func:`read_from` tells of an article, and the files that are there of it."""
        if self.whole and read is not None:
            self._read.add(read)
            self._outputs.add(outputs)
        if read is None or self._read.size + self._outputs.size > self._most:
            self.drop()

    def drop(self) -> None:
        """Tell none any more: the answer cannot be given again."""
        self.whole = False
        self._read, self._outputs = _Paths(), _Paths()

    def read(self) -> Iterator[str]:
        """Yield the files that articles were read from."""
        return iter(self._read)

    def outputs(self) -> Iterator[str]:
        """Yield the files that were written, or stood."""
        return iter(self._outputs)


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


class _Paths:
    """Paths in their order, packed once they are many: an archive's differ in little. ``size`` is theirs unpacked."""

    def __init__(self) -> None:
        self.size = 0
        self._fresh, self._packed = bytearray(), bytearray()
        self._packer: _Packer | None = None

    def add(self, paths: Iterable[str]) -> None:
        """Take in some more."""
        for path in paths:
            name = os.fsencode(path) + b"\0"
            self._fresh += name
            self.size += len(name)
        if len(self._fresh) > _FRESH:
            import zlib

            if self._packer is None:
                self._packer = zlib.compressobj(1)
            self._packed += self._packer.compress(self._fresh)
            self._fresh.clear()

    def __iter__(self) -> Iterator[str]:
        """Yield them one by one; none may be added meanwhile."""
        rest = b""
        for piece in self._unpacked():
            whole, _, rest = (rest + piece).rpartition(b"\0")
            yield from (os.fsdecode(found[0]) for found in _ONE.finditer(whole))

    def _unpacked(self) -> Iterator[bytes]:
        if self._packer is not None:
            import zlib

            packed, unpacker = bytes(self._packed) + self._packer.copy().flush(), zlib.decompressobj()
            for begin in range(0, len(packed), _PIECE):
                yield unpacker.decompress(packed[begin : begin + _PIECE])
        yield bytes(self._fresh)
