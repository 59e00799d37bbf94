"""A manuscript -> the words and marks that its text edition must have, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pubpipe.checks.carrying.carried import Carried, Gatherer
from pubpipe.checks.carrying.cited import Entries
from pubpipe.checks.carrying.drawn import Tables, tables
from pubpipe.checks.carrying.source import Reader, fitted, regions, title_block
from pubpipe.editions.parts import is_link, is_outward
from pubpipe.editions.text.links import CALLS, is_its_own_words
from pubpipe.editions.text.parting import CALLED, Apart
from pubpipe.editions.text.romanizing import apart, ascii_text
from pubpipe.model import Manuscript
from pubpipe.normalize import document as doc
from pubpipe.sources.address import ascii_address
from pubpipe.wording import words

Spell = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Signs:
    """What a variant of the text edition writes for typography, and how it spells words and addresses."""

    emphasis: str = ""
    strong: str = ""
    picture: str = "[{}]"
    spell: Spell = lambda text: text
    address: Spell = lambda address: address
    apart: Apart = lambda before, after: False


def signs(form: str, lang: str) -> Signs:
    """Return the signs of ``txt``, ``txt-ascii`` or ``txt-gutenberg``."""
    if form == "txt-gutenberg":
        return Signs("_", "=", "[Illustration: {}]")
    if form == "txt-ascii":
        primary = lang.split("-", 1)[0].lower()
        return Signs(spell=lambda text: ascii_text(text, primary), address=ascii_address, apart=apart)
    return Signs()


def wanted(manuscript: Manuscript, form: str, page: str, entries: Entries) -> Carried:
    """Return what a text edition must have; of ``page``, its text, only the way of drawing tables is taken."""
    gatherer = Gatherer()
    writer = _Writer(gatherer, signs(form, manuscript.meta.lang), tables(page))
    title_block(manuscript, gatherer, writer.signs.spell)
    writer.write(manuscript, entries)
    return gatherer.carried(structured=False)


@dataclass(slots=True)
class _Writer:
    gatherer: Gatherer
    signs: Signs
    tables: Tables
    called: list[str] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)
    more: dict[str, int] = field(default_factory=dict)
    last: str = ""
    numbered: bool = False

    def write(self, manuscript: Manuscript, entries: Entries) -> None:
        """Write the body, the notes and the sources with the addresses of links."""
        labels = entries.labels
        self.known = {one.reached: n for n, one in reversed([*enumerate(labels, 1)]) if one.reached}
        vocabulary, gatherer, spell = words(manuscript.meta.lang), self.gatherer, self.signs.spell
        count = len(labels)
        calls = Reader(Gatherer())
        calls.read(manuscript)
        # Where notes have numbers in brackets, sources have other marks.
        for number, blocks, line in regions(manuscript, self.called, "<>" if calls.called else "[]"):
            if number == 1:
                gatherer.part, gatherer.kind, gatherer.line = "note 1", "heading 2", 0
                self._say(spell(vocabulary.notes))
            gatherer.part, gatherer.kind = f"note {number}" if number else "text", "text"
            gatherer.line = line
            if number:
                self._say(f"[{number}]")
            for block in blocks:
                if isinstance(block, str):
                    self._say(spell(block))
                else:
                    self._block(block, count)
        if labels or self.more:
            gatherer.part, gatherer.kind, gatherer.line = "source 1", "heading 2", 0
            self._say(spell(vocabulary.sources))
        for number, one in enumerate(labels, 1):
            gatherer.part, gatherer.kind = f"source {number}", "text"
            derived = f"({one.derived})" if one.derived else ""
            if self.numbered or not entries.loose:
                self._say(f"{number}.")
            self._say("".join((self.signs.address if run.href else spell)(run.text) for run in one.cited))
            for text in (" ".join(spell(part) for _, part in one.parts), self.signs.address(one.address)):
                self._say(text)
            for text in (derived, one.note):
                self._say(spell(text))
        for address, number in self.more.items():
            gatherer.part = f"source {number}"
            self._say(f"{number}. {self.signs.address(address)}")

    def _say(self, text: str) -> None:
        self.gatherer.say(text.replace("\n", " "))
        self.gatherer.end()

    def _block(self, block: doc.Block, count: int) -> None:
        match block:
            case doc.Paragraph(children):
                self._say(self._passage(children, count))
            case doc.Heading(level, children):
                self.gatherer.kind = f"heading {level}"
                self._say(self._passage(children, count))
                self.gatherer.kind = "text"
            case doc.ItemList(items, start):
                for n, item in enumerate(items):
                    if start is None:
                        self.gatherer.mark()
                    else:
                        self._say(f"{start + n}.")
                    for inner in item:
                        self._block(inner, count)
            case doc.Quote(blocks):
                for inner in blocks:
                    self._block(inner, count)
            case doc.CodeBlock(text):
                self._say(self.signs.spell(text))
            case doc.Table():
                self._table(block, count)
            case doc.Rule() | doc.Note():
                pass

    def _table(self, table: doc.Table, count: int) -> None:
        columns = len(table.header)
        head = [self._passage(cell, count) for cell in table.header]
        rows = [[self._passage(cell, count) for cell in fitted(row, columns)] for row in table.rows]
        self.gatherer.kind = "cell"
        told = [list(_told(head, row)) for row in rows] if rows else [head]
        drawn = [head, *rows]
        # A table that does not fit the page is told row by row, each cell after its column's name.
        for row in told if not self.tables.draws(drawn) and self.tables.tells(told[0]) else drawn:
            for cell in row:
                self._say(cell)
        self.gatherer.kind = "text"

    def _passage(self, nodes: tuple[doc.Inline, ...], count: int) -> str:
        self.last = ""
        return self._text(nodes, count)

    def _text(self, nodes: tuple[doc.Inline, ...], count: int) -> str:
        return "".join(self._inline(node, count) for node in nodes)

    def _inline(self, node: doc.Inline, count: int) -> str:
        spell = self.signs.spell
        match node:
            case doc.Text(text) | doc.Code(text):
                between = " " if self.signs.apart(self.last, text[:1]) else ""
                self.last = text[-1:] or self.last
                return between + spell(text)
            case doc.Emphasis(inner):
                return _signed(self._text(inner, count), self.signs.emphasis)
            case doc.Strong(inner):
                return _signed(self._text(inner, count), self.signs.strong)
            case doc.Link(inner, target):
                return self._link(inner, target, count)
            case doc.Picture(alt, source, title):
                self.last = ""
                credit = f" ({spell(title)})" if title else ""
                return self.signs.picture.format(f"{spell(alt) or self.signs.address(source)}{credit}")
            case doc.Break():
                self.last = ""
                return "\n"
            case doc.Task():
                self.last = "]"
                return doc.plain((node,))
            case doc.NoteCall(name):
                self.last = CALLED
                self.called.append(name)
                return f"[{len(self.called)}]"

    def _link(self, inner: tuple[doc.Inline, ...], target: str, count: int) -> str:
        if not inner and is_outward(target):
            return self.signs.address(target)
        plain = "".join(_plain(inner))
        own = is_its_own_words(" ".join(plain.split()), target)
        number = 0
        if (
            is_link(target)
            and not own
            and not target.startswith("#")
            and not target.lower().startswith(CALLS)
        ):
            number = self.known.get(target) or self.more.setdefault(target, count + len(self.more) + 1)
        if (
            len(inner) == 1
            and isinstance(inner[0], doc.Text)
            and target.removeprefix("mailto:") == inner[0].text
        ):
            return self.signs.address(inner[0].text)
        said = self._text(inner, count)
        if number:
            self.numbered = True
            return f"{said} <{number}>"
        if target.lower().startswith(CALLS) and is_link(target) and not own:
            return f"{said} <{self.signs.address(target).partition(':')[2]}>"
        return said


def _told(head: list[str], row: list[str]) -> Iterator[str]:
    for name, cell in zip(head, row, strict=True):
        yield f"{name}: {cell}" if name.strip() and cell.strip() else cell


def _signed(text: str, sign: str) -> str:
    lines = text.split("\n")
    return "\n".join(f"{sign}{line}{sign}" if line.strip() else line for line in lines) if sign else text


def _plain(nodes: tuple[doc.Inline, ...]) -> Iterator[str]:
    for node in nodes:
        match node:
            case doc.Text(text) | doc.Code(text):
                yield text
            case doc.Emphasis(inner) | doc.Strong(inner) | doc.Link(inner):
                yield from _plain(inner)
            case doc.NoteCall():
                yield "0"
            case _:
                pass
