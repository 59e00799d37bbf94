"""HTML that stands by itself in Markdown (CommonMark 0.31.2, 4.6) -> blocks, each with its part of the text."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from pubpipe.normalize import document as doc
from pubpipe.normalize.hypertext.elements import (
    BLOCKS,
    CELLS,
    EMBEDDED,
    HEADINGS,
    LISTS,
    ROWS,
    SPANS,
    UNREAD,
    VOID,
)
from pubpipe.normalize.hypertext.figures import figure
from pubpipe.normalize.hypertext.parts import HOLDERS, Part, closed, marker
from pubpipe.normalize.hypertext.spans import embedded, spans
from pubpipe.normalize.hypertext.traces import Trace, Traces
from pubpipe.normalize.inlines import merge, one_line, strong, trim
from pubpipe.tags import Comment, Tag, parted

_DEEPEST = 8
_LONGEST = 10_000  # code points of a picture with its caption
_WITHIN_LINES = SPANS.keys() | {"img", "br", "wbr"}
_LANGUAGE = re.compile(r"\blang(?:uage)?-([\w+#-]{1,20})")
# What a table or a list in Markdown has no place for.
_PLAIN = frozenset(("colspan", "rowspan", "value", "reversed"))
_OPENED = {
    **dict.fromkeys(LISTS, "list"),
    **dict.fromkeys(ROWS, "row"),
    **dict.fromkeys(CELLS, "cell"),
    "li": "item",
    "blockquote": "quote",
    "table": "table",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A block, None for tags alone, and where it begins and ends in the text: lines from 0, code points in them."""

    block: doc.Block | None
    start: tuple[int, int]
    end: tuple[int, int]
    traces: tuple[Trace, ...]


def sections(text: str) -> tuple[Section, ...] | None:
    """Return the blocks of a text in order; None where it has what Markdown has nothing for, so that it stays words."""
    reader = _Reader(text)
    for at, part in parted(text):
        reader.read(at, part)
        if reader.traces.lossy:
            return None
    reader.finish()
    return None if reader.traces.lossy else tuple(reader.sections)


