"""A parsed block and the text it comes from -> the same block proved to print every word, else the text verbatim."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.parser import comments
from pubpipe.normalize.printer import print_checked
from pubpipe.normalize.tokens import Token, tokens, words

Definitions: TypeAlias = tuple[tuple[str, str], ...]  # label, target with title

_REFERENCE_START = re.compile(r"(?:&#?[xX]?)?$")
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.I)
_LINE_END = re.compile(r"\r\n?")
_NUMBER_PLACE = re.compile(r"^[\s>*+-]*(?:\d+[.)]\s+)*$")


@dataclass(frozen=True, slots=True)
class Reprint:
    """The block to print (None when only comments stood there) and what printing changes."""

    block: doc.Block | None
    events: tuple[Event, ...]


def reprint(text: str, start: int, end: int, block: doc.Block | None, definitions: Definitions) -> Reprint:
    """Compare the words of ``text[start:end]`` with those of the printed block.

    Only these differences are the canonical form's own: comments fall away, ``<br>`` becomes a hard break,
    a character reference its character, list items are counted on, a link by reference gets its target.
    Where anything else differs the lines are kept verbatim as code, with a warning, so that no word is lost.
    """
    printed, sound = print_checked(block) if block is not None else ("", True)
    if sound and words(text[start:end]) == words(printed):
        return Reprint(block, ())
    left = tokens(text, start, end)
    markup = tuple(_markup_events(text, start, end))
    rest = [t for t in left if not any(e.start <= t.start < e.end for e in markup)]
    changes = tuple(_bracketed(text, _whole_references(text, e)) for e in _differences(rest, printed))
    if sound and all(explained(text, event, definitions) for event in changes):
        return Reprint(block, (*markup, *changes))
    reason = "Markdown that cannot be printed without losing words is kept as it stands"
    kept = Event("markdown", "flagged", reason, 0.9, start, end, 0, severity="warning")
    return Reprint(doc.CodeBlock(_LINE_END.sub("\n", text[start:end]).expandtabs(4)), (kept,))


def explained(text: str, event: Event, definitions: Definitions) -> bool:
    """Tell whether a difference is one that the canonical form makes by itself."""
    received = text[event.start : event.end]
    before, after = words(received), words(event.after)
    if "&" in received and words(html.unescape(received)) == after:
        return True
    if before and after and all(w.isdigit() for w in (*before, *after)):
        line_start = text.rfind("\n", 0, event.start) + 1
        return bool(_NUMBER_PLACE.match(text[line_start : event.start]))
    labels = {w for label, _ in definitions for w in words(label)}
    targets = {w for _, target in definitions for w in words(target)}
    return set(before) <= labels | targets and set(after) <= targets | labels and bool(definitions)


def _whole_references(text: str, event: Event) -> Event:
    """The event over the whole of the character references (``&eacute;``) that it cuts into."""
    start = event.start - len(_REFERENCE_START.search(text[max(0, event.start - 3) : event.start])[0])  # type: ignore[index]
    end = event.end + (event.end > event.start and text[event.end : event.end + 1] == ";")
    return replace(event, start=start, end=end) if start < event.start else event


def _markup_events(text: str, start: int, end: int) -> Iterator[Event]:
    at = start
    for begin, stop in (*comments(text, start, end), (end, end)):
        for match in _LINE_BREAK_TAG.finditer(text, at, begin):
            yield Event("markdown", "changed", "HTML line break", 1.0, *match.span(), 0, after="\\\n")
        if begin < stop:
            yield Event("comment", "removed", "HTML comment", 1.0, begin, stop, 0)
        at = stop


def _bracketed(text: str, event: Event) -> Event:
    """The event with the brackets around a link's number: ``[trust][1]`` names it, and says no figure."""
    start, end = event.start - 1, event.end + 1
    label = start >= 0 and re.fullmatch(r"\[\d{1,3}\]", text[start:end]) is not None
    return replace(event, start=start, end=end) if label else event


def _differences(left: list[Token], printed: str) -> Iterator[Event]:
    right = tokens(printed)
    a, b = [t.word for t in left], [t.word for t in right]
    if a == b:
        return
    for tag, i, i2, j, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if i < i2:
            first, last = left[i].start, left[i2 - 1].end
        else:
            first = last = left[i - 1].end if i else left[0].start if left else 0
        after = printed[right[j].start : right[j2 - 1].end] if j < j2 else ""
        yield Event("markdown", "changed", "canonical Markdown", 1.0, first, last, 0, after=after)
