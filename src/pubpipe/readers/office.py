"""A word processor's file or an e-book -> Draft, by way of pandoc's tree; pictures inside become assets."""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
import zlib
from datetime import datetime
from pathlib import Path, PurePath

from pubpipe.errors import ArticleError, EditionError
from pubpipe.markup.document import document_tree
from pubpipe.model import Asset, Declared, Draft, Finding, Json, Place
from pubpipe.readers import Received, origin
from pubpipe.readers.ebook import carried
from pubpipe.readers.ebook_documents import readable
from pubpipe.readers.marking import Marker
from pubpipe.readers.pandoc_tree import Reading, blocks, inline_words
from pubpipe.readers.pictures import identify
from pubpipe.readers.targets import targets

SUFFIXES = (".docx", ".odt", ".rtf", ".epub")

# What calibre writes where it knows no day.
_UNKNOWN_DAY = "0101-01-01"
_KEYS = {"title": "title", "subtitle": "subtitle", "author": "author", "date": "date", "language": "lang"} | {
    "lang": "lang",
    "abstract": "description",
}
# Where the parts of a document are that hold blocks.
_PARTS = {
    "docx": ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "word/comments.xml"),
    "odt": ("content.xml",),
}
_ODF_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
# LibreOffice has ten levels of lists, Word nine.
_DEEP_LIST = "boolean(//text:list[count(ancestor::text:list) > 12])"
_BUSY = 60  # seconds
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?")


def read(received: Received) -> Draft:
    """Return the draft of a document: its visible text, notes included, and marks for its structure.

    pandoc reads it in its sandbox: nothing else is opened, nothing fetched. An EPUB of ours gives back the
    Markdown that it carries. Raises ArticleError for a file
    that is damaged or holds no words.
    """
    suffix = PurePath(received.name).suffix.lower().lstrip(".")
    _refuse_bomb(received)
    _refuse_nesting(received, suffix)
    if suffix == "epub" and (source := carried(received)) is not None:
        return source
    with tempfile.TemporaryDirectory(prefix="pubpipe-") as folder:
        tree = _tree(received, suffix, Path(folder))
        media = {str(path): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}
        names = {path: str(PurePath(path).relative_to(folder)) for path in media}
    marker = Marker()
    reading = Reading(marker, names, targets(tree.get("blocks")))
    shown = suffix == "docx"
    declared = _stated(tree.get("meta"), marker, shown)
    made = _made(received.data) if suffix == "epub" else ""
    declared = tuple(d for d in declared if not (d.key == "date" and d.value in (made[:10], _UNKNOWN_DAY)))
    blocks(reading, tree.get("blocks"))
    reading.finish()
    text, marks = marker.finish()
    if not re.search(r"\w", text):
        raise ArticleError(f"{received.name} has no text", "An article needs at least one paragraph.")
    assets = {names[path]: identify(names[path], data) for path, data in media.items()}
    kept = tuple(a for a in assets.values() if isinstance(a, Asset))
    findings = tuple(
        _missing(received, source, assets.get(source, "not in the file"))
        for source in dict.fromkeys(m.value for m in marks if m.kind == "picture" and m.value)
        if not isinstance(assets.get(source), Asset)
    )
    return Draft(origin(received, suffix), text, "office", declared, 0, kept, findings, marks)


def _readable(data: bytes, suffix: str) -> bytes:
    """The document without what pandoc would lose of it."""
    if suffix == "epub":
        return readable(data)
    return _with_plain_notes(_with_plain_fallbacks(data)) if suffix == "rtf" else data


def _with_plain_notes(rtf: bytes) -> bytes:
    """RTF whose footnotes are read: of a destination marked as one to ignore (``\\*``) pandoc loses the words.

    LibreOffice and pandoc mark footnotes so, Word does not (RTF 1.9.1, "Footnotes").
    """
    return re.sub(rb"\{\s?\\\*\s?\\footnote\b", rb"{\\footnote", rtf)


