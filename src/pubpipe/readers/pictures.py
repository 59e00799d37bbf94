"""Picture addresses in Markdown -> the pictures themselves, read from beside the article and nowhere else."""

from __future__ import annotations

import bisect
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from pubpipe import drawings, vault
from pubpipe.model import Asset, Finding, Place
from pubpipe.readers import Received
from pubpipe.stores import is_stored
from pubpipe.tags import Tag, parted

_IMG = re.compile(r"<img\s", re.I)
# A definition as pandoc and others have it (``: …``), and the indented lines that go on in it, which are no code.
_DEFINITION = re.compile(r"^ {0,3}:[ \t]+(?=\S)(.*\n?)((?:[ \t]*\n|(?: {2}|\t).*\n?)*)", re.M)
_INDENT = re.compile(r"^(?: {1,4}|\t)", re.M)
_FAR = 10_000  # characters between two pictures of a paragraph
_SIGNATURES = (
    (rb"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (rb"\xff\xd8\xff", "image/jpeg", "jpg"),
    (rb"GIF8", "image/gif", "gif"),
    (rb"(?s)RIFF....WEBP", "image/webp", "webp"),
)


def load(markdown: str, received: Received, before: int = 0) -> tuple[tuple[Asset, ...], tuple[Finding, ...]]:
    """Return the pictures that a text shows, each once, and a finding for each that is not there.

    ``before`` is the number of lines that the file has before the text.

    Only files inside the article's own folder, in a project inside ``source/``, are read, whatever the address
    says; nothing is fetched.
    """
    if "![" not in markdown and not _IMG.search(markdown):
        return (), ()
    assets: dict[str, Asset] = {}
    findings: list[Finding] = []
    lines: dict[str, int] = {}
    for source, line in _sources(markdown):
        lines.setdefault(source, line)
    for source, line in lines.items():
        picture = load_one(source, received)
        if isinstance(picture, Asset):
            assets[source] = picture
        else:
            place = Place(received.name, before + line)
            hint = _PLAIN if picture.startswith("an SVG") else _HINT
            findings.append(
                Finding("warning", "read-picture-missing", f"picture {source}: {picture}", hint, place)
            )
    return tuple(assets.values()), tuple(findings)


_HINT = (
    "Put the picture beside the article (PNG, JPEG, GIF, WebP or plain SVG), or elsewhere in source/, and name it"
    " relative to the article;"
    " until then the editions print its description."
)

_PLAIN = "Save the drawing without it, or as PNG; until then the editions print its description."


def _sources(markdown: str) -> Iterator[tuple[str, int]]:
    """Yield the address of each picture and the line on which it stands."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    text = re.sub(r"\r\n?", "\n", markdown)
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    at = 0
    plain = _DEFINITION.sub(lambda found: found[1] + _INDENT.sub("", found[2]), text)
    for token in parser.parse(plain):
        at = max(at, starts[token.map[0]]) if token.map else at
        for child in token.children or (token,):
            if child.type == "text":
                yield from _of_notes(child.content, bisect.bisect_right(starts, at))
            elif child.type in ("html_inline", "html_block"):
                for source in _of_tags(child.content):
                    at = max(at, text.find(source, at, at + len(source) + _FAR))
                    yield source, bisect.bisect_right(starts, at)
            elif child.type == "image":
                source = str(child.attrs.get("src", ""))
                # One that is written otherwise than it is read is not looked for to the end of the text.
                at = max(at, text.find(source, at, at + len(source) + _FAR))
                yield source, bisect.bisect_right(starts, at)


def _of_notes(words: str, line: int) -> Iterator[tuple[str, int]]:
    for match in vault.PICTURE.finditer(words):
        yield match["source"], line


def _of_tags(html: str) -> Iterator[str]:
    for _, part in parted(html):
        if (
            isinstance(part, Tag)
            and part.name == "img"
            and (source := part.attributes.get("src", "").strip())
        ):
            yield source


def load_one(source: str, received: Received) -> Asset | str:
    """Return the picture at an address as a received file names it, or why there is none.

    Raises StoreError where its folder is in a store that fails.
    """
    if "://" in source or source.startswith(("//", "data:")):
        return "not on this machine, and pubpipe fetches nothing"
    folder = received.folder
    if folder is None:
        return "standard input has no folder to look in"
    top, largest = received.top or folder, received.largest
    inside = PurePosixPath(unquote(source))
    if is_stored(folder):
        data = _stored(inside, folder, top, received)
        return data if isinstance(data, str) else identify(source, data)
    try:
        path = (folder / inside).resolve()
        if inside.is_absolute() or not path.is_relative_to(top.resolve()):
            return _outside(received)
        if not path.is_file():
            return "no file" if path.exists() else "No such file or directory"
        if (size := path.stat().st_size) > largest:
            return _too_large(size, largest)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        return getattr(error, "strerror", None) or "cannot be read"
    return identify(source, data)


def _stored(inside: PurePosixPath, folder: Path, top: Path, received: Received) -> bytes | str:
    path = Path(os.path.normpath(folder / inside))
    if inside.is_absolute() or not path.is_relative_to(top):
        return _outside(received)
    try:
        seen = received.files.seen(path)
        if seen is None:
            return "No such file or directory"
        return (
            received.files.read(path)
            if seen.size <= received.largest
            else _too_large(seen.size, received.largest)
        )
    except OSError as error:
        return error.strerror or "cannot be read"


def _outside(received: Received) -> str:
    return "outside the folder of the articles" if received.top else "outside the article's folder"


def _too_large(size: int, largest: int) -> str:
    return f"{size // 1_000_000 + 1} MB, more than limits.bytes allows ({largest // 1_000_000} MB)"


def identify(source: str, data: bytes) -> Asset | str:
    """Return a picture's bytes as an asset, or why they are none that editions can show."""
    for signature, media_type, suffix in _SIGNATURES:
        if re.match(signature, data):
            return Asset(source, f"{hashlib.sha256(data).hexdigest()[:8]}.{suffix}", media_type, data)
    if not drawings.is_drawing(data):
        return "neither PNG, JPEG, GIF, WebP nor SVG"
    if why := drawings.fault(data):
        return why
    return Asset(source, f"{hashlib.sha256(data).hexdigest()[:8]}.svg", "image/svg+xml", data)