class _Reader:
    """Where the reading is: what is open, the line that is being put together, the code or script within."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.traces = Traces()
        self.sections: list[Section] = []
        self._open = [Part("root")]
        self._line: list[Tag | str] = []
        self._heading = 0
        self._summary = False
        self._code: list[str] | None = None
        self._info = ""
        self._script: list[str] | None = None
        self._told = self._past = 0
        self._place = (0, 0)

    def read(self, at: int, part: str | Tag | Comment) -> None:
        """Go on with the next part, which begins at a code point of the text."""
        if at < self._past:
            return
        if self._script is not None:
            self._script.append(part if isinstance(part, str) else part.source)
            if isinstance(part, Tag) and part.closes and part.name in UNREAD:
                self.traces.add("".join(self._script), "", "script")
                self._script = None
        elif isinstance(part, Comment):
            self.traces.add(part.source, "", "comment")
        elif isinstance(part, str):
            self._words(part)
        elif self._code is not None and part.name != "pre":
            self.traces.lossy |= part.name not in SPANS
            self._set_info(part)
        elif part.name in _WITHIN_LINES or (part.name == "source" and not part.attributes.get("src")):
            # A source without an address of its own is another form of the picture behind it.
            self._line.append(part)
        else:
            self._flush()
            if not part.closes:
                self._settle(at)
            shown = (
                figure(self.text[at : at + _LONGEST]) if part.name == "figure" and not part.closes else None
            )
            if shown:
                self.traces.found.extend(shown.traces)
                self._add(doc.Paragraph((shown.picture,)))
                self._past = at + shown.length
            else:
                self._block(part)
            self._settle(max(at + len(part.source), self._past))

    def finish(self) -> None:
        """End what is open."""
        self._flush()
        if self._script is not None or self._code is not None:
            self.traces.lossy = True
            return
        while len(self._open) > 1:
            self._close()
        self._settle(len(self.text))
        if self.traces.found or self.text[self._told :].strip():
            self._tell(None, len(self.text))

    def _words(self, words: str) -> None:
        if self._code is not None:
            self._code.append(html.unescape(words))
        elif words.strip() or self._line:
            self._line.append(words)

    def _flush(self) -> None:
        """End the line: its words are a paragraph, or the heading that is open."""
        line, self._line = self._line, []
        if not line:
            return
        nodes = trim(
            merge(spans(line, lambda words: (doc.Text(html.unescape(words)),), self.traces, alone=True))
        )
        if nodes:
            level = self._heading
            # What stands over folded text is all that a reader sees of it at first.
            marked = self._summary and not isinstance(nodes[0], doc.Strong | doc.Picture)
            said = (strong(nodes),) if marked else nodes
            self._add(doc.Heading(level, one_line(nodes)) if level else doc.Paragraph(said))

    def _add(self, block: doc.Block) -> None:
        self._open[-1].blocks.append(block)

    def _block(self, tag: Tag) -> None:
        name = tag.name
        if name in UNREAD and not tag.closes:
            self._script = [tag.source]
        elif name == "pre":
            self._pre(tag)
        elif name in EMBEDDED and not tag.closes:
            shown, mark = embedded(tag)
            # What is told by no address is what other elements show, or words do.
            self.traces.lossy |= not shown and bool(tag.attributes.get("src"))
            self.traces.add(tag.source, mark or "\n")
            if shown:
                self._add(doc.Paragraph(tuple(shown)))
        else:
            # What stands on both sides of it are words of their own.
            self.traces.add(tag.source, "**" if name == "summary" else "\n")
            self._summary = name == "summary" and not tag.closes if name in BLOCKS else self._summary
            self.traces.lossy |= name not in BLOCKS | HEADINGS.keys() | _OPENED.keys() | EMBEDDED | VOID
            if name in HEADINGS:
                self._heading = 0 if tag.closes else HEADINGS[name]
            elif name == "hr":
                self._add(doc.Rule())
            elif name in _OPENED:
                if tag.closes:
                    self._end(_OPENED[name])
                else:
                    self._begin(_OPENED[name], tag)

    def _pre(self, tag: Tag) -> None:
        if tag.closes and self._code is not None:
            self.traces.add(tag.source, "```")
            self._add(doc.CodeBlock("".join(self._code).strip("\n").expandtabs(4), self._info))
            self._code = None
        elif not tag.closes and self._code is None:
            self._code, self._info = [], ""
            self._set_info(tag)
        else:
            self.traces.add(tag.source)

    def _set_info(self, tag: Tag) -> None:
        """Note a tag of code, the first one that names its language with it."""
        named = "" if self._info else _language(tag)
        self._info = self._info or named
        self.traces.add(tag.source, f"```{named}" if named or tag.name == "pre" else "")

    def _begin(self, kind: str, tag: Tag) -> None:
        """Open a part; an item, a row or a cell ends the one before it, whether that is closed or not."""
        holder = HOLDERS.get(kind)
        if holder:
            self._end(kind, within=holder)
            if self._open[-1].kind != holder:
                return
        start = tag.attributes.get("start", "1") if tag.name == "ol" else ""
        self.traces.lossy |= len(self._open) > 3 * _DEEPEST or not _PLAIN.isdisjoint(tag.attributes)
        if kind == "item":
            self.traces.found[-1] = Trace(tag.source, f"\n{marker(self._open[-1])} ")
        self._open.append(Part(kind, int(start) if start.isdecimal() and len(start) < 10 else None))

    def _end(self, kind: str, within: str = "") -> None:
        """Close what is open of a kind, and all in it; not what stands around ``within``."""
        for n in reversed(range(1, len(self._open))):
            if self._open[n].kind == kind:
                while len(self._open) > n:
                    self._close()
                return
            if self._open[n].kind == within:
                return

    def _close(self) -> None:
        part, holder = self._open.pop(), self._open[-1]
        if part.kind in HOLDERS:
            holder.held.append(part)
            return
        block = closed(part, self.traces)
        if block is not None:
            self._add(block)

    def _settle(self, end: int) -> None:
        """Tell of the block that has been added to the article, if one has."""
        if len(self._open) == 1 and (made := self._open[0].blocks):
            self.traces.lossy |= len(made) > 1
            self._tell(made[0], end)
            made.clear()

    def _tell(self, block: doc.Block | None, end: int) -> None:
        start, line = self._place, self._place[0] + self.text.count("\n", self._told, end)
        self._place = (line, end - self.text.rfind("\n", 0, end) - 1)
        self.sections.append(Section(block, start, self._place, tuple(self.traces.found)))
        self.traces.found.clear()
        self._told = end


def _language(tag: Tag) -> str:
    found = _LANGUAGE.search(tag.attributes.get("class", ""))
    return found[1] if found else ""
