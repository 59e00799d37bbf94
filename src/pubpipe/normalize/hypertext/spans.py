"""A line's words and tags -> inlines: tags that have each other are what they mean, all others are words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from pubpipe.normalize import document as doc
from pubpipe.normalize.hypertext.elements import BLOCKS, EMBEDDED, HEADINGS, LISTS, SPANS, VOID
from pubpipe.normalize.hypertext.traces import Trace, Traces
from pubpipe.normalize.inlines import emphasis, merge, strong
from pubpipe.raised import lowered, raised
from pubpipe.ruby import notation
from pubpipe.tags import Tag

_DEEPEST = 20
# What ends a line where it stands within one, as a list does that somebody puts into a cell of a table.
_LINE_ENDS = BLOCKS | LISTS | HEADINGS.keys() | {"li", "blockquote"}
_PAIRED = _LINE_ENDS | SPANS.keys() | EMBEDDED - VOID
_BARE = re.compile(r"[A-Za-z][\w+.-]{1,31}:[^\s<>]*")

T = TypeVar("T")
Inlines: TypeAlias = tuple[doc.Inline, ...]


def spans(
    items: Sequence[Tag | T],
    inlines: Callable[[T], Iterable[doc.Inline]],
    traces: Traces,
    *,
    alone: bool = False,
) -> list[doc.Inline]:
    """Return the inlines of a line whose parts are tags and what ``inlines`` reads, in their order.

    A tag without its other half is words; with ``alone``, in HTML that stands by itself, it says nothing.
    """
    return _Line(items, inlines, traces, _pairs(items), alone).run(0, len(items))


def embedded(tag: Tag) -> tuple[list[doc.Inline], str]:
    """A film, a sound or a map of another address: a link to it, and how it is written; nothing without an address."""
    address, title = tag.attributes.get("src", "").strip(), " ".join(tag.attributes.get("title", "").split())
    address = f"https:{address}" if address.startswith("//") else address
    if not _BARE.fullmatch(address):
        return [], ""
    mark = f"[{title}]({address})" if title else f"<{address}>"
    return [doc.Link((doc.Text(title or address),), address)], mark


def _pairs(items: Sequence[Tag | T]) -> dict[int, int]:
    """Where the end of each tag is that has one."""
    found: dict[int, int] = {}
    open_: list[tuple[str, int]] = []
    for n, item in enumerate(items):
        if not isinstance(item, Tag) or item.name not in _PAIRED:
            continue
        if not item.closes:
            open_.append((item.name, n))
            # What is nested deeper than any line of an article is words.
            del open_[:-_DEEPEST]
            continue
        at = next((k for k in reversed(range(len(open_))) if open_[k][0] == item.name), None)
        if at is not None:
            found[open_[at][1]] = n
            del open_[at:]
    return found


@dataclass(frozen=True, slots=True)
class _Line(Generic[T]):
    items: Sequence[Tag | T]
    inlines: Callable[[T], Iterable[doc.Inline]]
    traces: Traces
    pairs: dict[int, int]
    alone: bool

    def run(self, first: int, last: int) -> list[doc.Inline]:
        found: list[doc.Inline] = []
        n = first
        while n < last:
            item, end = self.items[n], self.pairs.get(n)
            if not isinstance(item, Tag):
                found.extend(self.inlines(item))
            elif end is None:
                found.extend(self._single(item))
            else:
                before = doc.plain(tuple(found[-1:]))[-8:]
                found.extend(self._element(item, n, end, before))
                n = end
            n += 1
        return found

    def _single(self, tag: Tag) -> list[doc.Inline]:
        """What stands for a tag that has no other half, or needs none."""
        if tag.name == "img" and (source := tag.attributes.get("src", "").strip()):
            words, title = (" ".join(tag.attributes.get(key, "").split()) for key in ("alt", "title"))
            self.traces.add(
                tag.source, f'![{words}]({source} "{title}")' if title else f"![{words}]({source})"
            )
            return [doc.Picture(words, source, title)]
        if tag.name == "br":
            self.traces.add(tag.source, "\\\n", "break")
            return [doc.Break()]
        if tag.name == "wbr" or (tag.name == "a" and not tag.closes and not tag.attributes.get("href")):
            self.traces.add(tag.source)
            return []
        if tag.name in EMBEDDED & VOID and not tag.closes:
            shown, mark = embedded(tag)
            self.traces.add(tag.source, mark)
            return shown
        if not self.alone:
            return [doc.Text(tag.source)]
        self.traces.lossy |= tag.name not in SPANS or bool(tag.attributes.get("href"))
        self.traces.add(tag.source)
        return []

    def _element(self, tag: Tag, start: int, end: int, before: str) -> list[doc.Inline]:
        opening = len(self.traces.found)
        self.traces.add(tag.source)
        kind = SPANS.get(tag.name, "embedded" if tag.name in EMBEDDED else "line")
        if kind == "ruby":
            made, marks = self._ruby(start + 1, end), ("", "")
        else:
            lead, children, trail = _edges(merge(self.run(start + 1, end)))
            meant, marks = self._meant(kind, tag, children, before)
            made = [*lead, *meant, *trail]
        closing = self.items[end]
        assert isinstance(closing, Tag)
        words = doc.plain(tuple(made)) if kind == "struck" else ""
        self.traces.found[opening] = Trace(tag.source, marks[0], struck=words)
        self.traces.add(closing.source, marks[1])
        return made

    def _meant(self, kind: str, tag: Tag, children: Inlines, before: str) -> tuple[Inlines, tuple[str, str]]:
        """What an element around some inlines is, and the marks that stand in the place of its tags."""
        match kind:
            case "strong" if children:
                return (strong(children),), ("**", "**")
            case "emphasis" if children:
                return (emphasis(children),), ("*", "*")
            case "code" if children and all(
                isinstance(c, doc.Text | doc.Emphasis | doc.Strong) for c in children
            ):
                return (doc.Code(" ".join(doc.plain(children).split())),), ("`", "`")
            case "link" if tag.attributes.get("href", "").strip():
                return self._link(children, tag.attributes)
            case "raised":
                return doc.map_texts(children, lambda words: raised(words, before)), ("", "")
            case "lowered":
                return doc.map_texts(children, lowered), ("", "")
            case "embedded":
                shown, mark = embedded(tag)
                return (*shown, *children), (mark, "")
            case "quoted":
                return (doc.Text("“"), *children, doc.Text("”")), ("“", "”")
            case "line":
                return (doc.Break(), *children, doc.Break()), ("\\\n", "\\\n")
            case "reading":
                self.traces.lossy = True
        return children, ("", "")

    def _link(self, children: Inlines, attributes: Mapping[str, str]) -> tuple[Inlines, tuple[str, str]]:
        """A link; one around nothing leads nowhere, one around another cannot be written."""
        if not children or _holds_link(children):
            self.traces.lossy |= bool(children)
            return children, ("", "")
        target, title = attributes["href"].strip(), " ".join(attributes.get("title", "").split())
        marks = ("[", f']({target} "{title}")' if title else f"]({target})")
        if not title and doc.plain(children) == target and _BARE.fullmatch(target):
            marks = ("<", ">")
        return (doc.Link(children, target, title),), marks

    def _ruby(self, first: int, last: int) -> list[doc.Inline]:
        """Words with their readings in the notation, without the brackets that old browsers show instead of it."""
        found: list[doc.Inline] = []
        words: list[doc.Inline] = []
        n = first
        while n < last:
            item, end = self.items[n], self.pairs.get(n)
            if isinstance(item, Tag) and item.name in ("rt", "rp") and end is not None:
                closing = self.items[end]
                assert isinstance(closing, Tag)
                self.traces.add(item.source)
                reading = doc.plain(merge(self.run(n + 1, end))).strip()
                self.traces.add(closing.source)
                if item.name == "rt":
                    said = doc.plain(merge(words)).strip()
                    found.append(doc.Text(notation(said, reading) if said and reading else said + reading))
                    words = []
                self.traces.lossy |= item.name == "rp" and re.search(r"\w", reading) is not None
                n = end
            elif isinstance(item, Tag):
                words.extend(self._single(item) if end is None else self.run(n, end + 1))
                n = n if end is None else end
            else:
                words.extend(self.inlines(item))
            n += 1
        return [*found, *words]


def _edges(
    nodes: tuple[doc.Inline, ...],
) -> tuple[list[doc.Inline], tuple[doc.Inline, ...], list[doc.Inline]]:
    """The white space before some inlines, these without it, and the white space behind: no mark can stand there."""
    found = list(nodes)
    lead: list[doc.Inline] = []
    trail: list[doc.Inline] = []
    while found and (apart := _apart(found[0], str.lstrip)) is not None:
        lead.append(apart[0])
        found[:1] = apart[1:]
    while found and (apart := _apart(found[-1], str.rstrip)) is not None:
        trail.insert(0, apart[0])
        found[-1:] = apart[1:]
    return lead, merge(found), trail


def _apart(node: doc.Inline, strip: Callable[[str], str]) -> list[doc.Inline] | None:
    """The white space at an edge of a node, and what is left of it; None where there is none."""
    if isinstance(node, doc.Break):
        return [node]
    if not isinstance(node, doc.Text) or (bare := strip(node.text)) == node.text:
        return None
    return [doc.Text(" "), doc.Text(bare)] if bare else [doc.Text(" ")]


def _holds_link(nodes: Inlines) -> bool:
    return any(
        isinstance(node, doc.Link)
        or (isinstance(node, doc.Emphasis | doc.Strong) and _holds_link(node.children))
        for node in nodes
    )
