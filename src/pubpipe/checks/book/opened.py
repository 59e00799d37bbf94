"""The bytes of an EPUB -> its members, its package and its documents (EPUB 3.3, OCF)."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote, urlsplit

from lxml import etree

from pubpipe.checks.carrying.pages import OPF
from pubpipe.checks.documents import Document, line_of

CONTAINER = "META-INF/container.xml"
XHTML = "application/xhtml+xml"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
DC = "{http://purl.org/dc/elements/1.1/}"
_LARGEST = 1 << 30  # bytes unpacked; a book of a thousand plates has less


class Unreadable(ValueError):
    """A file is no EPUB that can be looked into."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the manifest; ``path`` is the member that it means, empty for one elsewhere."""

    id: str
    href: str
    path: str
    media_type: str
    properties: frozenset[str]
    line: int


@dataclass(frozen=True, slots=True)
class Book:
    """An EPUB taken apart. Documents are those of the spine and the navigation document, parsed, by their paths."""

    name: str
    data: bytes
    infos: tuple[zipfile.ZipInfo, ...]
    members: dict[str, bytes]
    opf: str
    package: etree._Element
    items: tuple[Item, ...]
    spine: tuple[str, ...]
    documents: dict[str, Document]
    malformed: tuple[tuple[str, str], ...]

    def of(self, identifier: str) -> Item | None:
        """Return the item of the manifest with an id."""
        return next((item for item in self.items if item.id == identifier), None)

    def at(self, path: str) -> Item | None:
        """Return the item of the manifest that means a member."""
        return next((item for item in self.items if item.path == path), None)

    @property
    def is_three(self) -> bool:
        """Whether it is of EPUB 3; one of EPUB 2 knows neither navigation document nor properties."""
        return (self.package.get("version") or "").startswith("3.")

    @property
    def nav(self) -> Document | None:
        """The navigation document."""
        path = next((item.path for item in self.items if "nav" in item.properties), "")
        return self.documents.get(path)

    def read(self) -> Iterator[tuple[str, Document]]:
        """Yield the documents of the spine in its order, with their paths."""
        for identifier in self.spine:
            item = self.of(identifier)
            if item is not None and item.path in self.documents:
                yield item.path, self.documents[item.path]

    def metas(self, name: str) -> list[str]:
        """Return the values of a property in the metadata, of EPUB 3 or of EPUB 2."""
        metas = [m for m in self.package.iter(f"{OPF}meta") if not m.get("refines")]
        three = [(m.text or "").strip() for m in metas if m.get("property") == name]
        return three + [(m.get("content") or "").strip() for m in metas if m.get("name") == name]


def opened(name: str, data: bytes) -> Book:
    """Take an EPUB apart. Raises Unreadable with what keeps it from being read."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = tuple(archive.infolist())
            if sum(info.file_size for info in infos) > _LARGEST:
                raise Unreadable("its members unpack to more than 1 GB")
            members = {info.filename: archive.read(info) for info in infos if not info.is_dir()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Unreadable(f"the archive is damaged: {error}") from error
    except ValueError as error:
        raise Unreadable(str(error)) from error
    opf = _package(members)
    try:
        package = parsed(members[opf])
    except etree.LxmlError as error:
        raise Unreadable(f"{opf} is not well-formed: {error}") from error
    items = tuple(_items(package, opf))
    spine = tuple(str(ref.get("idref") or "") for ref in package.iter(f"{OPF}itemref"))
    documents, malformed = _documents(name, items, members)
    return Book(name, data, infos, members, opf, package, items, spine, documents, malformed)


def parsed(data: bytes) -> etree._Element:
    """Parse XML that nobody vouches for: no entity is resolved, nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(data, parser)


def within(base: str, href: str) -> tuple[str, str]:
    """Return the member and the fragment that an address in a member means; no member for one elsewhere."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return "", ""
    if parts.scheme or parts.netloc:
        return "", ""
    if not parts.path:
        return base, unquote(parts.fragment)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path)))
    return path, unquote(parts.fragment)


def sheets(book: Book, path: str) -> Iterator[str]:
    """Yield the style sheets that a document of a book names, in their order."""
    for link in book.documents[path].root.iter("{*}link"):
        if "stylesheet" in (link.get("rel") or "").lower().split():
            member = within(path, str(link.get("href") or ""))[0]
            yield book.members.get(member, b"").decode("utf-8", "replace")


def _package(members: dict[str, bytes]) -> str:
    if CONTAINER not in members:
        raise Unreadable(f"there is no {CONTAINER}")
    try:
        container = parsed(members[CONTAINER])
    except etree.LxmlError as error:
        raise Unreadable(f"{CONTAINER} is not well-formed: {error}") from error
    name = str(container.xpath("string(//*[local-name()='rootfile']/@full-path)"))
    if name not in members:
        raise Unreadable(f"{CONTAINER} names the package {name!r}, which is not there")
    return name


def _items(package: etree._Element, opf: str) -> Iterator[Item]:
    for element in package.iter(f"{OPF}item"):
        href = str(element.get("href") or "")
        properties = frozenset((element.get("properties") or "").split())
        yield Item(
            str(element.get("id") or ""),
            href,
            within(opf, href)[0] if href else "",
            str(element.get("media-type") or ""),
            properties,
            line_of(element) or 0,
        )


def _documents(
    name: str, items: tuple[Item, ...], members: dict[str, bytes]
) -> tuple[dict[str, Document], tuple[tuple[str, str], ...]]:
    found: dict[str, Document] = {}
    malformed = []
    for item in items:
        if item.media_type != XHTML or item.path not in members:
            continue
        try:
            found[item.path] = Document(f"{name}/{item.path}", parsed(members[item.path]))
        except etree.LxmlError as error:
            malformed.append((item.path, str(error)))
    return found, tuple(malformed)
