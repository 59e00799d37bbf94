"""Draft, ledger and canonical text -> the proof that no word is lost and none invented (NORMALIZER 2.1, 2.2)."""

from __future__ import annotations

import bisect
import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pubpipe.model import Audit, Draft, Event
from pubpipe.normalize.tokens import Spread, spread, words
from pubpipe.normalize.values import unquoted

# A line changed into one of these values must be found there in its changed form.
_TOLD = ("title", "kicker", "author", "agency", "date", "updated")
_COUNTED = ("removed", "moved", "changed", "given")


@dataclass(frozen=True, slots=True)
class Printed:
    """The canonical text in its three parts."""

    front_matter: str
    body: str
    section: str


def audit(draft: Draft, events: tuple[Event, ...], printed: Printed) -> Audit:
    """Give every token of the draft one label and check the labels against the canonical text.

    The pipeline is not asked: ranges are cut out of the draft in one sweep, what is left (with the words
    that changes put in their place) must equal the body word by word in order, what was moved must stand in
    the front matter or the sources section, and every other word of these must be one that an event
    declares. Linear in the length of both.
    """
    source = spread(draft.text)
    counted, within = _outermost(events)
    problems = list(_wrong_ranges(draft, counted, within))
    labels = dict.fromkeys(_COUNTED, 0)
    expected = _expected(source, counted, labels)
    target = words(printed.body)
    astray = _astray(expected, target)
    problems += astray.problems
    around = words(unquoted(printed.front_matter)) + words(printed.section)
    lost, lost_problems = _lost_on_the_way(counted, within, around, set(target))
    invented = _invented(events, around)
    problems += lost_problems + [f"no event declares the word {word!r}" for word in invented[:20]]
    return Audit(
        tokens_in=len(source.words),
        tokens_out=len(target) + len(around),
        kept=len(source.words) - sum(labels.values()),
        moved=labels["moved"] + labels["given"],
        removed=labels["removed"],
        changed=labels["changed"],
        inserted=sum(len(words(e.after)) for e in events if e.action == "inferred"),
        unaccounted=astray.count
        + lost
        + len(invented)
        + sum(1 for _ in _wrong_ranges(draft, counted, within)),
        problems=tuple(problems),
    )


def _outermost(events: tuple[Event, ...]) -> tuple[list[Event], dict[Event, list[Event]]]:
    """The events that account for words, in order, and those that lie within each of them.

    A word that one step changed may be moved or removed by a later one, whose range then holds both: the
    later step's event accounts for it, and what was moved is what the earlier step made of it.
    """
    order = {id(event): n for n, event in enumerate(events)}
    ranged = [e for e in events if e.action in _COUNTED]
    # What was put in at one place stands there in the order in which it was put in.
    ranged.sort(
        key=lambda e: (e.start, e.end > e.start, -e.end, order[id(e)] if e.end == e.start else -order[id(e)])
    )
    counted: list[Event] = []
    within: dict[Event, list[Event]] = {}
    outer: Event | None = None
    for event in ranged:
        if outer is not None and event.end <= outer.end and order[id(event)] < order[id(outer)]:
            within.setdefault(outer, []).append(event)
            continue
        counted.append(event)
        if event.end > event.start and (outer is None or event.end > outer.end):
            outer = event
    return counted, within


def _wrong_ranges(draft: Draft, counted: list[Event], within: dict[Event, list[Event]]) -> Iterator[str]:
    for event in (*counted, *(e for inner in within.values() for e in inner)):
        if event.before != draft.text[event.start : event.end] and event.end > event.start:
            yield f"{event.step}: the ledger's text is not that of line {event.line}"
    reached = 0
    for event in counted:
        # Ranges may share white space: a line's indentation is one change, the line itself another.
        if event.start < reached and words(draft.text[event.start : min(reached, event.end)]):
            yield f"{event.step}: line {event.line} is accounted for twice"
        reached = max(reached, event.end)


