"""A manuscript -> what every edition of it must carry, by the normalizer's own parser and not by pandoc."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pubpipe.checks.carrying.carried import Carried, Gatherer
from pubpipe.checks.carrying.cited import Entries
from pubpipe.editions.parts import is_outward
from pubpipe.markup import BOXES
from pubpipe.model import Manuscript
from pubpipe.normalize import document as doc
from pubpipe.normalize import parser
from pubpipe.ruby import spelt_out
from pubpipe.sources.calls import printed
from pubpipe.wording import date_text, list_text, words


def carried(
    manuscript: Manuscript,
    entries: Entries,
    *,
    tagged: bool = False,
    told: Callable[[doc.Table], bool] = lambda _: False,
) -> Carried:
    """Return what an edition must carry; ``tagged``: as a PDF's glyphs show it, a source in the order of print.

    ``told`` says of a table whether the edition tells it row by row.
    """
    gatherer = Gatherer(drawn=tagged)
    title_block(manuscript, gatherer)
    Reader(gatherer, told).read(manuscript)
    for number, entry in enumerate(entries.labels, 1):
        gatherer.part, gatherer.kind = f"source {number}", "text"
        for run in entry.cited:
            gatherer.say(run.text, run.href)
        gatherer.end()
        parts = " ".join(text for _, text in entry.parts)
        address = (entry.address, entry.address)
        last = (
            [(entry.note, ""), address, (entry.derived, "")]
            if tagged
            else [address, (entry.derived, ""), (entry.note, "")]
        )
        for text, link in [(parts, ""), *last]:
            gatherer.say(text, link)
            gatherer.end()
    return gatherer.carried()


def title_block(manuscript: Manuscript, gatherer: Gatherer, spell: Callable[[str], str] = str) -> None:
    """Gather what stands over the article, spelt as the edition spells."""
    meta = manuscript.meta
    gatherer.part = "title"
    updated = date_text(meta.updated, meta.lang)
    byline = list_text(meta.authors, meta.lang) or meta.agency
    parts = (
        ("text", meta.kicker),
        ("heading 1", meta.title),
        ("text", meta.subtitle),
        ("text", byline),
        ("text", date_text(meta.date, meta.lang)),
        ("text", words(meta.lang).updated.format(date=updated) if updated else ""),
    )
    for kind, text in parts:
        gatherer.kind = kind
        gatherer.say(spell(text))
        gatherer.end()


def regions(
    manuscript: Manuscript, called: list[str], marks: str = "[]"
) -> Iterator[tuple[int, tuple[str | doc.Block, ...], int]]:
    """Yield (number of the note or 0, blocks, line of the canonical Markdown): the body, then the notes.

    The dateline stands as text before the first block that is no heading and no rule. A citation stands as the
    number of its source between ``marks``, a reading in brackets behind its words. ``called`` are the labels of the
    calls so far, to which whoever reads the blocks adds: each call has a number and a copy of its note.
    """
    body = manuscript.body
    offset = manuscript.markdown.count("\n", 0, max(manuscript.markdown.find(body), 0)) + 1
    dateline = manuscript.meta.dateline
    notes: dict[str, tuple[tuple[doc.Block, ...], int]] = {}
    ids = {source.id: n for n, source in enumerate(manuscript.sources, 1)}
    for region in parser.parse(body):
        block, line = region.block, offset + region.first
        if ids and block is not None:
            block = doc.map_inlines(block, lambda nodes: tuple(_numbered(nodes, ids, marks)))
        if block is not None and "|" in body:
            block = doc.map_inlines(block, lambda nodes: tuple(_read_out(nodes)))
        if isinstance(block, doc.Note):
            notes.setdefault(block.label, (block.blocks, line))
        elif block is not None:
            first = (dateline,) if dateline and not isinstance(block, doc.Heading | doc.Rule) else ()
            dateline = "" if first else dateline
            yield 0, (*first, block), line
    if dateline:
        yield 0, (dateline,), offset
    for number, name in enumerate(called, 1):
        if name in notes:
            yield number, *notes[name]


def _numbered(nodes: tuple[doc.Inline, ...], ids: Mapping[str, int], marks: str) -> Iterator[doc.Inline]:
    for node in nodes:
        match node:
            case doc.Text(text):
                yield doc.Text(printed(text, ids, marks))
            case doc.Emphasis(inner) | doc.Strong(inner):
                yield replace(node, children=tuple(_numbered(inner, ids, marks)))
            case _:
                yield node


def _read_out(nodes: tuple[doc.Inline, ...]) -> Iterator[doc.Inline]:
    for node in nodes:
        match node:
            case doc.Text(text):
                yield doc.Text(spelt_out(text))
            case doc.Emphasis(inner) | doc.Strong(inner) | doc.Link(inner):
                yield replace(node, children=tuple(_read_out(inner)))
            case _:
                yield node


def _uncalled(nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
    kept = (node for node in nodes if not isinstance(node, doc.NoteCall))
    return tuple(
        replace(n, children=_uncalled(n.children))
        if isinstance(n, doc.Emphasis | doc.Strong | doc.Link)
        else n
        for n in kept
    )


@dataclass(slots=True)
class Reader:
    """Reads a body block by block; every call of a note gets a number and a copy of the note, as in pandoc."""

    gatherer: Gatherer
    told: Callable[[doc.Table], bool] = lambda _: False
    called: list[str] = field(default_factory=list)

    def read(self, manuscript: Manuscript) -> None:
        """Gather the body and its notes, each block with its line of the canonical Markdown."""
        gatherer = self.gatherer
        for number, blocks, line in regions(manuscript, self.called):
            gatherer.part, gatherer.kind = f"note {number}" if number else "text", "text"
            gatherer.line = line
            for block in blocks:
                if isinstance(block, str):
                    gatherer.say(block)
                    gatherer.end()
                else:
                    self.block(block)

    def block(self, block: doc.Block) -> None:
        """Gather one block."""
        match block:
            case doc.Paragraph(children):
                self._passage("text", children)
            case doc.Heading(level, children):
                self._passage(f"heading {level}", children)
            case doc.ItemList(items):
                for item in items:
                    for inner in item:
                        self.block(inner)
            case doc.Quote(blocks):
                for inner in blocks:
                    self.block(inner)
            case doc.CodeBlock(text):
                self.gatherer.listing(text)
                self.gatherer.kind = "code"
                self.gatherer.say(text)
                self.gatherer.end()
            case doc.Table() if self.told(block):
                self.in_rows(block)
            case doc.Table(_, header, rows):
                # A head without words is no row in any edition.
                head = (header,) if any(header) else ()
                table = (*head, *(fitted(row, len(header)) for row in rows))
                self.gatherer.table(len(row) for row in table)
                for row in table:
                    for cell in row:
                        self._passage("cell", cell)
            case doc.Rule() | doc.Note():
                pass

    def in_rows(self, table: doc.Table) -> None:
        """Gather a table row by row: each value behind its column's name, which calls its notes once."""
        header, width = table.header, len(table.header)
        uncalled = doc.map_inlines(replace(table, rows=()), _uncalled)
        for row in table.rows:
            for name, value in zip(header, fitted(row, width), strict=True):
                self._passage("text", (*name, doc.Text(" "), *value))
            header = uncalled.header if isinstance(uncalled, doc.Table) else header

    def _passage(self, kind: str, children: tuple[doc.Inline, ...]) -> None:
        self.gatherer.kind = kind
        self._inlines(children, "")
        self.gatherer.end()

    def _inlines(self, nodes: tuple[doc.Inline, ...], link: str) -> None:
        for node in nodes:
            match node:
                case doc.Text(text) | doc.Code(text):
                    self.gatherer.say(text, link)
                case doc.Emphasis(inner) | doc.Strong(inner):
                    self._inlines(inner, link)
                case doc.Link(inner, target):
                    # An address in a link leads where the whole link does (HTML 4.5.1: no link stands in another).
                    self._inlines(inner, link or target)
                    if not inner and is_outward(target):
                        self.gatherer.say(target, target)
                case doc.Picture(alt, _, title):
                    self.gatherer.picture(alt)
                    # What is printed for a picture stands apart from the words on its sides.
                    self.gatherer.say(f" {alt} {title} ", link)
                case doc.Break():
                    self.gatherer.say(" ")
                case doc.Task(done):
                    self.gatherer.say(BOXES[done], link)
                case doc.NoteCall(name):
                    self.called.append(name)
                    self.gatherer.call(len(self.called))


def fitted(row: tuple[tuple[doc.Inline, ...], ...], columns: int) -> tuple[tuple[doc.Inline, ...], ...]:
    """Return a row with as many cells as the header has (GitHub Flavored Markdown 4.10)."""
    return (*row[:columns], *[()] * (columns - len(row)))
