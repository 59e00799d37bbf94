"""Words of Markdown that a mark parts (``*re*think``) and that leave the body -> an event that says them whole.

What stands in the front matter and among the sources has no marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize import parser
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.tokens import is_skipped, words

_MARK = r"(?:\*{1,3}|`+)"
# In a word may stand what nobody sees and other steps take away.
_PART = "[\\w\x00-\x08\x0e-\x1f\x7f\xad\u200b-\u200f\u2060\ufeff]+"
_PARTED = re.compile(rf"{_MARK}?{_PART}(?:{_MARK}{_PART})+{_MARK}?")
# Code loses a space, or a line's end, that stands within its marks on both sides (CommonMark 0.31, 6.1).
_PADDED = re.compile(r"(?<!`)(`+)(?!`)(?:\s(?P<said>[^`]*\w[^`]*)\s|.+?)(?<!`)\1(?!`)", re.S)
_BEGINS, _ENDS = re.compile(_PART), re.compile(rf"{_PART}\Z")
_NEAR = 200  # letters of a word that are looked at
_REASON = "marks within a word, which is whole without them"
_MARKS = re.compile(_MARK)
_SPACED_MARKS = re.compile(rf"\s?{_MARK}\s?")


def whole(text: str) -> str:
    """Return Markdown without the marks that stand within words."""
    return _PARTED.sub(lambda found: _MARKS.sub("", found[0]), text)


def joined(galley: Galley, around: Sequence[str]) -> tuple[Event, ...]:
    """Return the events of a galley, before each that moves words one for every word of it that has become whole.

    ``around`` is what is printed around the body: the front matter and the sources.
    """
    if galley.draft.kind != "markdown":
        return galley.events
    parted = {id(event): sorted(_parted(event)) for event in galley.events}
    if not any(parted.values()):
        return galley.events
    printed = {word for text in around for word in words(text)}
    told: list[Event] = []
    for event in galley.events:
        for first, last in parted[id(event)]:
            readings = _readings(event.before[first:last])
            said = next((s for s in readings if printed.issuperset(words(s))), None)
            if said is not None:
                start, end = event.start + first, event.start + last
                told.append(
                    galley.event(Event(event.step, "changed", _REASON, 1.0, start, end, 0, after=said))
                )
        told.append(event)
    return tuple(told)


def _parted(event: Event) -> Iterator[tuple[int, int]]:
    if event.action == "moved" and event.destination != "body":
        yield from (found.span() for found in _PARTED.finditer(event.before))
        for found in _PADDED.finditer(event.before):
            if found["said"] is not None:
                yield from _around(event.before, found)


def _around(text: str, code: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where the first and the last word of padded code stand with those that they touch."""
    before, after = _word_before(text, code.start()), _BEGINS.match(text, code.end())
    first, last = _BEGINS.match(text, code.start("said")), _word_before(text, code.end("said"))
    if first and last and before and after and first.span() == last.span():
        yield before.start(), after.end()
        return
    if before and first:
        yield before.start(), first.end()
    if last and after:
        yield last.start(), after.end()


def _word_before(text: str, at: int) -> re.Match[str] | None:
    return _ENDS.search(text, max(0, at - _NEAR), at)


def _readings(parted: str) -> Iterator[str]:
    """A word as it may be printed: without marks, or with those that are signs where they stand (``f``g``)."""
    parted = "".join(char for char in parted if not is_skipped(char))
    yield _SPACED_MARKS.sub("", parted)
    yield " ".join(doc.words_of(block) for block in parser.blocks(parted))
