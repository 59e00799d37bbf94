"""Bytes -> text and the name of its encoding (NORMALIZER 1.1 `decode`)."""

from __future__ import annotations

import codecs
import re

from pubpipe.errors import ArticleError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text of a file and its encoding: by its byte order mark, else UTF-16, UTF-8 or CP1252.

    UTF-16 is tried before UTF-8, since English UTF-16 without a mark is valid UTF-8 full of NULs. Raises
    ArticleError for an empty file, for a binary one, and for bytes that are in none of these encodings.
    """
    if not data.strip():
        raise ArticleError(f"{name} is empty", "Put the article's text into it, or remove the file.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, name)
    if b"\x00" in data:
        wide = _wide(data)
        if wide is None:
            raise _binary(name)
        return _strict(data, wide, name)
    if len(_CONTROLS.findall(data[:65536])) > max(8, 0.01 * len(data[:65536])):
        raise _binary(name)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _is_western(data):
            return data.decode("cp1252"), "cp1252"
        line = data.count(b"\n", 0, error.start) + 1
        raise ArticleError(
            f"{name}, line {line}: neither UTF-8 nor Windows-1252 text (byte {error.start})",
            "Save it as UTF-8 in your editor.",
        ) from error


def _strict(data: bytes, encoding: str, name: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding.removesuffix("-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{name}: damaged {encoding.removesuffix('-sig')} text at byte {error.start}",
            "Save it as UTF-8 in your editor.",
        ) from error


def _wide(data: bytes) -> str | None:
    """UTF-16 by where its NULs stand: English has them in every second byte."""
    if len(data) % 2:
        return None
    half = len(data) // 2
    low, high = data[0::2].count(0), data[1::2].count(0)
    if high > 0.3 * half and low < 0.05 * half:
        return "utf-16-le"
    if low > 0.3 * half and high < 0.05 * half:
        return "utf-16-be"
    return None


def _is_western(data: bytes) -> bool:
    """Few high bytes, none of the five that CP1252 leaves undefined."""
    high = sum(byte >= 0x80 for byte in data)
    letters = sum(chr(byte).isalpha() for byte in data)
    return not _UNDEFINED.search(data) and high <= 0.12 * max(letters, 1)


def _binary(name: str) -> ArticleError:
    return ArticleError(
        f"{name} is not text: it holds binary data",
        "Save the article as text or Markdown, or remove the file.",
    )