def _refuse_bomb(received: Received) -> None:
    """Refuse an archive that says it holds more than the limit; one that lies meets the limit of memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(received.data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return  # no archive, or a damaged one, which pandoc tells of
    if size > received.largest:
        raise ArticleError(
            f"{received.name}: what is packed in it has {size // 1_000_000 + 1} MB,"
            f" more than the limit of {received.largest // 1_000_000} MB",
            f"If you trust it: limits.bytes = {size // 1_000_000 + 1} in pubpipe.toml allows more (megabytes).",
        )


def _refuse_nesting(received: Received, suffix: str) -> None:
    """Refuse a document whose elements are nested as no word processor nests them.

    pandoc's time grows with the square of the depth of tables, and doubles with every list in a list of an ODT.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(received.data)) as archive:
            parts = [archive.read(name) for name in _PARTS.get(suffix, ()) if name in archive.namelist()]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError):
        return  # no archive, or a damaged one, which pandoc tells of
    for part in parts:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            deep = bool(etree.fromstring(part, parser).xpath(_DEEP_LIST, namespaces={"text": _ODF_TEXT}))
        except etree.XMLSyntaxError as error:
            deep = "Excessive depth" in str(error)
        if deep:
            raise ArticleError(
                f"{received.name}: blocks are nested too deeply",
                "Take lists or tables out of one another in a word processor.",
            )


def _with_plain_fallbacks(rtf: bytes) -> bytes:
    """RTF in which only ``?`` stands for a character that Unicode names: of others pandoc takes the next word along.

    One byte after ``\\uN`` is for old readers (RTF 1.9.1, "Unicode RTF"), unless ``\\ucN`` says otherwise.
    """
    return (
        rtf
        if re.search(rb"\\uc[02-9]", rtf)
        else re.sub(rb"((?<!\\)(?:\\\\)*\\u-?\d{1,5}) ?[^\s\\{}\d]", rb"\1 ?", rtf)
    )


def _made(book: bytes) -> str:
    """The moment at which an EPUB was made, where its publication is said to be then: nobody stated a day.

    What makes it asks the clock for each, on a busy machine seconds apart.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(book)) as archive:
            package = next((n for n in archive.namelist() if n.endswith(".opf")), "")
            text = archive.read(package).decode("utf-8", "replace") if package else ""
    except (zipfile.BadZipFile, zlib.error, OSError, KeyError, NotImplementedError, RuntimeError):
        return ""
    made = re.search(r"dcterms:modified[^>]{0,200}>\s*([^<\s]+)", text)
    said = re.search(r"<dc:date[^>]{0,200}>\s*(\d{4}-\d\d-\d\dT[^<\s]+)", text)
    try:
        between = datetime.fromisoformat(made[1]) - datetime.fromisoformat(said[1]) if made and said else None
    except (ValueError, TypeError):
        return ""
    return said[1] if said and between is not None and abs(between.total_seconds()) < _BUSY else ""


def _tree(received: Received, suffix: str, folder: Path) -> dict[str, Json]:
    try:
        data = _readable(received.data, suffix)
        tree = json.loads(document_tree(data, suffix, folder))
    except EditionError as error:
        raise ArticleError(
            f"{received.name} cannot be read as {suffix.upper()}: {error}",
            "Open it in a word processor and save it anew.",
        ) from error
    except RecursionError as error:
        raise ArticleError(f"{received.name}: blocks are nested too deeply") from error
    return tree if isinstance(tree, dict) else {}


def _stated(meta: Json, marker: Marker, shown: bool) -> tuple[Declared, ...]:
    """What the document states about itself; in DOCX these are its first lines, by their style."""
    declared: list[Declared] = []
    known_keys = meta if isinstance(meta, dict) else {}
    for key, name in _KEYS.items():
        texts = [" ".join(text.split()) for text in inline_words(known_keys.get(key))]
        if not any(texts):
            continue
        if name == "lang" and not _TAG.fullmatch(texts[0]):
            continue  # pandoc writes the C of a locale into an e-book whose language nobody told it
        first = len(marker.lines)
        for text in texts if shown else ():
            marker.text(text)
            marker.end_line()
        if name == "date" and not _DAY.fullmatch(texts[0]):
            continue  # its words stay a line of the text, for the date's own grammar
        start, end = (marker.lines[first].start, marker.lines[-1].end) if shown else (0, 0)
        day = _DAY.fullmatch(texts[0])
        known: Json = (
            list(texts) if name == "author" else day[1] if day and name == "date" else " ".join(texts)
        )
        declared.append(Declared(name, known, start, end))
    return tuple(declared)


def _missing(received: Received, source: str, why: Asset | str) -> Finding:
    hint = "Put the picture into the document as PNG, JPEG or GIF."
    return Finding("warning", "read-picture-missing", f"picture {source}: {why}", hint, Place(received.name))
