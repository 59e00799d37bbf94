"""A paragraph and a copy that says more -> the sentences that the copy alone has, and where they belong (1.4, 7)."""

from __future__ import annotations

from dataclasses import dataclass

from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.passes._sentences import sentences
from pubpipe.normalize.tokens import tokens, words

_SAME = 0.9
# A sentence that is like one of the original, though not the same, is an edited one and no new one.
_EDITED = 0.5
# So few words more or less are an edit, of which the first copy's form stays.
_FEW = 4
_MOST = 200


@dataclass(frozen=True, slots=True)
class Gift:
    """A sentence at ``start:end`` of the draft that goes after the first ``after`` words of the original."""

    text: str
    start: int
    end: int
    after: int


def surplus(galley: Galley, original: Piece, copy: Piece) -> tuple[Gift, ...] | None:
    """Return what a copy can give to its original, in order; None where that cannot be told.

    Each sentence of the copy must have its partner in the original or none that is like it, and one with a
    partner must stand before each that has none.
    """
    first, second = _plain(original), _plain(copy)
    if not first or not second or not _untouched(galley, original, first):
        return None
    if not _untouched(galley, copy, second):
        return None
    theirs = [(stop, words(first[start:stop])) for start, stop in sentences(first)]
    ours = sentences(second)
    if max(len(theirs), len(ours)) > _MOST:
        return None
    places = tokens(galley.draft.text, copy.start, copy.end)
    gifts: list[Gift] = []
    partner, at = -1, 0
    for start, stop in ours:
        said = words(second[start:stop])
        ratio, best = max((_alike(said, other), -n) for n, (_, other) in enumerate(theirs))
        if ratio >= _SAME or (ratio >= _EDITED and len(said) < len(theirs[-best][1]) + _FEW):
            partner = -best
        elif ratio >= _EDITED or partner < 0 or not said:
            return None
        else:
            after = len(words(first[: theirs[partner][0]]))
            end = _closed(galley.draft.text, places[at + len(said) - 1].end, copy.end)
            gifts.append(Gift(second[start:stop], _opened(galley.draft.text, places[at].start), end, after))
        at += len(said)
    return tuple(sorted(gifts, key=lambda gift: gift.after)) or None


def given(piece: Piece, gifts: tuple[Gift, ...]) -> Piece:
    """Return the original with the sentences in their places."""
    text = _plain(piece)
    ends = [token.end for token in tokens(text)]
    for gift in reversed(gifts):
        at = _closed(text, ends[gift.after - 1], len(text))
        text = f"{text[:at]} {gift.text}{text[at:]}"
    return Piece(doc.Paragraph((doc.Text(text),)), piece.start, piece.end)


def _plain(piece: Piece) -> str:
    """The text of a paragraph that is mere text, else nothing."""
    block = piece.block
    if not isinstance(block, doc.Paragraph) or len(block.children) != 1:
        return ""
    return block.children[0].text if isinstance(block.children[0], doc.Text) else ""


def _untouched(galley: Galley, piece: Piece, text: str) -> bool:
    """Whether a paragraph has the words that were received, so that each word's place is known."""
    return words(galley.draft.text[piece.start : piece.end]) == words(text)


def _alike(first: list[str], second: list[str]) -> float:
    if first == second:
        return 1.0
    from rapidfuzz import fuzz

    return fuzz.ratio(first, second) / 100


def _opened(text: str, start: int) -> int:
    while start and text[start - 1] in "“„«‘\"'(":
        start -= 1
    return start


def _closed(text: str, end: int, stop: int) -> int:
    """Where a sentence ends whose last word does, its marks included."""
    while end < stop and not text[end].isspace():
        end += 1
    return end
