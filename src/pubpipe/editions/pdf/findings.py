"""WeasyPrint's log -> findings that an author or a style's author can act on."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from pubpipe.editions.pdf.pictures import fault
from pubpipe.model import Asset, Finding, Manuscript, Place, Style

_ABOUT = 24  # characters on both sides of one by which its place is known
_SHOWN = 80  # characters of an address that are told


@contextmanager
def heard() -> Iterator[list[logging.LogRecord]]:
    """Gather what WeasyPrint logs, whatever level an application has set: the claim of PDF/UA hangs on it."""
    records: list[logging.LogRecord] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    logger, ear = logging.getLogger("weasyprint"), Ear(logging.WARNING)
    level = logger.level
    logger.addHandler(ear)
    logger.setLevel(logging.WARNING)
    try:
        yield records
    finally:
        logger.setLevel(level)
        logger.removeHandler(ear)


def picture_fault(source: str, asset: Asset | None, description: str, markdown: str) -> Finding | None:
    """Return what is wrong with a picture: it is not there, cannot be read, or says nothing to a blind reader."""
    named = f"picture {(asset.known if asset else source)!r}" + _at(f"]({source}", markdown)
    named += f", “{description}”," if description else ""
    if asset is None:
        return Finding(
            "warning",
            "pdf-picture-missing",
            f"{named} is not among the article's files; its description is printed",
            "Put the file beside the article; pictures are never fetched from the network.",
        )
    source = asset.known
    if (wrong := fault(asset)) == "too-large":
        return Finding(
            "warning",
            "pdf-picture-too-large",
            f"{named} has more than 89 million pixels; its description is printed",
            "Save it smaller: a page holds no more than 3,000 × 4,000 pixels.",
        )
    if wrong:
        return Finding(
            "warning",
            "pdf-picture-unreadable",
            f"{named} cannot be read; its description is printed",
            "It may have been cut off on its way: copy it again, or save it anew as PNG, JPEG, WebP, GIF or SVG.",
        )
    if not description:
        return Finding(
            "warning",
            "pdf-picture-without-description",
            f"{named} has no description; the PDF does not claim PDF/UA",
            f"Write what it shows: ![description]({source}).",
        )
    return None


def told(
    records: Iterable[logging.LogRecord], article: Manuscript | None = None, style: Style | None = None
) -> Iterator[Finding]:
    """Pick from WeasyPrint's log what an author or a style's author can act on, with its place in article or style."""
    missing: dict[str, None] = {}
    refused: dict[str, None] = {}
    for record in records:
        message, details = str(record.msg), record.args if isinstance(record.args, tuple) else ()
        if message.startswith(".notdef"):
            missing[str(details[0])] = None
        elif message.startswith("Failed to load image"):
            refused[str(details[0])] = None
    yield from (_refused(address, style) for address in refused)
    if missing:
        yield _missing_glyphs(tuple(missing), article)


def _short(address: str) -> str:
    return address if len(address) <= _SHOWN else f"{address[:_SHOWN]}…"


_IS_NO_PICTURE = "cannot be read as a picture", "Save it as PNG, JPEG, WebP, GIF or SVG."
_IS_NO_FILE = (
    "is asked for by the style or a picture and is no file of theirs",
    "In a style write url(style:…), a path inside it.",
)


def _refused(address: str, style: Style | None) -> Finding:
    """Tell of an address that was not read; where a stylesheet of the project's own has it, with file and line."""
    path = address.removeprefix("style:")
    is_there = style is not None and address.startswith("style:") and path in style.files
    what, hint = _IS_NO_PICTURE if is_there else _IS_NO_FILE
    place = _asked(address, path, style) if style else None
    where = f"style {style.name!r}, {place.file}, line {place.line}: " if style and place else ""
    return Finding("warning", "pdf-file-refused", f"{where}{_short(address)!r} {what}", hint, place)


def _asked(address: str, path: str, style: Style) -> Place | None:
    for name in sorted(style.own):
        if name.endswith((".css", ".html")):
            text = style.files[name].decode(errors="replace")
            before, found, _ = text.partition(address)
            before, found, _ = (before, found, "") if found else text.partition(path)
            if found:
                return Place(name, before.count("\n") + 1)
    return None


def _missing_glyphs(characters: tuple[str, ...], article: Manuscript | None) -> Finding:
    named = ", ".join(f"{c} (U+{ord(c):04X})" for c in characters[:5])
    more = f" and {len(characters) - 5} more" if len(characters) > 5 else ""
    packages = sorted({_face_package(c) for c in characters} - {""})
    where = _where(characters[0], article.markdown) if article else ""
    return Finding(
        "warning",
        "pdf-missing-glyph",
        f"no installed face has a glyph for {named}{more}{where}; the PDF claims neither PDF/UA nor PDF/A",
        f"apt-get install {' '.join(packages)}"
        if packages
        else "Put another character in its place: this one has no agreed shape.",
    )


def _where(character: str, markdown: str) -> str:
    """Return where a character first stands: the words about it, by which it is found in the received file too."""
    before, found, after = markdown.partition(character)
    if not found:
        return ""
    line = before.rpartition("\n")[2][-_ABOUT:] + character + after.partition("\n")[0][:_ABOUT]
    return f", first in “{line.strip()}”{_at(character, markdown)}"


def _at(passage: str, markdown: str) -> str:
    """Return the line of a passage, nothing for one that is written otherwise there."""
    before, found, _ = markdown.partition(passage)
    return f" (line {before.count(chr(10)) + 1} of its canonical Markdown)" if found else ""


def _face_package(character: str) -> str:
    """Return the Debian package of the face for a character's script, empty where none can have it."""
    if unicodedata.category(character) in ("Co", "Cn"):
        return ""
    name = unicodedata.name(character, "")
    if re.match(r"CJK|HIRAGANA|KATAKANA|HANGUL|BOPOMOFO|IDEOGRAPHIC|FULLWIDTH|HALFWIDTH", name):
        return "fonts-noto-cjk"
    return "fonts-noto-color-emoji" if 0x1F000 <= ord(character) <= 0x1FAFF else "fonts-noto-core"
