"""Markdown of the canonical dialect -> a tree with spans, in process (markdown-it set to pandoc's dialect)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pubpipe.normalize import document as doc
from pubpipe.normalize import tasks
from pubpipe.normalize.hypertext.blocks import sections
from pubpipe.normalize.hypertext.spans import spans
from pubpipe.normalize.hypertext.traces import Trace, Traces
from pubpipe.normalize.inlines import emphasis, merge, one_line, single_spaces, strong, trim
from pubpipe.tags import Comment, Tag, parted, tag

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.I)


@dataclass(frozen=True, slots=True)
class Region:
    """A top-level block and its lines ``first:last`` of the parsed text, counted from 0.

    Of blocks that share their lines each begins and ends ``within`` them, at a line from 0 and a code point of it.
    ``traces`` tell what of its HTML has been read; ``literal`` is the region of the same lines with that as words.
    """

    block: doc.Block | None
    first: int
    last: int
    within: tuple[tuple[int, int], tuple[int, int]] | None = None
    traces: tuple[Trace, ...] = ()
    literal: Region | None = None


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark").enable("table")
    parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=False)
    # Addresses are the reader's evidence: they are kept as written, and every target is a link, as in pandoc.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda url: url  # type: ignore[method-assign,assignment]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def parse(text: str) -> tuple[Region, ...]:
    """Return the top-level blocks with their lines, in order.

    Comments vanish (``block`` None when nothing else stands in the region), ``<br>`` is a hard break, other HTML is
    the Markdown that says the same. HTML for which there is none is literal words.
    """
    from markdown_it.tree import SyntaxTreeNode

    tree = SyntaxTreeNode(_parser().parse(text))
    regions = [region for node in tree.children for region in _regions(node)]
    return tuple(sorted(regions, key=lambda region: region.first))


def blocks(text: str) -> tuple[doc.Block, ...]:
    """Return the top-level blocks of a text."""
    return tuple(region.block for region in parse(text) if region.block is not None)


def _regions(node: SyntaxTreeNode) -> Iterator[Region]:
    first, last = node.map or (0, 0)
    found = sections(node.content) if node.type == "html_block" else None
    if found is None:
        read = _read(node, first, last)
        reads_tags = any(trace.is_markup for trace in read.traces)
        yield replace(read, literal=_read(node, first, last, literal=True)) if reads_tags else read
        return
    literal = _read(node, first, last, literal=True)
    for part in found:
        yield Region(part.block, first, last, (part.start, part.end), part.traces, literal)


def _read(node: SyntaxTreeNode, first: int, last: int, *, literal: bool = False) -> Region:
    reader = _Reader(literal)
    block = next(reader.block(node), None)
    if reader.traces.lossy:
        return _read(node, first, last, literal=True)
    return Region(block, first, last, traces=tuple(reader.traces.found))


@dataclass(frozen=True, slots=True)
class _Reader:
    """One way to read a block: with its HTML as what it means, or ``literal``, as words."""

    literal: bool
    traces: Traces = field(default_factory=Traces)

    def block(self, node: SyntaxTreeNode) -> Iterator[doc.Block]:
        match node.type:
            case "paragraph":
                children = self.inlines(node.children)
                if children:
                    yield doc.Paragraph(children)
            case "heading":
                yield doc.Heading(int(node.tag[1]), one_line(self.inlines(node.children)))
            case "bullet_list" | "ordered_list":
                yield self.item_list(node)
            case "blockquote":
                yield doc.Quote(self.blocks(node.children))
            case "fence" | "code_block":
                self.traces.add(node.content, None)
                info = node.info.strip() if node.type == "fence" else ""
                yield doc.CodeBlock(node.content.removesuffix("\n"), info)
            case "hr":
                yield doc.Rule()
            case "table":
                yield self.table(node)
            case "footnote_reference":
                yield doc.Note(str(node.meta["label"]), self.blocks(node.children))
            case "html_block":
                yield from self.hypertext(node.content)

    def blocks(self, nodes: list[SyntaxTreeNode]) -> tuple[doc.Block, ...]:
        return tuple(block for node in nodes for block in self.block(node))

    def hypertext(self, html: str) -> Iterator[doc.Block]:
        found = None if self.literal else sections(html)
        if found is not None:
            for section in found:
                self.traces.found.extend(section.traces)
                if section.block is not None:
                    yield section.block
            return
        words = []
        for _, part in parted(html):
            if isinstance(part, Comment):
                self.traces.add(part.source, "", "comment")
            else:
                words.append(part.source if isinstance(part, Tag) else part)
        if said := "".join(words).strip():
            yield doc.Paragraph(merge(_literal_lines(said)))

    def item_list(self, node: SyntaxTreeNode) -> doc.ItemList:
        items = tuple(self.item(item) for item in node.children)
        tight = all(p.hidden for item in node.children for p in item.children if p.type == "paragraph")
        start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        return doc.ItemList(items, start, tight)

    def item(self, node: SyntaxTreeNode) -> tuple[doc.Block, ...]:
        blocks = self.blocks(node.children)
        first = node.children[0] if node.children else None
        # Of brackets that are escaped the words say nothing.
        if first is None or first.type != "paragraph" or not tasks.WRITTEN.match(first.children[0].content):
            return blocks
        match blocks:
            case (doc.Paragraph(children), *others):
                return (doc.Paragraph(tasks.stated(children)), *others)
            case _:
                return blocks

    def table(self, node: SyntaxTreeNode) -> doc.Table:
        rows = [row for part in node.children for row in part.children]
        cells = [tuple(one_line(self.inlines(cell.children)) for cell in row.children) for row in rows]
        styles = [str(cell.attrs.get("style", "")) for cell in rows[0].children]
        alignments = tuple(style.removeprefix("text-align:") for style in styles)
        return doc.Table(alignments, cells[0], tuple(cells[1:]))

    def inlines(self, nodes: list[SyntaxTreeNode]) -> tuple[doc.Inline, ...]:
        return trim(merge(node for part in nodes for node in self.line(part.children)))

    def line(self, nodes: list[SyntaxTreeNode]) -> list[doc.Inline]:
        """The inlines of a line, or of what stands around words within one; tags have their other half there."""
        if self.literal or not any(node.type == "html_inline" for node in nodes):
            return [found for node in nodes for found in self.inline(node)]
        items = [(tag(node.content) if node.type == "html_inline" else None) or node for node in nodes]
        return spans(items, self.inline, self.traces)

    def within(self, node: SyntaxTreeNode) -> tuple[doc.Inline, ...]:
        return merge(self.line(node.children))

    def inline(self, node: SyntaxTreeNode) -> Iterator[doc.Inline]:
        match node.type:
            case "text" | "text_special":
                yield doc.Text(node.content)
            case "softbreak":
                yield doc.Text(" ")
            case "hardbreak":
                yield doc.Break()
            case "code_inline":
                self.traces.add(node.content, None)
                yield doc.Code(node.content)
            case "em":
                yield emphasis(self.within(node))
            case "strong":
                yield strong(self.within(node))
            case "link":
                children = self.within(node)
                yield doc.Link(children, str(node.attrs.get("href", "")), str(node.attrs.get("title", "")))
            case "image":
                alt = doc.plain(self.within(node))
                source, credit = str(node.attrs.get("src", "")), str(node.attrs.get("title", ""))
                yield doc.Picture(single_spaces(alt).strip(), source, credit)
            case "footnote_ref":
                yield doc.NoteCall(str(node.meta["label"]))
            case "html_inline":
                yield from self.html(node.content)
            case _:
                yield doc.Text(node.content)

    def html(self, source: str) -> Iterator[doc.Inline]:
        if _LINE_BREAK_TAG.fullmatch(source):
            self.traces.add(source, "\\\n", "break")
            yield doc.Break()
        elif source.startswith("<!--") and source.endswith("-->"):
            self.traces.add(source, "", "comment")
        else:
            yield doc.Text(source)


def _literal_lines(words: str) -> list[doc.Inline]:
    nodes: list[doc.Inline] = []
    for line in words.splitlines():
        if nodes:
            nodes.append(doc.Break())
        nodes.append(doc.Text(line.strip()))
    return nodes
