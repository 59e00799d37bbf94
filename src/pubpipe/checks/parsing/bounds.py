"""A stranger's file -> why it is more than a check can look at: what is packed in it has no end."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pubpipe.checks.parsing.objects import listed

_RATIO = 1_400  # how many times larger than it is packed a stream may be: 1,032 for Flate, some 1,370 for LZW
_SHARE = 10  # of what a file may have, the part that the content of one page may
_PIECE = 1 << 20


def beyond(form: str, data: bytes, largest: int) -> int:
    """Return the bytes that a file has unpacked where these are more than ``largest``, else 0.

    The content of a page may have a tenth of that: each of its operators is an object when it is read. A file that
    cannot be opened is for others to tell of.
    """
    kind = form.partition("-")[0]
    if kind == "epub":
        return _over(_members(data), largest)
    if kind == "pdf":
        return _streams(data, largest)
    return len(data) if len(data) > largest else 0


def _members(data: bytes) -> Iterator[int]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            yield from (member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return


def _over(sizes: Iterator[int], largest: int) -> int:
    total = sum(sizes)
    return total if total > largest else 0


def _streams(data: bytes, largest: int) -> int:
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            for page in pdf.pages:
                contents = [
                    one for one in listed(page.obj.get("/Contents")) if isinstance(one, pikepdf.Stream)
                ]
                if found := _over((_unpacked(one, largest) for one in contents), largest // _SHARE):
                    return max(found, largest + 1)
            every = (one for one in pdf.objects if isinstance(one, pikepdf.Stream))
            return _over((_unpacked(one, largest) for one in every), largest)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, RecursionError):
        return 0


def _unpacked(stream: Any, largest: int) -> int:  # noqa: ANN401
    """Return how large a stream is when it is unpacked, or a number over ``largest`` as soon as it is larger.

    Pictures stay packed: nobody here looks at their pixels.
    """
    raw = stream.read_raw_bytes()
    filters = [str(one) for one in listed(stream.get("/Filter"))]
    if stream.get("/Subtype") == "/Image" or len(raw) * _RATIO ** len(filters) <= _PIECE:
        return len(raw)
    if filters and set(filters) != {"/FlateDecode"}:
        return len(raw) * (_RATIO if "/LZWDecode" in filters or len(filters) > 1 else 128)
    for _ in filters:
        raw, whole = _inflated(raw, largest)
        if not whole:
            return largest + 1
    return len(raw)


def _inflated(data: bytes, largest: int) -> tuple[bytes, bool]:
    """Return what a Flate stream is unpacked, up to a length, and whether that is all of it (RFC 1950)."""
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data, largest + 1)
    except zlib.error:
        return b"", True
    return found, len(found) <= largest
