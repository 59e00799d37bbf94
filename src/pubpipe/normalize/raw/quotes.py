"""Lines -> stretches quoted with ``>`` and stretches that are not (NORMALIZER 1.2 `quote_prefix`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pubpipe.normalize.raw.lines import Line

_PREFIX = re.compile(r">(?!>> )[ \t]?")


@dataclass(frozen=True, slots=True)
class Part:
    """Lines at one depth of quotation: 0 for the text itself, 1 for what it quotes, its prefixes cut off."""

    lines: tuple[Line, ...]
    depth: int


def quotes(lines: tuple[Line, ...]) -> Iterator[Part]:
    """Part quoted lines from the rest; deeper quotations are found in the quoted lines themselves.

    A single line that begins with ``>`` is an arrow as often as a quotation, so two are asked for, with
    nothing but blank lines between them.
    """
    if not any(line.text.startswith(">") for line in lines):
        yield Part(lines, 0)
        return
    part: list[Line] = []
    n = 0
    while n < len(lines):
        last, count = _run(lines, n)
        if count < 2:
            part.append(lines[n])
            n += 1
            continue
        if part:
            yield Part(tuple(part), 0)
        part = []
        yield Part(tuple(_bare(line) for line in lines[n:last]), 1)
        n = last
    if part:
        yield Part(tuple(part), 0)


def _run(lines: tuple[Line, ...], first: int) -> tuple[int, int]:
    """Where a run of quoted lines from ``first`` on ends, and how many lines it quotes."""
    n = last = first
    count = 0
    while n < len(lines) and (not lines[n].text or _PREFIX.match(lines[n].text)):
        if not lines[n].text and n == first:
            break
        if lines[n].text:
            last, count = n + 1, count + 1
        n += 1
    return last, count


def _bare(line: Line) -> Line:
    found = _PREFIX.match(line.text)
    return line.cut(found.end()) if found else line
