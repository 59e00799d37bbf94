"""A parsed block and the text it comes from -> the same block proved to print every word, else the text verbatim."""

from __future__ import annotations

import bisect
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from pubpipe.model import Action, Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.dialects import STEP
from pubpipe.normalize.hypertext.traces import Trace
from pubpipe.normalize.printer import print_checked
from pubpipe.normalize.struck import struck
from pubpipe.normalize.tokens import Token, tokens, words
from pubpipe.normalize.unlike import unlike
from pubpipe.raised import level

Definitions: TypeAlias = tuple[tuple[str, str], ...]  # label, target with title

_REFERENCE_START = re.compile(r"(?:&#?[xX]?)?$")
_LINE_END = re.compile(r"\r\n?")
# A link that says the address it leads to, which is printed once; one to a mailbox, which is printed twice.
_OWN = re.compile(
    r"\[(?P<address>[A-Za-z][\w+.-]{1,31}:[^\s\[\]<>]+)\]\(<?(?P=address)>?\)|<(?P<mailbox>[^\s<>@:]+@[\w.-]+)>"
)
_NUMBER_PLACE = re.compile(r"^[\s>*+-]*(?:\d+[.)]\s+)*$")


@dataclass(frozen=True, slots=True)
class Reprint:
    """The block to print (None when only comments stood there) and what printing changes."""

    block: doc.Block | None
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The code points ``start:end`` of a text that a block comes from, and what of HTML and dialect there is read.

    ``lines`` are the places at which the lines of the parsed text begin.
    """

    text: str
    start: int
    end: int
    traces: tuple[Trace, ...] = ()
    lines: tuple[int, ...] = ()


def reprint(passage: Passage, block: doc.Block | None, definitions: Definitions) -> Reprint:
    """Compare the words of a part of a text with those of the printed block.

    Only these differences are the canonical form's own: comments fall away, ``<br>`` becomes a hard break, a tag of
    HTML the Markdown that says the same, a character reference its character, list items are counted on, a link by
    reference gets its target, one that says its own address has it once and one to a mailbox its scheme.
    Where anything else differs the lines are kept verbatim as code, with a warning, so that no word is lost.
    """
    found = proved(passage, block, definitions)
    if found is not None:
        return found
    text, start, end = passage.text, passage.start, passage.end
    reason = "Markdown that cannot be printed without losing words is kept as it stands"
    kept = Event("markdown", "flagged", reason, 0.9, start, end, 0, severity="warning")
    return Reprint(doc.CodeBlock(_LINE_END.sub("\n", text[start:end]).expandtabs(4)), (kept,))


def proved(passage: Passage, block: doc.Block | None, definitions: Definitions) -> Reprint | None:
    """Return what is printed where every word of a part of a text is accounted for, else None."""
    text, start, end = passage.text, passage.start, passage.end
    printed, sound = print_checked(block) if block is not None else ("", True)
    # What a sign of another dialect says goes, though a link's address may say the same.
    as_said = not any(trace.kind in ("mark", "sign") for trace in passage.traces)
    if sound and as_said and words(text[start:end]) == words(printed):
        return Reprint(block, ())
    read = tuple(_markup(passage))
    markup = tuple(_with_addresses(passage, [event for _, event in read], printed))
    changes = tuple(
        _bracketed(text, _whole_references(text, e)) for e in _differences(_left(passage, markup), printed)
    )
    if sound and all(explained(text, event, definitions, markup) for event in changes):
        told = (struck(trace.struck, e.start, e.end) for trace, e in read if trace.struck)
        return Reprint(block, (*markup, *changes, *told))
    return None


def explained(text: str, event: Event, definitions: Definitions, markup: tuple[Event, ...] = ()) -> bool:
    """Tell whether a difference is one that the canonical form makes by itself."""
    received = text[event.start : event.end]
    if markup:
        # A tag parts no word, and what it raises has characters of its own.
        first, last = (
            bisect.bisect_left(markup, at, key=lambda e: e.start) for at in (event.start, event.end)
        )
        inner = [e for e in markup[first:last] if e.end <= event.end]
        received = _without(received, event.start, inner)
        if words(level(html.unescape(received))) == words(level(event.after)):
            return True
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


def _left(passage: Passage, markup: tuple[Event, ...]) -> list[Token]:
    """The words of a part of a text with what its HTML becomes in the place of that."""
    left: list[Token] = []
    at = passage.start
    for event in (*markup, None):
        left.extend(tokens(passage.text, at, event.start if event else passage.end))
        if event:
            left.extend(Token(word, event.start, event.end) for word in words(event.after))
            at = event.end
    return left


def _markup(passage: Passage) -> Iterator[tuple[Trace, Event]]:
    """What became of the HTML, each where it stands: in the order in which it was read, escaped signs left aside."""
    if not any(trace.after is not None for trace in passage.traces):
        return
    at = passage.start
    for trace in passage.traces:
        if trace.place is not None:
            begin = passage.lines[trace.place[0]] + trace.place[1]
            at = begin + len(trace.source)
        else:
            begin, at = _place(passage, trace.source, at)
        if begin < 0:
            return
        if trace.after is not None:
            yield from ((trace, event) for event in _markup_events(trace, begin, at))


def _with_addresses(passage: Passage, events: list[Event], printed: str) -> Iterator[Event]:
    """The events, in order, and between them each link that says its own address, where it is printed as that alone."""
    at = passage.start
    for event in (*events, None):
        for found in _OWN.finditer(passage.text, at, event.start if event else passage.end):
            mailbox = found["mailbox"]
            after = f"[{mailbox}](mailto:{mailbox})" if mailbox else f"<{found['address']}>"
            if after in printed:
                reason = "a link that says its own address"
                yield Event("markdown", "changed", reason, 1.0, *found.span(), 0, after=after)
        if event:
            yield event
            at = event.end


def _place(passage: Passage, source: str, at: int) -> tuple[int, int]:
    """Where something stands as it is written, its lines indented or quoted with those around them; -1 for nowhere."""
    begin = end = -1
    for line in filter(None, map(str.strip, source.split("\n"))):
        found = passage.text.find(line, max(at, end), passage.end)
        while begin < 0 < found and line[0] in "<{^~" and passage.text[found - 1] == "\\":
            found = passage.text.find(line, found + 1, passage.end)
        if found < 0:
            return -1, at
        begin, end = (found if begin < 0 else begin), found + len(line)
    return (begin, end) if begin >= 0 else (at, at)


def _markup_events(trace: Trace, start: int, end: int) -> Iterator[Event]:
    match trace.kind:
        case "comment":
            yield Event("comment", "removed", "HTML comment", 1.0, start, end, 0)
        case "script":
            yield Event("markdown", "removed", "what a page runs, and shows nobody", 1.0, start, end, 0)
        case "break":
            yield Event("markdown", "changed", "HTML line break", 1.0, start, end, 0, after="\\\n")
        case "mark":
            action: Action = "changed" if trace.after else "removed"
            yield Event(STEP, action, trace.reason, 1.0, start, end, 0, after=trace.after or "")
        case "sign":
            for at in (start, end - 1):
                yield Event(STEP, "changed", trace.reason, 1.0, at, at + 1, 0)
        case _:
            reason = "HTML as Markdown has it"
            yield Event("markdown", "changed", reason, 1.0, start, end, 0, after=trace.after or "")


def _without(words_: str, offset: int, events: list[Event]) -> str:
    """A text that begins at ``offset`` without the ranges of events, with what these say instead."""
    parts, at = [], 0
    for event in events:
        after = f" {event.after} " if words(event.after) else ""
        parts += [words_[at : event.start - offset], after]
        at = event.end - offset
    return "".join((*parts, words_[at:]))


def _bracketed(text: str, event: Event) -> Event:
    """The event with the brackets around a link's number: ``[trust][1]`` names it, and says no figure."""
    start, end = event.start - 1, event.end + 1
    label = start >= 0 and re.fullmatch(r"\[\d{1,3}\]", text[start:end]) is not None
    return replace(event, start=start, end=end) if label else event


