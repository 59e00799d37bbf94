"""UTF-8 that was read as another encoding (``donâ€™t``) -> the characters that were meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.passes._texts import Rewriting, rewrite

# The bytes 80 to BF as Windows-1252 shows them, and the leading bytes of two to four of them.
_NEXT = "\u0080-\u00bf" + re.escape(bytes(range(0x80, 0xC0)).decode("cp1252", "ignore"))
_SIGNS = re.compile(
    rf"[\u00c2-\u00df][{_NEXT}]|[\u00e0-\u00ef][{_NEXT}]{{2}}|[\u00f0-\u00f4][{_NEXT}]{{3}}"
    r"|â€|Ã |(?:[РСВГ][^\s]){3}|‚Ä|√[©®ß°¥≥†]|ΓÇ|├[^\s]|ï¿½"
)
# One gap between words: a line end with all white space around it, or spaces.
_GAP = re.compile(r"(?:[^\S\n\r\v\f\x85\u2028\u2029]*[\n\r\v\f\x85\u2028\u2029]\s*|[ \t]+)")
_ROUNDS = 3
_REASON = "UTF-8 that was read as another encoding is repaired"


def mojibake(galley: Galley) -> Galley:
    """Repair each paragraph with ftfy's ``fix_encoding`` and nothing else of it (NORMALIZER 1.1 `mojibake`).

    A paragraph that still looks broken afterwards is left as it is, and flagged.
    """
    if not _SIGNS.search(galley.draft.text, galley.draft.declared_end):
        return galley
    repaired = rewrite(galley, lambda piece: _rewriting(_received(galley, piece)))
    flags = tuple(repaired.event(event) for event in _doubts(repaired))
    return replace(repaired, events=(*repaired.events, *flags))


def _received(galley: Galley, piece: Piece) -> str:
    return galley.draft.text[piece.start : piece.end]


def _rewriting(text: str) -> Rewriting | None:
    if not _SIGNS.search(text):
        return None
    # The words of the article have single spaces by now, and ftfy reads a lost no-break space off them.
    text = _GAP.sub(" ", text)
    fixed = _fixed(text)
    if fixed == text or _badness(fixed):
        return None
    changes = {before: after for before, after in _differences(text, fixed) if before}
    if not changes:
        return None
    # The longest first: `â€™` must not be read as `â€` and a trade mark.
    pattern = re.compile(
        "|".join(
            re.escape(one).replace("\\ ", _GAP.pattern) for one in sorted(changes, key=len, reverse=True)
        )
    )

    def change(words: str) -> str:
        return pattern.sub(lambda m: changes[_GAP.sub(" ", m[0])], words)

    return Rewriting("mojibake", pattern, change, _REASON, 0.95) if change(text) == fixed else None


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


def _badness(text: str) -> int:
    from ftfy.badness import badness

    return int(badness(text))


def _differences(text: str, fixed: str) -> Iterator[tuple[str, str]]:
    """What was changed to what, each pair without the letters that both ends share."""
    before, after = re.split("( )", text), re.split("( )", fixed)
    for tag, i, i2, j, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        old, new = "".join(before[i:i2]), "".join(after[j:j2])
        head = 0
        while head < min(len(old), len(new)) and old[head] == new[head]:
            head += 1
        tail = 0
        while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
            tail += 1
        yield old[head : len(old) - tail], new[head : len(new) - tail]


def _doubts(galley: Galley) -> Iterator[Event]:
    """Paragraphs that look broken and were not repaired."""
    repaired = [(e.start, e.end) for e in galley.events if e.step == "mojibake"]
    for piece in galley.pieces:
        text = _received(galley, piece)
        if any(piece.start <= start < piece.end for start, _ in repaired) or not _SIGNS.search(text):
            continue
        if _badness(text):
            reason = "looks like text read in a wrong encoding: compare with the original"
            yield Event("mojibake", "flagged", reason, 0.6, piece.start, piece.end, 0, severity="warning")
