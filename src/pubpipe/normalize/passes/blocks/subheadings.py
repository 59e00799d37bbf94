"""Short lines that head what follows, in raw text, and bold ones in Markdown -> headings."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.names import bare_names
from pubpipe.normalize.phrases import phrases
from pubpipe.sources.heads import EDIT

_MOST_WORDS = 12
_ABOUT = re.compile(
    r"(?:about|über|zu|à propos d(?:e |u |es |['’])|acerca de|sobre|sobre (?:a|o)|o|om|over|informazioni su|про"
    r"|о компании|hakkında)\s?(?:the |die |das |der |den |la |le |el |los |il |firmie |společnosti )?([^\W\d_].{1,60})",
    re.I,
)
_CLOSED = re.compile(r"[.,;:!…。！،؛|/>»”\"]$")
_NUMBER = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2}){0,3})[.):]?\s+(?=\S)")
_ENDED = re.compile(r"[.!?…。！？؟।][\"”’»」』)\]]*$")
# Credits, times, addresses: short, capitalised, and no headings.
_OTHER = re.compile(
    r"https?:|www\.|@|[0-9]{1,2}:[0-9]{2}|©|\(|"
    r"\b(?:photos?|image|images|video|credit|copyright|getty|reuters|by|von|par|por|edited|written|updated|published"
    r"|advertisement|subscribe|share|staff|correspondent|editor)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A heading: the piece's number, its level, why, and how sure that is."""

    n: int
    level: int
    reason: str
    confidence: float


def subheadings(galley: Galley) -> Galley:
    """Make headings of lines that are headings beyond doubt, flag others that look like it (NORMALIZER 1.2).

    ALL CAPS of two and more words; numbers that count on; a bold line alone; Title Case where two and more
    such lines each head a paragraph. What stands in capitals stays in capitals.
    """
    if galley.canonical:
        return galley
    pieces = galley.pieces
    found = tuple(_in_text(pieces) if galley.draft.kind == "text" else _in_markdown(pieces))
    chosen = {one.n: one for one in found if one.confidence >= 0.9}
    events = tuple(galley.event(_event(pieces[one.n], one)) for one in found)
    if galley.draft.kind == "text" and not galley.wishes.remove_nothing:
        events += tuple(galley.event(event) for n in chosen for event in _cut(galley, pieces[n]))
        pieces = tuple(_without_edit(piece) if n in chosen else piece for n, piece in enumerate(pieces))
    made = tuple(_headed(piece, chosen.get(n)) for n, piece in enumerate(pieces))
    return replace(galley, pieces=made, events=(*galley.events, *events))


def _event(piece: Piece, found: _Found) -> Event:
    reason = found.reason if found.confidence >= 0.9 else f"looks like a heading: {found.reason}"
    return Event("headings", "flagged", reason, found.confidence, piece.start, piece.end, 0)


def _cut(galley: Galley, piece: Piece) -> Iterator[Event]:
    found = EDIT.search(galley.draft.text[piece.start : piece.end]) if _edit_of(_line(piece)) else None
    if found:
        at = piece.start + found.start()
        yield Event("headings", "removed", "a link of the page within the text", 0.95, at, piece.end, 0)


def _without_edit(piece: Piece) -> Piece:
    found = _edit_of(_line(piece))
    return replace(piece, block=doc.Paragraph((doc.Text(_line(piece)[: found.start()]),))) if found else piece


def _headed(piece: Piece, found: _Found | None) -> Piece:
    if found is None or not isinstance(piece.block, doc.Paragraph):
        return piece
    children = piece.block.children
    if len(children) == 1 and isinstance(children[0], doc.Strong):
        children = children[0].children
    return replace(piece, block=doc.Heading(found.level, children))


