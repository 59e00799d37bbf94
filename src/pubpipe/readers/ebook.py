"""An EPUB that pubpipe made -> the draft of the canonical Markdown that it carries, byte for byte."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from posixpath import dirname, join

from lxml import etree

from pubpipe.model import SOURCE_ID, Asset, Draft, Finding, Place
from pubpipe.readers import Received, markdown
from pubpipe.readers.pictures import identify, load_one

_OPF = "{http://www.idpf.org/2007/opf}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_LARGEST = 256 * 2**20  # bytes of one unpacked file; a text of a million words has six


def carried(received: Received) -> Draft | None:
    """Return the draft of the source inside an e-book; None for one that carries none, or that is damaged.

    The pictures, and the article's own cover, have the names by which the source calls them. One that the book has
    scaled is the original where that stands beside the book, as in the folder where the book was made; else it is
    the book's, and a finding says so.
    """
    try:
        with zipfile.ZipFile(BytesIO(received.data)) as archive:
            return _draft(archive, received)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, OSError, NotImplementedError, RuntimeError):
        return None


def _draft(archive: zipfile.ZipFile, received: Received) -> Draft | None:
    root = _xml(archive, "META-INF/container.xml").find(f".//{_CONTAINER}rootfile")
    package_name = root.get("full-path", "") if root is not None else ""
    package = _xml(archive, package_name)
    item = next((i for i in package.iter(f"{_OPF}item") if i.get("id") == SOURCE_ID), None)
    if item is None or item.get("media-type") != "text/markdown":
        return None
    folder = dirname(package_name)
    data = _read(archive, join(folder, item.get("href", "")))
    draft = markdown.read(Received(received.name, data))
    files = {join(folder, i.get("href", "")): i.get("properties", "") for i in package.iter(f"{_OPF}item")}
    taken = [*_pictures(archive, draft.text, sorted(files)), *_cover(archive, draft, files)]
    pictures = [_original(one, received) for one in taken]
    findings = [f for f in draft.findings if f.code != "read-picture-missing"]
    findings += [_scaled(one, received) for one in pictures if not _is_original(one)]
    return replace(draft, assets=tuple(pictures), findings=tuple(findings))


def _pictures(archive: zipfile.ZipFile, text: str, names: list[str]) -> list[Asset]:
    """Return the book's pictures: canonical Markdown names them ``<slug>.assets/<hash8>.<ext>``."""
    found = []
    for name in names:
        stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        address = re.search(rf"[^\s()<>]*\.assets/{re.escape(stem)}\.\w+", text)
        picture = identify(name, _read(archive, name)) if address else ""
        if address and isinstance(picture, Asset):
            found.append(Asset(address[0], address[0].rsplit("/", 1)[-1], picture.media_type, picture.data))
    return found


def _is_original(picture: Asset) -> bool:
    return hashlib.sha256(picture.data).hexdigest()[:8] == picture.name.rpartition(".")[0]


def _original(picture: Asset, received: Received) -> Asset:
    """Return the picture by whose digest the source calls it, where it is at hand."""
    if _is_original(picture):
        return picture
    beside = load_one(picture.source, received)
    # `load_one` has named it by its own digest.
    return beside if isinstance(beside, Asset) and beside.name == picture.name else picture


def _scaled(picture: Asset, received: Received) -> Finding:
    return Finding(
        "warning",
        "read-picture-scaled",
        f"the picture {picture.source} is the smaller one that the book has for e-readers",
        f"For the original put {picture.source} of the folder where the book was made beside it.",
        Place(received.name),
    )


def _cover(archive: zipfile.ZipFile, draft: Draft, files: Mapping[str, str]) -> list[Asset]:
    """Return the article's own cover under its original's digest, which is in its name; none that was drawn."""
    named = next((str(d.value) for d in draft.declared if d.key == "cover"), "")
    names = [name for name, properties in files.items() if properties == "cover-image" and named]
    found = []
    for name in names:
        digest, picture = re.search(r"cover-([0-9a-f]{8})\.\w+$", name), identify(named, _read(archive, name))
        if digest and isinstance(picture, Asset):
            found.append(replace(picture, name=f"{digest[1]}.{picture.name.rpartition('.')[2]}"))
    return found


def _xml(archive: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(
        _read(archive, name), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    )


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _LARGEST:
        raise KeyError(name)
    return archive.read(name)
