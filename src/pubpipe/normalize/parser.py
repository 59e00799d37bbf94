"""Markdown of the canonical dialect -> a tree with spans, in process (markdown-it set to pandoc's dialect)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubpipe.normalize import document as doc
from pubpipe.normalize import tasks
from pubpipe.normalize.inlines import emphasis, merge, one_line, single_spaces, strong, trim

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.I)


@dataclass(frozen=True, slots=True)
class Region:
    """A top-level block and its lines ``first:last`` of the parsed text, counted from 0."""

    block: doc.Block | None
    first: int
    last: int


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

    Comments vanish (``block`` None when nothing else stands in the region), ``<br>`` is a hard break,
    all other HTML is literal words.
    """
    from markdown_it.tree import SyntaxTreeNode

    tree = SyntaxTreeNode(_parser().parse(text))
    regions: list[Region] = []
    for node in tree.children:
        blocks = tuple(_block(node))
        first, last = node.map or (0, 0)
        regions.extend(Region(b, first, last) for b in blocks or (None,))
    return tuple(sorted(regions, key=lambda region: region.first))


def blocks(text: str) -> tuple[doc.Block, ...]:
    """Return the top-level blocks of a text."""
    return tuple(region.block for region in parse(text) if region.block is not None)


def _block(node: SyntaxTreeNode) -> Iterator[doc.Block]:
    match node.type:
        case "paragraph":
            children = _inlines(node.children)
            if children:
                yield doc.Paragraph(children)
        case "heading":
            yield doc.Heading(int(node.tag[1]), one_line(_inlines(node.children)))
        case "bullet_list" | "ordered_list":
            yield _list(node)
        case "blockquote":
            yield doc.Quote(_blocks(node.children))
        case "fence" | "code_block":
            yield doc.CodeBlock(
                node.content.removesuffix("\n"), node.info.strip() if node.type == "fence" else ""
            )
        case "hr":
            yield doc.Rule()
        case "table":
            yield _table(node)
        case "footnote_reference":
            yield doc.Note(str(node.meta["label"]), _blocks(node.children))
        case "html_block":
            words = _without_comments(node.content).strip()
            if words:
                yield doc.Paragraph(merge(_literal_lines(words)))


def _blocks(nodes: list[SyntaxTreeNode]) -> tuple[doc.Block, ...]:
    return tuple(block for node in nodes for block in _block(node))


def _list(node: SyntaxTreeNode) -> doc.ItemList:
    items = tuple(_item(item) for item in node.children)
    tight = all(p.hidden for item in node.children for p in item.children if p.type == "paragraph")
    start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    return doc.ItemList(items, start, tight)


def _item(node: SyntaxTreeNode) -> tuple[doc.Block, ...]:
    blocks = _blocks(node.children)
    first = node.children[0] if node.children else None
    # Of brackets that are escaped the words say nothing.
    if first is None or first.type != "paragraph" or not tasks.WRITTEN.match(first.children[0].content):
        return blocks
    match blocks:
        case (doc.Paragraph(children), *others):
            return (doc.Paragraph(tasks.stated(children)), *others)
        case _:
            return blocks


def _table(node: SyntaxTreeNode) -> doc.Table:
    rows = [row for part in node.children for row in part.children]
    cells = [tuple(one_line(_inlines(cell.children)) for cell in row.children) for row in rows]
    styles = [str(cell.attrs.get("style", "")) for cell in rows[0].children]
    alignments = tuple(style.removeprefix("text-align:") for style in styles)
    return doc.Table(alignments, cells[0], tuple(cells[1:]))


def _inlines(nodes: list[SyntaxTreeNode]) -> tuple[doc.Inline, ...]:
    found: list[doc.Inline] = []
    for node in nodes:
        if node.type == "inline":
            found.extend(_inlines(node.children))
        else:
            found.extend(_inline(node))
    return trim(merge(found))


def _inline(node: SyntaxTreeNode) -> Iterator[doc.Inline]:
    match node.type:
        case "text" | "text_special":
            yield doc.Text(node.content)
        case "softbreak":
            yield doc.Text(" ")
        case "hardbreak":
            yield doc.Break()
        case "code_inline":
            yield doc.Code(node.content)
        case "em":
            yield emphasis(merge([i for child in node.children for i in _inline(child)]))
        case "strong":
            yield strong(merge([i for child in node.children for i in _inline(child)]))
        case "link":
            children = merge([i for child in node.children for i in _inline(child)])
            yield doc.Link(children, str(node.attrs.get("href", "")), str(node.attrs.get("title", "")))
        case "image":
            alt = doc.plain(merge([i for child in node.children for i in _inline(child)]))
            source, credit = str(node.attrs.get("src", "")), str(node.attrs.get("title", ""))
            yield doc.Picture(single_spaces(alt).strip(), source, credit)
        case "footnote_ref":
            yield doc.NoteCall(str(node.meta["label"]))
        case "html_inline":
            if _LINE_BREAK_TAG.fullmatch(node.content):
                yield doc.Break()
            elif not (node.content.startswith("<!--") and node.content.endswith("-->")):
                yield doc.Text(node.content)
        case _:
            yield doc.Text(node.content)


def _without_comments(html: str) -> str:
    return "".join(html[begin:end] for begin, end in _between(comments(html, 0, len(html)), len(html)))


def _between(ranges: Iterable[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    at = 0
    for begin, end in ranges:
        yield at, begin
        at = end
    yield at, length


def comments(html: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of HTML comments, in linear time also where none of them ends."""
    at = html.find("<!--", start, end)
    while at >= 0 and (stop := html.find("-->", at + 4, end)) >= 0:
        yield at, stop + 3
        at = html.find("<!--", stop + 3, end)


def _literal_lines(words: str) -> list[doc.Inline]:
    nodes: list[doc.Inline] = []
    for line in words.splitlines():
        if nodes:
            nodes.append(doc.Break())
        nodes.append(doc.Text(line.strip()))
    return nodes
