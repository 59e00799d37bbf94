"""An EPUB -> the same with one thing wrong in its words, in its package or in its container."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from tests.sabotage import looks, trees
from tests.sabotage.trees import etree


@dataclass(slots=True)
class Book:
    """The members of a container in their order, and how the first is packed."""

    members: dict[str, bytes]
    packed: int = zipfile.ZIP_STORED

    def named(self, end: str) -> str:
        """Return the one member whose name ends so."""
        return next(name for name in self.members if name.endswith(end))

    def edit(self, name: str, change: Callable[[Any], bool]) -> bool:
        """Change the tree of a member."""
        tree = etree.fromstring(self.members[name])
        if not change(tree):
            return False
        self.members[name] = etree.tostring(tree, xml_declaration=True, encoding="utf-8")
        return True

    def content(self) -> list[str]:
        """Return the documents with the article's own words."""
        ends = ("cover.xhtml", "nav.xhtml", "colophon.xhtml")
        return [n for n in self.members if n.endswith(".xhtml") and not n.endswith(ends)]

    def data(self) -> bytes:
        """Return the container's bytes."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for name, content in self.members.items():
                how = self.packed if name == "mimetype" else zipfile.ZIP_DEFLATED
                target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, how)
        return out.getvalue()


def _read(data: bytes) -> Book:
    with zipfile.ZipFile(BytesIO(data)) as book:
        return Book({name: book.read(name) for name in book.namelist()})


def _compressed(book: Book, _: random.Random) -> bool:
    book.packed = zipfile.ZIP_DEFLATED
    return True


def _not_first(book: Book, _: random.Random) -> bool:
    first = next(iter(book.members))
    book.members[first] = book.members.pop(first)
    return True


def _target(part: str) -> Callable[[Book, random.Random], bool]:
    """Let one link of a part of the navigation document lead nowhere."""

    def operate(book: Book, chance: random.Random) -> bool:
        def change(tree: Any) -> bool:
            links = tree.xpath(f"//*[@*[local-name()='type']='{part}']//*[local-name()='a']")
            if not links:
                return False
            link = chance.choice(links)
            link.set("href", f"{link.get('href')}-nowhere")
            return True

        return book.edit(book.named("nav.xhtml"), change)

    return operate


def _in_package(path: str, change: Callable[[Any], None]) -> Callable[[Book, random.Random], bool]:
    def operate(book: Book, chance: random.Random) -> bool:
        def edit(tree: Any) -> bool:
            found = tree.xpath(path)
            if found:
                change(chance.choice(found))
            return bool(found)

        return book.edit(book.named(".opf"), edit)

    return operate


def _away(element: Any) -> None:
    element.getparent().remove(element)


def _no_language(package: Any) -> None:
    package.text = "und"


def _forged(meta: Any) -> None:
    meta.text = "MathML" if meta.text != "MathML" else "synchronizedAudioText"


def _member_lost(book: Book, chance: random.Random) -> bool:
    names = [n for n in book.members if n.endswith((".xhtml", ".css", ".png", ".jpg")) and "nav" not in n]
    del book.members[chance.choice(names)]
    return True


def _member_changed(book: Book, chance: random.Random) -> bool:
    name = book.named(".md")
    data = bytearray(book.members[name])
    data[chance.randrange(len(data))] ^= 1
    book.members[name] = bytes(data)
    return True


def _link_broken(book: Book, chance: random.Random) -> bool:
    names = book.content()
    chance.shuffle(names)

    def change(tree: Any) -> bool:
        links = [a for a in tree.iter("{*}a") if "#" in a.get("href", "") and "://" not in a.get("href")]
        if not links:
            return False
        link = chance.choice(links)
        link.set("href", link.get("href") + "-nowhere")
        return True

    return any(book.edit(name, change) for name in names)


def _in_document(change: Callable[[Any, random.Random], bool]) -> Callable[[Book, random.Random], bool]:
    def operate(book: Book, chance: random.Random) -> bool:
        name = chance.choice(book.content())
        return book.edit(name, lambda tree: change(next(tree.iter("{*}body")), chance))

    return operate


def _in_sheet(name: str) -> Callable[[Book, random.Random], bool]:
    def operate(book: Book, chance: random.Random) -> bool:
        tree = etree.fromstring(book.members[chance.choice(book.content())])
        rule = looks.rule(name, next(tree.iter("{*}body")), chance)
        sheets = {
            link.get("href").rpartition("/")[2]
            for link in tree.iter("{*}link")
            if ".css" in link.get("href", "")
        }
        for member in [member for member in book.members if member.rpartition("/")[2] in sheets]:
            book.members[member] += f"\n{rule}\n".encode()
        return bool(rule and sheets)

    return operate


STRUCTURE: dict[str, Callable[[Book, random.Random], bool]] = {
    "first member compressed": _compressed,
    "first member not first": _not_first,
    "table of contents broken": _target("toc"),
    "page list broken": _target("page-list"),
    "landmark broken": _target("landmarks"),
    "link into the book broken": _link_broken,
    "member lost": _member_lost,
    "canonical source changed": _member_changed,
    "manifest item lost": _in_package("//*[local-name()='item'][contains(@media-type, 'xhtml')]", _away),
    "document out of the spine": _in_package("//*[local-name()='itemref']", _away),
    "language unknown": _in_package("//*[local-name()='language']", _no_language),
    "title lost": _in_package("//*[local-name()='title']", _away),
    "claim forged": _in_package("//*[local-name()='meta'][@property='schema:accessibilityFeature']", _forged),
    "claim lost": _in_package("//*[local-name()='meta'][@property='schema:accessibilityHazard']", _away),
    **{name: _in_document(change) for name, change in looks.WORDS.items()},
    **{name: _in_sheet(name) for name in looks.SHEETS},
}
OPERATORS = (*trees.WORDS, *STRUCTURE)


def harmed(data: bytes, name: str, chance: random.Random) -> bytes | None:
    """Return an EPUB with one thing wrong, None where there is no place for it; ``""`` harms nothing."""
    book = _read(data)
    if name in STRUCTURE:
        return book.data() if STRUCTURE[name](book, chance) else None
    names = book.content()
    chance.shuffle(names)

    def change(tree: Any) -> bool:
        return not name or trees.WORDS[name](next(tree.iter("{*}body")), chance)

    return book.data() if any(book.edit(document, change) for document in names) else None
