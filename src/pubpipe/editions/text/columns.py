"""Words and cells -> lines of at most so many columns, in the widths of a fixed-width face."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, TypeAlias

Alignment: TypeAlias = Literal["left", "center", "right"]

# JIS X 4051 and GB/T 15834: what may not begin a line, and what may not end one.
_NO_START = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー—…‥’”）〕］｝〉》」』】〗〙〟％‰℃°"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ〜～,.:;?!)]}%"
)
# Letters and signs of one column each, which the words of most languages in Latin script are made of.
_NARROW = re.compile("[\x20-\x7e\xa1-\xac\xae-\u024f\u2010-\u2027\u2030-\u203b\u20ac]*")
_DIGITS = frozenset("0123456789")
_EAST = "⺀"  # the first character about which lines may break without a space
_NO_END = frozenset("‘“（〔［｛〈《「『【〖〘〝([{＄￥£$")


def width(text: str) -> int:
    """Return how many columns a text takes: two for wide characters, none for marks and invisible ones."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    from wcwidth import wcswidth

    # It knows emoji of several characters; of control characters it says nothing.
    known = int(wcswidth(text.replace("\u00ad", "")))
    return known if known >= 0 else sum(_columns(char) for char in text)


def wrap(text: str, columns: int, first: str = "", rest: str = "") -> list[str]:
    """Break a text into lines; ``first`` stands before the first one, ``rest`` before the others.

    A newline ends a line, and a line so ended that is too long goes on indented by two more columns. Breaks
    are at spaces, and between East Asian characters as UAX 14 and JIS X 4051 allow; a word that is wider
    than the line stands on its own, whole.
    """
    verse = "\n" in text
    lines: list[str] = []
    for piece in text.split("\n"):
        head = rest if lines else first
        turned = f"{rest}  " if verse else rest
        line, taken = "", width(head)
        for space, unit in _units(piece):
            glue = " " if space and line else ""
            if line and taken + len(glue) + width(unit) > columns:
                lines.append((head + line).rstrip(" "))
                head, line, glue = turned, "", ""
                taken = width(head)
            line += glue + unit
            taken += len(glue) + width(unit)
        lines.append((head + line).rstrip(" "))
    return lines


def fold(line: str, columns: int) -> list[str]:
    """Break a line of code at its blanks, never within a word; what follows is indented by four more columns."""
    inset = re.match(" *", line)[0]  # type: ignore[index]  # it matches always
    lines, head = [], inset
    words = re.findall("(\\S+)( *)", line[len(inset) :])
    now = ""
    for word, blanks in words:
        if now.strip() and width(head + now + word) > columns:
            lines.append((head + now).rstrip())
            head, now = inset[: columns // 2] + "    ", ""
        now += word + blanks
    return [*lines, (head + now).rstrip()]


def pad(text: str, columns: int, alignment: Alignment = "left") -> str:
    """Fill a text with spaces up to a width; what is wider stays as it is."""
    room = max(0, columns - width(text))
    before = {"left": 0, "center": room // 2, "right": room}[alignment]
    return " " * before + text + " " * (room - before)


def table(rows: list[list[str]], alignments: list[Alignment], columns: int) -> list[str]:
    """Draw a table whose first row is its header (all empty: none) in at most ``columns`` columns.

    One line a row under a ruled header where that fits; else a grid of cells of several lines; else,
    where the longest words do not fit beside one another or there is one row only, ``header: value`` lines.
    """
    widths = [max(width(c) for c in column) for column in zip(*rows, strict=True)]
    head, body = rows[0], rows[1:]
    one_line = not any("\n" in cell for row in rows for cell in row)
    if one_line and sum(widths) + 2 * (len(widths) - 1) <= columns:
        return _simple(head, body, widths, alignments)
    fitted = _fitted(rows, columns - 3 * len(widths) - 1)
    if fitted and len(body) > 1 and any(head):
        return _grid(rows, fitted, alignments)
    return _told(head, body, columns)


def _simple(
    head: list[str], body: list[list[str]], widths: list[int], alignments: list[Alignment]
) -> list[str]:
    rule = "  ".join("-" * max(1, w) for w in widths)
    drawn = [_row(row, widths, alignments, "  ") for row in body]
    return [_row(head, widths, alignments, "  "), rule, *drawn] if any(head) else [rule, *drawn, rule]


def _grid(rows: list[list[str]], widths: list[int], alignments: list[Alignment]) -> list[str]:
    rule = "+" + "+".join("-" * (w + 2) for w in widths) + "+"
    lines = [rule]
    for row in rows:
        cells = [wrap(cell, w) for cell, w in zip(row, widths, strict=True)]
        for n in range(max(map(len, cells))):
            line = [cell[n] if n < len(cell) else "" for cell in cells]
            lines.append(f"| {_row(line, widths, alignments, ' | ', strip=False)} |")
        lines.append(rule)
    return lines


def _told(head: list[str], body: list[list[str]], columns: int) -> list[str]:
    lines: list[str] = []
    if not body:
        head, body = [""] * len(head), [head]
    for row in body:
        if lines:
            lines.append("")
        for name, cell in zip(head, row, strict=True):
            words = f"{name}: {cell}" if name and cell else cell
            if words:
                lines.extend(wrap(words, columns, "", "  "))
    return lines


def _row(
    cells: list[str], widths: list[int], alignments: list[Alignment], between: str, *, strip: bool = True
) -> str:
    line = between.join(pad(c, w, a) for c, w, a in zip(cells, widths, alignments, strict=True))
    return line.rstrip(" ") if strip else line


def _fitted(rows: list[list[str]], room: int) -> list[int]:
    """Share the room out: a column never gets less than its longest word, the widest give way first."""
    columns = list(zip(*rows, strict=True))
    least = [
        max(width(unit) for cell in column for _, unit in [*_units(cell), (False, " ")]) for column in columns
    ]
    if sum(least) > room:
        return []
    widths = [
        min(room, max(width(line) for cell in column for line in cell.split("\n"))) for column in columns
    ]
    while sum(widths) > room:
        slack = [w if w > m else 0 for w, m in zip(widths, least, strict=True)]
        widths[slack.index(max(slack))] -= 1
    return [max(1, w) for w in widths]


def _units(text: str) -> Iterator[tuple[bool, str]]:
    """Yield what may not be broken, each with whether a space stands before it."""
    words = re.split("[ \t\r\n]+", text.strip(" \t\r\n"))
    if max(text, default="") < _EAST:
        yield from ((True, word) for word in words if word)
        return
    for word in words:
        start = 0
        for n in range(1, len(word)):
            if _may_break(word[n - 1], word[n]):
                yield start == 0, word[start:n]
                start = n
        if word:
            yield start == 0, word[start:]


def _may_break(before: str, after: str) -> bool:
    if before < _EAST and after < _EAST:
        return False
    # A number stays with what it counts: 7月, 28日.
    if after in _NO_START or before in _NO_END or before in _DIGITS or not _columns(after):
        return False
    return _ideographic(before) or _ideographic(after)


def _ideographic(char: str) -> bool:
    """Whether lines may break around a character: Han, kana and their punctuation, not Hangul, not emoji."""
    hangul = "가" <= char <= "\ud7ff" or "ㄱ" <= char <= "\u318f"
    return char >= _EAST and not hangul and not "\U0001f000" <= char <= "\U0001ffff" and _columns(char) == 2


def _columns(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"} or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
