"""Lines of one paragraph -> its text, a word that the line end hyphenated joined where proof is at hand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pubpipe.model import Event
from pubpipe.normalize.raw.lines import Line, glue

_HEAD = re.compile(r"[^\W_]+[-\u2010\u00ad]$")
_TAIL = re.compile(r"[^\W\d_]+(?:[-’'][^\W_]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W_]+)*")
_words = re.compile(r"\S+").findall
# Halves that make compounds, in which the hyphen belongs to the word; Pyphen would join them all.
_COMPOUND_HEADS = frozenset(
    _words(
        """
    well ill long short high low far ex vice jaw self so full part half all ever much most best better first
    second third two three four five six seven eight nine ten hundred twenty thirty forty fifty sixty seventy
    eighty ninety one old new right left hard soft fast slow big small large little good bad free open deep
    wide close near far front back side top non anti co ex mid pre post cross multi pro semi quasi vice down
    up off on in out by day night year month week hour time life work home world state city country tax oil
    gas air water fire sea land market price cost cash money hand head heart eye mind man men woman women
    child children family school data user award record decision policy law rule vote peace war black white
    red blue green dark light early late middle upper lower single double triple north south east west decades
    centuries peut est demi avant après sous contre non lui elle moi toi eux vous nous c’est là ci grand petit
    haut bas aller dit rendez quelques
    """
    )
)
_COMPOUND_TAILS = frozenset(
    _words(
        """
    old known called based term time year day week month hour minute level profile style like wide long held
    run owned led made born paid scale quality range class hand handed minded hearted eyed sided ended backed
    driven funded related oriented speaking making taking building winning breaking setting keeping changing
    growing running selling looking thinking working going off up down out in over by to of the and rate pack
    floor story storey person man woman mile foot inch pound point page part way party in-law half third
    quarters fifths old-fashioned date friendly free proof conscious savvy specific only third-party même être
    là ci dire il elle on ils elles ce moi toi nous vous je tu y en même mêmes midi
    """
    )
)


_SOLID = frozenset(
    _words(
        """
    without throughout within into onto upon update policeman spokesman chairman spokeswoman congressman
    businessman sometimes someone everyone anyone meanwhile likewise otherwise elsewhere household background
    hereby thereof today classroom bathroom whatever whenever however downtown overtime lifetime meantime
    website playground underground
    """
    )
)
# ``out-`` and ``standing`` make one word as often as two.
_PARTICLES = frozenset(
    _words(
        """
    down up off on in out by over under
    """
    )
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a text itself says about its words: those that stand within its lines, folded, and its language."""

    words: frozenset[str]
    lang: str


@dataclass(frozen=True, slots=True)
class Joined:
    """The text of a paragraph and what happened to its words."""

    text: str
    events: tuple[Event, ...]


def breaks_words(lines: tuple[Line, ...]) -> bool:
    """Tell whether any line ends with a hyphen after a word, so that evidence is needed."""
    return any(_HEAD.search(line.text[-40:]) for line in lines)


def evidence(lines: tuple[Line, ...], lang: str) -> Evidence:
    """Return the words of a text but those that a line end may have cut."""
    found: set[str] = set()
    for line in lines:
        cut = _HEAD.search(line.text[-40:]) is not None
        words = [m[0].casefold().replace("\u2010", "-") for m in _WORD.finditer(line.text)]
        found.update(words[:-1] if cut else words)
    return Evidence(frozenset(found), lang)


def join(lines: tuple[Line, ...], known: Evidence | None) -> Joined:
    """Join lines to one text (NORMALIZER 1.2 `dehyphen`).

    A hyphen at a line end goes when the joined word stands elsewhere in the text, or when Pyphen would break
    it there and neither the hyphenated form nor both halves are words. Otherwise, and without evidence, it
    stays, without a space.
    """
    parts: list[str] = []
    events: list[Event] = []
    for n, line in enumerate(lines):
        if n == 0:
            parts.append(line.text)
            continue
        before = lines[n - 1]
        head, tail = _HEAD.search(before.text[-40:]), _TAIL.match(line.text)
        if not head or not tail or not tail[0][0].islower():
            held = bool(head) and line.text[:1].isalnum() and head is not None and head[0][0].isdigit()
            parts.append(line.text if held else glue(parts[-1], line.text) + line.text)
            continue
        compound = _compound(before.text)
        confidence = _proof(head[0][:-1], tail[0], compound, known) if known else 0.0
        if confidence < 0.9:
            parts.append(line.text)
            continue
        parts[-1] = parts[-1][:-1]
        parts.append(line.text)
        start, end = before.end - len(head[0]), line.start + tail.end()
        reason = "a word that a line end hyphenated is joined"
        word = head[0][:-1] + tail[0]
        events.append(Event("dehyphen", "changed", reason, confidence, start, end, 0, after=word))
    return Joined("".join(parts), tuple(events))


def _compound(text: str) -> bool:
    """Tell whether the word that ends a line has another hyphen, as in ``state-of-the-``."""
    return "-" in re.split(r"\s", text[-60:])[-1][:-1]


def _proof(head: str, tail: str, compound: bool, known: Evidence) -> float:
    """How sure it is that the line end made the hyphen between two halves."""
    first, second = head.casefold(), tail.casefold()
    if compound or any(char.isdigit() for char in head) or f"{first}-{second}" in known.words:
        return 0.5
    if first + second in known.words or first + second in _SOLID:
        return 0.95
    if second in known.words and (first in _COMPOUND_HEADS or first in known.words):
        return 0.5
    if "-" in second or second in _COMPOUND_TAILS:
        return 0.5
    if len(second) >= 5 and second.endswith(("ed", "ing")) and first in _COMPOUND_HEADS - _PARTICLES:
        return 0.5
    return 0.9 if _breaks(first + second, len(first), known.lang) else 0.7


def _breaks(word: str, at: int, lang: str) -> bool:
    """Tell whether Pyphen breaks a word there in any variety of the language."""
    import pyphen

    base = lang.partition("-")[0].lower()
    codes = sorted(code for code in pyphen.LANGUAGES if code.partition("_")[0] == base)
    return any(at in pyphen.Pyphen(lang=code, left=1, right=1).positions(word) for code in codes)