def _in_markdown(pieces: tuple[Piece, ...]) -> Iterator[_Found]:
    level = 2
    for n, piece in enumerate(pieces):
        if isinstance(piece.block, doc.Heading):
            level = min(6, piece.block.level + 1)
        children = piece.block.children if isinstance(piece.block, doc.Paragraph) else ()
        if len(children) == 1 and isinstance(children[0], doc.Strong):
            text = doc.plain(children)
            if _could_head(text) and "\n" not in text and _is_prose(pieces, n + 1, 8):
                yield _Found(n, level, "a bold line alone", 0.9)


def _in_text(pieces: tuple[Piece, ...]) -> Iterator[_Found]:
    texts = [_line(piece) for piece in pieces]
    times = Counter(texts)
    capitals = {n for n, text in enumerate(texts) if _is_capitals(text) and _heads_prose(pieces, n)}
    numbers = _sequence(pieces, texts)
    titles = [
        n
        for n, text in enumerate(texts)
        if n not in capitals and n not in numbers and times[text] == 1 and _is_title(text)
        and _is_prose(pieces, n + 1, 15) and not (n and _could_head(texts[n - 1]))
    ]  # fmt: skip
    parts = _parts(pieces, texts)
    edited = {n for n, text in enumerate(texts) if _edit_of(text)}
    told = {n for n, text in enumerate(texts) if _tells_of(pieces, n, text)}
    plain = _between_prose(pieces, texts, {*capitals, *numbers, *titles}, times)
    for n in range(len(pieces)):
        if n in edited:
            yield _Found(n, 2, "a line that an encyclopaedia marks as a heading", 0.95)
        elif n in told:
            yield _Found(n, 2, "whom the paragraph below is about", 0.95)
        elif n in parts:
            yield _Found(n, 2, "the name of a part of a recipe", 0.95)
        elif n in numbers:
            yield _Found(n, 1 + numbers[n], "a numbered line above a paragraph", 0.95)
        elif n in capitals:
            yield _Found(n, 2, "a line in capitals above a paragraph", 0.9)
        elif n in titles:
            yield _Found(n, 2, "a line in title case above a paragraph", 0.9 if len(titles) > 1 else 0.7)
        elif n in plain:
            yield _Found(n, 2, "a short line between paragraphs", 0.7)


def _between_prose(
    pieces: tuple[Piece, ...], texts: list[str], known: set[int], times: Counter[str]
) -> set[int]:
    """Short lines without a full stop between two paragraphs: headings more often than not, and never surely."""
    return {
        n for n, text in enumerate(texts)
        if n and n not in known and times[text] == 1 and _is_plain(text) and _is_prose(pieces, n + 1, 15)
        and _is_prose(pieces, n - 1, 15) and _ENDED.search(texts[n - 1])
    }  # fmt: skip


def _parts(pieces: tuple[Piece, ...], texts: list[str]) -> set[int]:
    """Lines that name the parts of a recipe, where two and more different ones stand above something."""
    last = len(pieces) - 1
    named = {n: text.casefold().rstrip(" :：") for n, text in enumerate(texts)}
    found = {n for n, name in named.items() if n < last and name in phrases("sections")}
    return found if len({named[n] for n in found}) >= 2 else set()


def _edit_of(text: str) -> re.Match[str] | None:
    """What an encyclopaedia sets behind a heading: ``[edit]``."""
    found = EDIT.search(text) if text.endswith("]") and len(text) <= 120 else None
    return found if found and found.start() > 1 else None


def _tells_of(pieces: tuple[Piece, ...], n: int, text: str) -> bool:
    """Whether a line ``About Tidewell`` stands above a paragraph that begins with the same name."""
    about = _ABOUT.fullmatch(text) if len(text) <= 80 else None
    if about is None or not n or not _is_prose(pieces, n + 1, 8):
        return False
    return (
        doc.words_of(pieces[n + 1].block)
        .casefold()
        .startswith((about[1].casefold(), f"the {about[1].casefold()}"))
    )


