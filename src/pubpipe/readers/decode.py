"""Bytes -> text and the name of its encoding (NORMALIZER 1.1 `decode`)."""

from __future__ import annotations

import codecs
import re

from pubpipe.errors import ArticleError, called
from pubpipe.model import Finding, Place
from pubpipe.readers.alphabets import is_hebrew, japanese, latin

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_GUESSED = (
    "cp1250",
    "cp1251",
    "cp1252",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "koi8_r",
    "cp932",
    "euc_jp",
    "gb18030",
    "big5",
    "cp949",
)
_SAMPLE = 65_536


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text of a file and its encoding (NORMALIZER 1.1 `decode`).

    By its byte order mark; UTF-16 before UTF-8, since English UTF-16 without a mark is valid UTF-8 full of
    NULs; UTF-8, also with a few stray bytes of Windows-1252; the letters of languages (:mod:`.alphabets`); what
    charset-normalizer proposes of thirteen encodings; Windows-1252 whatever it looks like. Raises ArticleError
    for an empty file and for a binary one.
    """
    if not data.strip():
        what = "Put the article's text into it" + (
            ", or remove the file." if name != "-" else ": pubpipe … - < FILE"
        )
        raise ArticleError(f"{called(name)} is empty", what)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, name)
    if b"\x00" in data:
        wide = _wide(data)
        if wide is None:
            raise _binary(name)
        return _strict(data, wide, name)
    if len(_CONTROLS.findall(data[:_SAMPLE])) > max(8, 0.01 * len(data[:_SAMPLE])):
        raise _binary(name)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _legacy(data)


def guessed(encoding: str, name: str) -> tuple[Finding, ...]:
    """Return what is to be said about an encoding that the file does not state."""
    if encoding.startswith("utf-") and not encoding.endswith("+cp1252"):
        return ()
    shown = {"cp1252": "Windows-1252", "utf-8+cp1252": "UTF-8 with stray bytes of Windows-1252"}
    message = f"not UTF-8; read as {shown.get(encoding, encoding)}"
    hint = "Check accents and quotation marks, or save the file as UTF-8."
    return (Finding("warning", "read-encoding-guessed", message, hint, Place(name)),)


def _strict(data: bytes, encoding: str, name: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding.removesuffix("-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{called(name)}: damaged {encoding.removesuffix('-sig')} text at byte {error.start}",
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


def _legacy(data: bytes) -> tuple[str, str]:
    """Text that is not UTF-8 throughout."""
    mixed = _mixed(data)
    if mixed is not None:
        return mixed, "utf-8+cp1252"
    encoding = latin(data) or ("cp1255" if is_hebrew(data) else japanese(data) or _proposed(data))
    if encoding is None:
        return _western(data), "cp1252"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        return _western(data), "cp1252"


def _mixed(data: bytes) -> str | None:
    """UTF-8 into which a few bytes of Windows-1252 were pasted, None for anything else."""
    text = data.decode("utf-8", "surrogateescape")
    stray = len(re.findall("[\udc80-\udcff]", text))
    sound = len(re.findall("[\u0080-\ud7ff\ue000-\U0010ffff]", text))
    # Two bytes of another encoding make a valid UTF-8 character now and then, but not three times in four.
    if sound < 3 * stray:
        return None
    return re.sub("[\udc80-\udcff]+", lambda m: _western(m[0].encode("utf-8", "surrogateescape")), text)


def _western(data: bytes) -> str:
    """Windows-1252, its five undefined bytes as the control characters that they are in Latin-1."""
    parts = re.split(rb"([\x81\x8d\x8f\x90\x9d])", data)
    return "".join(part.decode("latin-1" if n % 2 else "cp1252") for n, part in enumerate(parts))


def _proposed(data: bytes) -> str | None:
    """The encoding that charset-normalizer finds most likely, if it decodes the whole."""
    from charset_normalizer import from_bytes

    found = from_bytes(data[:_SAMPLE], cp_isolation=list(_GUESSED)).best()
    if found is None:
        return None
    try:
        data.decode(found.encoding)
    except UnicodeDecodeError:
        return None
    return found.encoding


def _binary(name: str) -> ArticleError:
    return ArticleError(
        f"{called(name)} is not text: it holds binary data",
        "Save the article as text or Markdown, or remove the file.",
    )