def _expected(source: Spread, cuts: list[Event], labels: dict[str, int]) -> list[str]:
    """The words that the body must have; counts the labels of the others."""
    expected: list[str] = []
    n = 0
    for event in cuts:
        first = max(n, bisect.bisect_left(source.starts, event.start))
        expected += source.words[n:first]
        n = max(first, bisect.bisect_left(source.starts, event.end))
        labels[event.action] += n - first
        if event.action == "changed" and not event.destination:
            expected.extend(words(event.after))
    return expected + source.words[n:]


def _said(event: Event, within: dict[Event, list[Event]]) -> list[str]:
    """The words of an event's range as earlier steps have changed them."""
    parts: list[str] = []
    at = event.start
    for inner in sorted(within.get(event, ()), key=lambda e: e.start):
        if inner.start >= at:
            # Words that are put in, such as the address of a link by reference, are no part of a word beside them.
            put_in = inner.start == inner.end and words(inner.after)
            after = f" {inner.after} " if put_in else inner.after
            parts += [event.before[at - event.start : inner.start - event.start], after]
            at = inner.end
    return words("".join((*parts, event.before[at - event.start :])))


@dataclass(frozen=True, slots=True)
class _Astray:
    count: int
    problems: list[str]


def _astray(expected: list[str], target: list[str]) -> _Astray:
    """Words in which the body differs from what is expected of it."""
    if expected == target:
        return _Astray(0, [])
    first = next((n for n, (a, b) in enumerate(zip(expected, target, strict=False)) if a != b), None)
    at = min(len(expected), len(target)) if first is None else first
    count, problems = 0, []
    matcher = difflib.SequenceMatcher(None, expected[at : at + 4000], target[at : at + 4000], autojunk=False)
    for tag, i, i2, j, j2 in matcher.get_opcodes():
        if tag != "equal":
            count += max(i2 - i, j2 - j)
            was, now = " ".join(expected[at + i : at + i2][:12]), " ".join(target[at + j : at + j2][:12])
            problems.append(f"word {at + i + 1}: {was!r} became {now!r} without an event")
    return _Astray(count, problems[:20])


def _lost_on_the_way(
    counted: list[Event], within: dict[Event, list[Event]], around: list[str], body: set[str]
) -> tuple[int, list[str]]:
    """Moved words that do not stand where they were moved to."""
    there = set(around)
    put_in = Counter(tuple(words(e.after)) for e in counted if e.action == "changed" and e.start == e.end)
    count, problems = 0, []
    for event in counted:
        told = event.action == "changed" and (
            event.destination == "references" or event.destination.removeprefix("meta:") in _TOLD
        )
        if not (told or event.action in ("moved", "given")) or event.destination == "sources-heading":
            continue
        key = set(words(event.destination.partition(":")[2]))
        said = words(event.after) if told else _said(event, within)
        missing = [w for w in said if w not in there and w not in key]
        if event.destination == "body":
            # Within the body words move whole: what was taken out is put in at one place, in its order.
            missing = [] if put_in[tuple(said)] else said
            put_in[tuple(said)] -= 1
        elif event.destination == "links":
            label = re.match(r"\s*\[([^\]]*)\]", event.before)
            missing = [w for w in missing if w not in body and w not in words(label[1] if label else "")]
        elif event.destination in ("references", "sources-section"):
            missing = [w for w in missing if not w.isdigit()]
        if missing:
            count += len(missing)
            problems.append(
                f"{event.step}: {' '.join(missing[:12])!r} of line {event.line} is not where it was moved to"
            )
    return count, problems


def _invented(events: tuple[Event, ...], around: list[str]) -> list[str]:
    """Words of the front matter and the sources section that nobody gave and no event declares."""
    declared = {w for e in events if e.action in ("inferred", "given", "changed") for w in words(e.after)}
    received = {w for e in events if e.action in ("moved", "given", "changed") for w in words(e.before)}
    return [w for w in around if w not in declared and w not in received and w not in _VOCABULARY]


_VOCABULARY = frozenset(
    words(
        "title title-status title-source subtitle kicker author date updated place dateline agency lang description"
        " url license keywords series series-number cover cover-details references pubpipe normalizer input-sha256"
        " inferred given id type container-title issued accessed DOI publisher note"
        " x-derived literal family given webpage article-newspaper https doi org"
        " lead filename heading first-line none off on keep document"
    )
)
