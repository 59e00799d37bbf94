"""A text and its sources -> the places where it calls one by its number or its id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# A superscript after a letter is a power or a unit as often as a call (NORMALIZER 1.6 `markers`).
_NUMBER = r"(?:(?<=\S)|(?<=\S\s))\[(\d{1,3})\]|(?<=[.,;:!?”\"’)\]»])([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
# pandoc's citation by id, with locators: ``[@id, p. 5; @other]``.
KEY = r"@[\w:.#$%&+?~/-]*\w"
CITATION = rf"\[({KEY}(?:, [^\[\];]{{1,60}})?(?:; {KEY}(?:, [^\[\];]{{1,60}})?)*)\]"
_CALL = re.compile(f"{_NUMBER}|{CITATION}")


@dataclass(frozen=True, slots=True)
class Call:
    """One call at ``start:end``: ``numbers`` of sources from 1, each with its locator (``p. 5``) or nothing.

    ``by_id`` tells that it is written as pandoc's citation, whose words are no words for a reader.
    """

    start: int
    end: int
    numbers: tuple[tuple[int, str], ...]
    by_id: bool = False


def calls(text: str, ids: Mapping[str, int], before: str = "") -> Iterator[Call]:
    """Yield the calls of a text; ``ids`` gives each source's number, ``before`` is what stands before the text.

    What names a source that is not there is no call.
    """
    known = range(1, len(ids) + 1)
    offset = len(before)
    for match in _CALL.finditer(before + text):
        if match.start() < offset:
            continue
        start, end = match.start() - offset, match.end() - offset
        if match[3]:
            parts = [part.strip()[1:].partition(", ") for part in match[3].split(";")]
            if all(key in ids for key, _, _ in parts):
                yield Call(start, end, tuple((ids[key], locator) for key, _, locator in parts), by_id=True)
        elif (number := int((match[1] or match[2]).translate(_SUPERSCRIPTS))) in known:
            yield Call(start, end, ((number, ""),))


def printed(text: str, ids: Mapping[str, int], marks: str = "[]") -> str:
    """Return a text as a reader sees it: each citation of ``[@id]`` as the numbers of its sources, ``[1; 2, p. 5]``.

    ``marks`` are the two that stand around the numbers.
    """
    if "[@" not in text:
        return text
    parts, at = [], 0
    for call in calls(text, ids):
        if call.by_id:
            said = "; ".join(f"{number}, {told}" if told else str(number) for number, told in call.numbers)
            parts += [text[at : call.start], f"{marks[0]}{said}{marks[1]}"]
            at = call.end
    return "".join((*parts, text[at:]))
