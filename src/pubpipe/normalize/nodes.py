"""A node of markdown-it's tree -> the blocks and inlines that it is, and traces of the HTML and dialect read in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pubpipe.normalize import document as doc
from pubpipe.normalize import tasks
from pubpipe.normalize.dialects import MARK
from pubpipe.normalize.hypertext.blocks import sections
from pubpipe.normalize.hypertext.spans import spans
from pubpipe.normalize.hypertext.traces import Traces
from pubpipe.normalize.inlines import emphasis, merge, one_line, single_spaces, strong, trim
from pubpipe.tags import Comment, Tag, parted, tag

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.I)


@dataclass(frozen=True, slots=True)
class Reader:
    """One way to read a block: with its HTML as what it means, or ``literal``, as words."""

    literal: bool
    traces: Traces = field(default_factory=Traces)

    def block(self, node: SyntaxTreeNode) -> Iterator[doc.Block]:
        """Yield the blocks that a node is, one for most."""
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
            case "mark":
                self.told(node)
            case "fence" | "code_block":
                self.told(node)
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
        """Return the blocks of nodes in order."""
        return tuple(block for node in nodes for block in self.block(node))

    def hypertext(self, html: str) -> Iterator[doc.Block]:
        """Yield the blocks of HTML that stands by itself."""
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
        """Return a list."""
        items = tuple(self.item(item) for item in node.children)
        within = [block for item in node.children for block in item.children]
        tight = all(b.hidden for b in within if b.type == "paragraph") and all(b.type != MARK for b in within)
        start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        return doc.ItemList(items, start, tight)

    def item(self, node: SyntaxTreeNode) -> tuple[doc.Block, ...]:
        """Return the blocks of a list's item, a task's state before its words."""
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
        """Return a table."""
        rows = [row for part in node.children for row in part.children]
        cells = [tuple(one_line(self.inlines(cell.children)) for cell in row.children) for row in rows]
        styles = [str(cell.attrs.get("style", "")) for cell in rows[0].children]
        alignments = tuple(style.removeprefix("text-align:") for style in styles)
        return doc.Table(alignments, cells[0], tuple(cells[1:]))

    def inlines(self, nodes: list[SyntaxTreeNode]) -> tuple[doc.Inline, ...]:
        """Return the inlines of a block."""
        return trim(merge(found for node in nodes for found in self.row(node)))

    def row(self, node: SyntaxTreeNode) -> list[doc.Inline]:
        """The inlines of a block's line; a paragraph has several where each is broken from the one before it."""
        if node.token is None or not node.token.meta:
            return self.line(node.children)
        self.told(node)
        broken = [doc.Break()] if node.meta.get("broken") else []
        found = [*broken, *self.line(node.children)]
        self.told(node, "behind")
        return found

    def told(self, node: SyntaxTreeNode, where: str = "trace") -> None:
        """Note the sign of another dialect that a node has there."""
        if where in node.meta:
            self.traces.found.append(node.meta[where])

    def line(self, nodes: list[SyntaxTreeNode]) -> list[doc.Inline]:
        """The inlines of a line, or of what stands around words within one; tags have their other half there."""
        if self.literal or not any(node.type == "html_inline" for node in nodes):
            return [found for node in nodes for found in self.inline(node)]
        items = [(tag(node.content) if node.type == "html_inline" else None) or node for node in nodes]
        return spans(items, self.inline, self.traces)

    def within(self, node: SyntaxTreeNode) -> tuple[doc.Inline, ...]:
        """Return the inlines that stand within one."""
        return merge(self.line(node.children))

    def inline(self, node: SyntaxTreeNode) -> Iterator[doc.Inline]:
        """Yield the inlines that a node is."""
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
                self.told(node)
                yield doc.Link(children, str(node.attrs.get("href", "")), str(node.attrs.get("title", "")))
            case "image":
                alt = doc.plain(self.within(node))
                source, credit = str(node.attrs.get("src", "")), str(node.attrs.get("title", ""))
                yield doc.Picture(single_spaces(alt).strip(), source, credit)
            case "footnote_ref":
                yield doc.NoteCall(str(node.meta["label"]))
            case "html_inline":
                yield from self.html(node.content)
            case "mark":
                self.told(node)
                yield doc.Text(node.content)
            case _:
                yield doc.Text(node.content)

    def html(self, source: str) -> Iterator[doc.Inline]:
        """Yield what a tag is that has no other half, or a comment."""
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