def _differences(left: list[Token], printed: str) -> Iterator[Event]:
    right = tokens(printed)
    a, b = [t.word for t in left], [t.word for t in right]
    for i, i2, j, j2 in unlike(a, b):
        if i < i2:
            first, last = left[i].start, left[i2 - 1].end
        else:
            first = last = left[i - 1].end if i else left[0].start if left else 0
        joined = _joined(left[i:i2], right[j:j2])
        if joined is not None:
            for start, end, word in joined:
                yield _difference(start, end, printed[word.start : word.end])
        else:
            yield _difference(first, last, printed[right[j].start : right[j2 - 1].end] if j < j2 else "")


def _difference(start: int, end: int, after: str) -> Event:
    return Event("markdown", "changed", "canonical Markdown", 1.0, start, end, 0, after=after)


def _joined(left: list[Token], right: list[Token]) -> list[tuple[int, int, Token]] | None:
    """Where each word of the one side is some words of the other: a tag stands in its midst, and parts nothing."""
    found, at = [], 0
    for word in right:
        begun, said = at, ""
        while at < len(left) and len(said) < len(word.word):
            said += level(left[at].word)
            at += 1
        if said != level(word.word):
            return None
        found.append((left[begun].start, left[at - 1].end, word))
    return found if right and at == len(left) else None