def _is_plain(text: str) -> bool:
    """Two to ten words that begin with a capital or in a script without, and are no names."""
    begins = text[:1].isalpha() and not text[:1].islower()
    if not begins or not _could_head(text):
        return False
    words = len(text.split())
    unspaced = not text.isascii() and 4 <= len(text) <= 24 and bool(re.fullmatch("[\u3041-\u9fff]+", text))
    return (2 <= words <= 10 or unspaced) and not _OTHER.search(text) and not bare_names(text)


def _line(piece: Piece) -> str:
    """The words of a paragraph that is one line of mere text, else nothing."""
    block = piece.block
    if not isinstance(block, doc.Paragraph) or len(block.children) != 1:
        return ""
    return block.children[0].text if isinstance(block.children[0], doc.Text) else ""


def _could_head(text: str) -> bool:
    return len(text) <= 120 and 0 < len(text.split()) <= _MOST_WORDS and not _CLOSED.search(text)


def _is_capitals(text: str) -> bool:
    if not text.isupper() or not _could_head(text) or _OTHER.search(text):
        return False
    letters = sum(char.isalpha() for char in text)
    return letters >= 5 and len(re.findall(r"[^\W\d_]{2,}", text)) >= 2


def _is_title(text: str) -> bool:
    """Two and more words, all long ones capitalised, and most of the others."""
    if not _could_head(text) or text.isupper() or _OTHER.search(text):
        return False
    words = re.findall(r"[^\W\d_][\w'’]*", text)
    if len(words) < 2:
        return False
    capital = [word[0].isupper() for word in words]
    long_ones = all(big for big, word in zip(capital, words, strict=True) if len(word) >= 5)
    return text[0].isupper() and long_ones and sum(capital) >= 0.6 * len(words)


def _heads_prose(pieces: tuple[Piece, ...], n: int) -> bool:
    """Whether a paragraph that is not in capitals itself, or a list, comes next."""
    if n + 1 >= len(pieces):
        return False
    after = pieces[n + 1].block
    return isinstance(after, doc.ItemList) or (
        _is_prose(pieces, n + 1, 8) and not doc.words_of(after).isupper()
    )


def _is_prose(pieces: tuple[Piece, ...], n: int, least: int) -> bool:
    if n >= len(pieces) or not isinstance(pieces[n].block, doc.Paragraph):
        return False
    text = doc.words_of(pieces[n].block)
    unspaced = 0 if text.isascii() else len(re.findall("[\u3041-\u9fff\u0e01-\u0eff]", text))
    return len(text.split()) + unspaced // 2 >= least


def _sequence(pieces: tuple[Piece, ...], texts: list[str]) -> dict[int, int]:
    """Numbered lines that count on, or down by one as in a list of the best, with the depth of their numbers."""
    lines: list[tuple[int, tuple[int, ...]]] = []
    for n, text in enumerate(texts):
        found = _NUMBER.match(text)
        rest = text[found.end() :] if found else ""
        if found and _could_head(text) and rest[:1].isalpha() and not rest[:1].islower():
            lines.append((n, tuple(int(part) for part in found[1].split("."))))
    heads = {n for n, _ in lines}
    lines = [(n, v) for n, v in lines if _is_prose(pieces, n + 1, 8) or n + 1 in heads]
    for follows in (_counts_on, _counts_down):
        chain: list[tuple[int, tuple[int, ...]]] = []
        for n, value in lines:
            if not chain or follows(chain[-1][1], value):
                chain.append((n, value))
        whole = len(chain) == len(lines) and len(chain) >= (2 if follows is _counts_on else 3)
        # Lines with nothing between them are a list.
        if whole and all(b - a > 1 or len(w) > len(v) for (a, v), (b, w) in itertools.pairwise(chain)):
            return {n: len(value) for n, value in chain}
    return {}


def _counts_on(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """2 after 1, 1.1 after 1, 1.2 after 1.1, 2 after 1.4."""
    depth = len(after)
    if depth > len(before):
        return after == (*before, 1)
    return after == (*before[: depth - 1], before[depth - 1] + 1)


def _counts_down(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    return len(before) == len(after) == 1 and after[0] == before[0] - 1
