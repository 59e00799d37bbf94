"""A line's words and tags -> inlines: tags that have each other are what they mean, all others are words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pubpipe.normalize import document as doc
from pubpipe.normalize.hypertext.elements import BLOCKS, HEADINGS, LISTS, SPANS
from pubpipe.normalize.hypertext.traces import Traces
from pubpipe.normalize.inlines import emphasis, merge, strong
from pubpipe.raised import lowered, raised
from pubpipe.ruby import notation
from pubpipe.tags import Tag

_DEEPEST = 20
# What ends a line where it stands within one, as a list does that somebody puts into a cell of a table.
_LINE_ENDS = BLOCKS | LISTS | HEADINGS.keys() | {"li", "blockquote"}
_BARE = re.compile(r"[A-Za-z][\w+.-]{1,31}:[^\s<>]*")

T = TypeVar("T")


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


def _pairs(items: Sequence[Tag | T]) -> dict[int, int]:
    """Where the end of each tag is that has one."""
    found: dict[int, int] = {}
    open_: list[tuple[str, int]] = []
    for n, item in enumerate(items):
        if not isinstance(item, Tag) or (item.name not in SPANS and item.name not in _LINE_ENDS):
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
                self.traces.add(item.source)
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
        if not self.alone:
            return [doc.Text(tag.source)]
        self.traces.lossy |= tag.name not in SPANS or bool(tag.attributes.get("href"))
        self.traces.add(tag.source)
        return []

    def _element(self, tag: Tag, start: int, end: int, before: str) -> list[doc.Inline]:
        kind, after = SPANS.get(tag.name, "line"), ""
        made: list[doc.Inline]
        if kind == "ruby":
            made = self._ruby(start + 1, end)
        else:
            lead, children, trail = _edges(merge(self.run(start + 1, end)))
            made = list(children)
            match kind:
                case "strong" if children:
                    made = [strong(children)]
                case "emphasis" if children:
                    made = [emphasis(children)]
                case "code" if children and all(
                    isinstance(c, doc.Text | doc.Emphasis | doc.Strong) for c in children
                ):
                    made = [doc.Code(" ".join(doc.plain(children).split()))]
                case "link" if target := tag.attributes.get("href", "").strip():
                    made, after = self._link(children, target, tag.attributes.get("title", ""))
                case "raised":
                    made = list(doc.map_texts(children, lambda words: raised(words, before)))
                case "lowered":
                    made = list(doc.map_texts(children, lowered))
                case "quoted":
                    made = [doc.Text("“"), *children, doc.Text("”")]
                case "reading":
                    self.traces.lossy = True
                case "line":
                    made = [doc.Break(), *children, doc.Break()]
                    after = "\\\n"
            made = [*lead, *made, *trail]
        closing = self.items[end]
        assert isinstance(closing, Tag)
        self.traces.add(closing.source, after)
        return made

    def _link(
        self, children: tuple[doc.Inline, ...], target: str, title: str
    ) -> tuple[list[doc.Inline], str]:
        """A link, and what its end becomes; one around nothing leads nowhere, one within another cannot be written."""
        if any(isinstance(c, doc.Link) for c in children) or not children:
            self.traces.lossy |= bool(children)
            return list(children), ""
        title = " ".join(title.split())
        bare = not title and doc.plain(children).strip() == target and _BARE.fullmatch(target)
        told = f'{target} "{title}"' if title else target
        return [doc.Link(children, target, title)], "" if bare else told

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
    if found and isinstance(first := found[0], doc.Text) and (bare := first.text.lstrip()) != first.text:
        lead, found[0] = [doc.Text(" ")], doc.Text(bare)
    if found and isinstance(last := found[-1], doc.Text) and (bare := last.text.rstrip()) != last.text:
        trail, found[-1] = [doc.Text(" ")], doc.Text(bare)
    return lead, merge(found), trail
