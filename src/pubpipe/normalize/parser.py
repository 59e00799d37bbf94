"""Markdown of the canonical dialect -> a tree with spans, in process (markdown-it set to pandoc's dialect)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pubpipe.normalize import document as doc
from pubpipe.normalize.dialects import MARK
from pubpipe.normalize.hypertext.blocks import sections
from pubpipe.normalize.hypertext.traces import Trace
from pubpipe.normalize.nodes import Reader

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode


@dataclass(frozen=True, slots=True)
class Region:
    """A top-level block and its lines ``first:last`` of the parsed text, counted from 0.

    Of blocks that share their lines each begins and ends ``within`` them, at a line from 0 and a code point of it.
    ``traces`` tell what of its HTML and dialect has been read; ``literal`` is the region of the same lines with the
    HTML as words.
    """

    block: doc.Block | None
    first: int
    last: int
    within: tuple[tuple[int, int], tuple[int, int]] | None = None
    traces: tuple[Trace, ...] = ()
    literal: Region | None = None

    @property
    def has_signs(self) -> bool:
        """Whether anything of it is read as another dialect has it."""
        return any(trace.kind in ("mark", "sign") for trace in self.traces)

    @property
    def is_sign(self) -> bool:
        """Whether it is a sign of another dialect that goes; its line has more on it where it is a definition's."""
        return self.block is None and self.has_signs


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


@functools.cache
def _canonical() -> MarkdownIt:
    return _parser()


@functools.cache
def _extended() -> Callable[[str, frozenset[int]], list[Token]]:
    from pubpipe.normalize.dialects.reading import extended, tokens

    return functools.partial(tokens, extended(_parser()))


def parse(text: str, *, refused: frozenset[int] | None = None) -> tuple[Region, ...]:
    """Return the top-level blocks with their lines, in order.

    Comments vanish (``block`` None when nothing else stands in the region), ``<br>`` is a hard break, other HTML is
    the Markdown that says the same. HTML for which there is none is literal words.
    With ``refused``, lines from 0, what authors write in other dialects is read as the same everywhere else.
    """
    from markdown_it.tree import SyntaxTreeNode

    tokens = _canonical().parse(text) if refused is None else _extended()(text, refused)
    regions = [region for node in SyntaxTreeNode(tokens).children for region in _regions(node)]
    return tuple(sorted(regions, key=lambda region: region.first))


def blocks(text: str) -> tuple[doc.Block, ...]:
    """Return the top-level blocks of a text."""
    return tuple(region.block for region in parse(text) if region.block is not None)


def _regions(node: SyntaxTreeNode) -> Iterator[Region]:
    first, last = node.map or (0, 0)
    if node.type == MARK:
        trace: Trace = node.meta["trace"]
        _, start = trace.place or (first, 0)
        within = (0, start), (0, start + len(trace.source))
        yield Region(None, first, last, within, (trace,))
        return
    # What stands in a definition has not the columns of its lines.
    found = sections(node.content) if node.type == "html_block" and node.level == 0 else None
    if found is None:
        read = _read(node, first, last)
        reads_tags = any(trace.is_markup for trace in read.traces)
        yield replace(read, literal=_read(node, first, last, literal=True)) if reads_tags else read
        return
    literal = _read(node, first, last, literal=True)
    for part in found:
        yield Region(part.block, first, last, (part.start, part.end), part.traces, literal)


def _read(node: SyntaxTreeNode, first: int, last: int, *, literal: bool = False) -> Region:
    reader = Reader(literal)
    block = next(reader.block(node), None)
    if reader.traces.lossy:
        return _read(node, first, last, literal=True)
    return Region(block, first, last, traces=tuple(reader.traces.found))
