"""Lines -> the listings among them, fenced or guessed, lifted out (NORMALIZER 1.2 `code`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Piece
from pubpipe.normalize.printer import print_checked
from pubpipe.normalize.raw.lifted import Lifted, Lines, doubt, lifted_from
from pubpipe.normalize.raw.lines import Line

_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*([^`]*)")
_PROMPT = re.compile(r"(?:\$ +[a-z./~][\w./~-]*(?= |$)|>>> \S|PS [A-Z]:\\|[\w.-]+@[\w.-]+:\S*[$#] )")
# What only code has: a block that opens or closes, a comparison, a definition.
_STRONG = re.compile(
    r"[{}]$|^[{}\])]+[;,]?$|\w\([^()]*\);$|[\w)\]] ?(?:&&|\|\||===?|!=|\+=|:=|=>) ?[\w(\[{\"']|^#include\b|^<\?php"
    r"|^(?:async )?(?:def|class|fn|func|function) \w+.*[:{]$|^from [\w.]+ import |^(?:const|let|var) \w+ ?= ?\S"
)
_WEAK = re.compile(
    r"^[A-Za-z_][\w.\[\]\"']* ?[-+*/]?= ?\S|^(?:return|raise|throw|yield|echo) \S(?:.*[^.!?…])?$|^import [\w.]+;?$"
    r"|^(?:if|for|while|elif|else|try|except|switch|case|with)\b.*:$|^(?://|# |/\*|\*/|\* )|[)\]\"'];$|^[\w.]+\(.*\)$"
    r"|^[\"'][\w-]+[\"']: ?[\"'\[{\d].*$"
)
# One of these signs is in every such line, and in few lines of prose.
_SIGN = re.compile(r"[{}=;$#&|\\/*<>]|[):,\]]$|^(?:return|raise|throw|yield|echo|import|from) |^[\"']")
# Frames, trees and plans: what was drawn letter below letter says nothing otherwise.
_DRAWN = re.compile("[\u2500-\u257f]")
_LONGEST = 160
_ENOUGH = 3
_MOSTLY = 0.6
_INDENT = 4


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines up to ``stop``: how many are written, how many of them look like code, and how strongly."""

    stop: int
    written: int
    like: int
    strong: int


def listings(lines: Lines) -> Iterator[Lines | Lifted]:
    """Yield the lines as they are, or in parts where some are a listing.

    A fence and all up to the one that closes it is code, byte for byte. Without a fence three lines and more
    that are written as code is, or two behind a prompt, are taken for code, and so are three that are drawn with
    boxes and strokes; that is reported.
    """
    unclosed: dict[str, int] = {}

    def look(n: int) -> tuple[int, Lifted | None]:
        stop = _fenced(lines, n, unclosed)
        if stop:
            return stop, _listing(lines[n:stop])
        return _drawing(lines, n) if _DRAWN.search(lines[n].text) else _guessed(lines, n)

    yield from lifted_from(lines, look)


def _fenced(lines: Lines, n: int, unclosed: dict[str, int]) -> int:
    """The line after the one that closes the fence that line ``n`` opens, 0 where none does.

    ``unclosed`` remembers how long a fence no line closes any more, so that many of them cost no many searches.
    """
    found = _FENCE.fullmatch(lines[n].text) if lines[n].text[:1] in ("`", "~") else None
    if not found or len(found[1]) >= unclosed.get(found[1][0], len(found[1]) + 1):
        return 0
    mark = found[1]
    for at in range(n + 1, len(lines)):
        closing = lines[at].text
        if closing.startswith(mark) and not closing.strip(mark[0]):
            return at + 1
    unclosed[mark[0]] = len(mark)
    return 0


def _listing(whole: Lines) -> Lifted | None:
    """The listing between two fences; None where it has no canonical form."""
    opening = _FENCE.fullmatch(whole[0].text)
    info = opening[2].strip() if opening else ""
    return _lifted(whole[1:-1], _margin(whole[0]), info, whole)


def _lifted(inner: Lines, margin: int, info: str, whole: Lines) -> Lifted | None:
    """A listing of lines without a margin that may have been set before them."""
    raws = [line.raw.rstrip("\r\n") for line in inner]
    if margin:
        raws = [raw.expandtabs(_INDENT) for raw in raws]
        raws = [raw[min(margin, len(raw) - len(raw.lstrip(" "))) :] for raw in raws]
    block = doc.CodeBlock("\n".join(raw if raw.strip() else "" for raw in raws), info)
    return Lifted(Piece(block, whole[0].start, whole[-1].end)) if print_checked(block)[1] else None


def _margin(line: Line) -> int:
    raw = line.raw.expandtabs(_INDENT)
    return len(raw) - len(raw.lstrip(" "))


def _looks(line: Line) -> bool:
    text = line.text
    if len(text) > _LONGEST or not _SIGN.search(text):
        return False
    return bool(_PROMPT.match(text) or _STRONG.search(text) or _WEAK.search(text))


def _run(lines: Lines, first: int) -> _Run:
    """The lines from ``first`` on that may be one listing: what follows a blank line must look like code too."""
    n, stop = first, first
    written = like = strong = 0
    prompted = bool(_PROMPT.match(lines[first].text))
    while n < len(lines):
        line = lines[n]
        if not line.text:
            n += 1
            continue
        begins = n > first and not lines[n - 1].text
        looks = _looks(line)
        deep = _margin(line) >= _INDENT and not line.ends_sentence
        if begins and not (looks or deep):
            break
        if not (looks or deep or prompted) and line.ends_sentence and line.text.count(" ") >= _ENOUGH:
            break
        written, like, stop = written + 1, like + looks, n + 1
        strong += bool(_STRONG.search(line.text)) + 2 * bool(_PROMPT.match(line.text))
        n += 1
    return _Run(stop, written, like, strong)


def _drawing(lines: Lines, n: int) -> tuple[int, Lifted | None]:
    """The line after those from line ``n`` on that are drawn with boxes and strokes, and the listing of them."""
    stop = n
    while stop < len(lines) and _DRAWN.search(lines[stop].text):
        stop += 1
    whole = lines[n:stop]
    if len(whole) < _ENOUGH or all(len(set(line.text)) <= 2 for line in whole):
        return stop, None
    found = _lifted(whole, min(map(_margin, whole)), "", whole)
    told = doubt("code", f"{len(whole)} lines drawn with boxes and strokes are kept as a listing", whole)
    return stop, found and Lifted(found.piece, told)


def _guessed(lines: Lines, n: int) -> tuple[int, Lifted | None]:
    """The line after what may be a listing from line ``n`` on, and the listing where enough of it looks like one."""
    if not _looks(lines[n]):
        return n + 1, None
    run = _run(lines, n)
    whole = lines[n : run.stop]
    prompts = run.strong >= _ENOUGH and _PROMPT.match(whole[0].text)
    enough = run.strong >= 1 and run.like >= _ENOUGH and run.like >= _MOSTLY * run.written
    if not (prompts or enough):
        return run.stop, None
    found = _lifted(whole, min(_margin(line) for line in whole if line.text), "", whole)
    told = doubt("code", f"{run.written} lines that look like code are kept as a listing", whole)
    return run.stop, found and Lifted(found.piece, told)
