"""Raw text -> its lines with their places: the unit in which layout is read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

# Also the ends that editors of other systems leave: VT is a soft return of Google Docs, FF a page.
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
# NEL is an ellipsis where other bytes of Windows-1252 were read as control characters.
_LINE_END_WITHOUT_NEL = re.compile(r"\r\n|[\n\r\v\f\u2028\u2029]")
_WINDOWS = re.compile("[\x80\x82-\x84\x8b\x91-\x97\x99\x9b]")
_SENTENCE_END = re.compile(r"[.!?…。！？:\"”»')\]]$")
_UNSPACED = re.compile("[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3001-\u30ff\u3400-\u9fff\uf900-\uff60]")


# A margin of spaces that do not break, as pages have them that are saved as text.
_MARGIN = re.compile("^[ \t]*\xa0[ \t\xa0]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without white space around it, at ``start:end`` of the draft.

    ``raw`` is the line with that white space, ``page`` counts form feeds before it, ``continues`` says that
    a page break cut it off the line before.
    """

    text: str
    start: int
    end: int
    raw: str = ""
    page: int = 0
    continues: bool = False

    @property
    def indented(self) -> bool:
        """Whether white space stands before the words."""
        return self.raw[:1] in (" ", "\t", "\u3000")

    @property
    def reach(self) -> int:
        """How far the line reaches from the margin, in columns."""
        return columns(self.raw.rstrip().expandtabs(4)) or columns(self.text)

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends as sentences, and what introduces something, end."""
        return _SENTENCE_END.search(self.text) is not None

    def cut(self, count: int) -> Line:
        """The same line without its first ``count`` characters."""
        rest = self.text[count:]
        stripped = rest.strip()
        start = self.start + count + rest.find(stripped)
        return replace(self, text=stripped, raw=rest, start=start, end=start + len(stripped))


def split(text: str) -> tuple[Line, ...]:
    """Return all lines of a text, blank ones included."""
    ends = _LINE_END
    if _WINDOWS.search(text):
        ends, text = _LINE_END_WITHOUT_NEL, text.replace("\x85", "…")
    found: list[Line] = []
    at = page = 0
    for end in (*(m.span() for m in ends.finditer(text)), (len(text), len(text))):
        raw = _MARGIN.sub(lambda margin: " " * len(margin[0]), text[at : end[0]])
        stripped = raw.strip()
        start = at + raw.find(stripped)
        found.append(Line(stripped, start, start + len(stripped), raw, page))
        page += text[end[0] : end[1]] == "\f"
        at = end[1]
    return tuple(found)


def columns(text: str) -> int:
    """Return how wide a text is in a fixed-width font: East Asian characters count twice."""
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def first_word(text: str) -> str:
    """Return what a typesetter would have had to fit into the line before: a word, or one unspaced character."""
    word = text.split(" ", 1)[0]
    return word[:1] if _UNSPACED.match(word) else word


def is_full(line: Line, after: Line, width: float) -> bool:
    """Tell whether the first word of the line after would not have fitted into ``width``.

    Scripts without spaces break anywhere but before a mark, so a line of them may be two characters short.
    """
    slack = 4 if _UNSPACED.match(after.text) else 0
    return line.reach + _gap(line.text, after.text) + columns(first_word(after.text)) + slack > width


def glue(before: str, after: str) -> str:
    """Return what stands between two joined lines: nothing where the script sets no spaces, else a space."""
    return " " * _gap(before, after)


def _gap(before: str, after: str) -> int:
    return 0 if _UNSPACED.match(before[-1:]) and _UNSPACED.match(after[:1]) else 1


def percentile(lengths: list[int], share: float) -> int:
    """Return the length that ``share`` of the lengths do not pass, 0 for none."""
    ordered = sorted(lengths)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0
