"""UTF-8 that was read as another encoding (``donâ€™t``) -> the characters that were meant."""

from __future__ import annotations

import bisect
import difflib
import re
from collections.abc import Iterator
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.passes._ranges import Span, gaps
from pubpipe.normalize.passes._texts import Rewriting, rewrite
from pubpipe.normalize.passes.characters.c1 import windows

# The bytes 80 to BF as Windows-1252 shows them, and the leading bytes of two to four of them.
_NEXT = "\u0080-\u00bf" + re.escape(bytes(range(0x80, 0xC0)).decode("cp1252", "ignore"))
# The first character of each sign before the signs themselves: so the search leaps from one to the next.
_SIGNS = re.compile(
    rf"[\u00c2-\u00f4РСВГ‚√Γ├](?:(?<=[\u00c2-\u00df])[{_NEXT}]|(?<=[\u00e0-\u00ef])[{_NEXT}]{{2}}"
    rf"|(?<=[\u00f0-\u00f4])[{_NEXT}]{{3}}|(?<=â)€|(?<=Ã) |(?<=[РСВГ])[^\s](?:[РСВГ][^\s]){{2}}"
    r"|(?<=‚)Ä|(?<=√)[©®ß°¥≥†]|(?<=Γ)Ç|(?<=├)[^\s]|(?<=ï)¿½)"
)
# What later steps take out from between the characters of a sign: controls, marks of direction, of no width.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffc\ufffe\uffff]"
)
_SPACE = re.compile(r"\s+")
_LINE_END = re.compile("[\n\r\v\f\x85\u2028\u2029]")
_MOST_WORDS = 2000
_ROUNDS = 3
_REASON = "UTF-8 that was read as another encoding is repaired"


def mojibake(galley: Galley) -> Galley:
    """Repair each paragraph with ftfy's ``fix_encoding`` and nothing else of it (NORMALIZER 1.1 `mojibake`).

    A paragraph that still looks broken afterwards is left as it is, and flagged.
    """
    if not _SIGNS.search(_seen(galley.draft.text[galley.draft.declared_end :])):
        return galley
    # Lines that left it, such as a page's running head, are no part of a piece that stands around them.
    left = sorted((e.start, e.end) for e in galley.events if e.action in ("removed", "moved"))
    repaired = rewrite(galley, lambda piece: _rewriting(_received(galley, piece, left)))
    return replace(repaired, events=(*repaired.events, *map(repaired.event, _doubts(repaired, left))))


def _received(galley: Galley, piece: Piece, left: list[Span]) -> str:
    first = bisect.bisect_left(left, (piece.start, 0))
    last = bisect.bisect_left(left, (piece.end, 0))
    whole = piece.start, piece.end
    return " ".join(galley.draft.text[slice(*kept)] for kept in gaps(whole, left[first:last]))


def _rewriting(text: str) -> Rewriting | None:
    text = _seen(text)
    if not _SIGNS.search(text):
        return None
    # The words of the article have single spaces by now, and ftfy reads a lost no-break space off them.
    text = _joined(text)
    fixed = _fixed(text)
    # Controls that are characters of Windows-1252 are the next step's.
    if fixed == text or _badness(windows(fixed)) or (_are_paired(text) and not _are_paired(fixed)):
        return None
    changes = {before: after for before, after in _differences(text, fixed) if before}
    if not changes:
        return None
    # The longest first: `â€™` must not be read as `â€` and a trade mark.
    pattern = re.compile("|".join(map(_loosely, sorted(changes, key=len, reverse=True))))

    def change(words: str) -> str:
        return pattern.sub(lambda m: changes[_joined(_seen(m[0]))], words)

    return Rewriting("mojibake", pattern, change, _REASON, 0.95) if change(text) == fixed else None


def _seen(text: str) -> str:
    return _UNSEEN.sub("", text)


def _loosely(said: str) -> str:
    """A pattern of what was said, whatever nobody sees between its characters and whatever its spaces are."""
    return f"{_UNSEEN.pattern}*".join(_SPACE.pattern if char == " " else re.escape(char) for char in said)


def _joined(text: str) -> str:
    """The text with one space for each line end and the white space around it, and for runs of plain spaces."""
    return _SPACE.sub(lambda m: " " if m[0].isascii() or _LINE_END.search(m[0]) else m[0], text)


def _fixed(text: str) -> str:
    from ftfy import TextFixerConfig, fix_encoding

    # Of ftfy's defaults only the repair of encodings is wanted: the others change what people meant.
    config = TextFixerConfig(
        unescape_html=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_c1_controls=False,
        normalization="NFC",
    )
    for _ in range(_ROUNDS):
        fixed = fix_encoding(text, config)
        if fixed == text:
            break
        text = fixed
    return text


def _are_paired(text: str) -> bool:
    """Whether quotation marks begin as often as they end: ``×“a”`` is a sign before a quotation, and no letter."""
    return text.count("“") == text.count("”")


def _badness(text: str) -> int:
    from ftfy.badness import badness

    return int(badness(text))


def _differences(text: str, fixed: str) -> Iterator[tuple[str, str]]:
    """What was changed to what, each pair without the letters that both ends share."""
    before, after = text.split(" "), fixed.split(" ")
    if len(before) == len(after):
        pairs = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    elif len(before) <= _MOST_WORDS:
        matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
        changed = [code for code in matcher.get_opcodes() if code[0] != "equal"]
        pairs = [(" ".join(before[i:i2]), " ".join(after[j:j2])) for _, i, i2, j, j2 in changed]
    else:
        pairs = []
    for old, new in pairs:
        head = 0
        while head < min(len(old), len(new)) and old[head] == new[head]:
            head += 1
        tail = 0
        while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
            tail += 1
        yield old[head : len(old) - tail], new[head : len(new) - tail]


def _doubts(galley: Galley, left: list[Span]) -> Iterator[Event]:
    """Paragraphs that look broken and were not repaired."""
    starts = sorted(e.start for e in galley.events if e.step == "mojibake")
    for piece in galley.pieces:
        at = bisect.bisect_left(starts, piece.start)
        text = _received(galley, piece, left)
        if (at < len(starts) and starts[at] < piece.end) or not _SIGNS.search(text):
            continue
        if _badness(text):
            reason = "looks like text read in a wrong encoding: compare with the original"
            yield Event("mojibake", "flagged", reason, 0.6, piece.start, piece.end, 0, severity="warning")
