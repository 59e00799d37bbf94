"""One sentence between the title and the byline -> the standfirst, or reported as what may be one."""

from __future__ import annotations

from pubpipe.normalize.galley import Galley
from pubpipe.normalize.names import credit
from pubpipe.normalize.passes._credits import language_of, line_of, read_credits
from pubpipe.normalize.passes._furniture import flagged, is_kept, moved
from pubpipe.normalize.passes.title_block._datelines import match_dateline

_MOST_WORDS = 35
_FEWEST_WORDS = 5
# The letters of a paragraph of the text, and how many of the next blocks may be lines of furniture.
_PROSE = 90
_HEAD = 5


def subtitle(galley: Galley) -> Galley:
    """Move the sentence between title and byline to ``subtitle`` (NORMALIZER 1.3 `subhead`).

    It is one where a line with names follows, and the text behind that; where only a date follows, a lead looks
    the same, and it is reported. It runs before bylines are taken out.
    """
    if (
        galley.canonical
        or galley.meta.get("subtitle")
        or not galley.meta.get("title")
        or len(galley.pieces) < 3
    ):
        return galley
    lang = language_of(galley)
    line = line_of(galley.pieces[0])
    if _is_standfirst(galley, line, lang):
        reason = "the sentence between the title and who wrote the text, and when"
        return moved(galley, "subtitle", 0, reason, {"subtitle": line})
    short = 3 < len(line.split()) <= _MOST_WORDS and not read_credits(line, lang) and not credit(line)
    if short and read_credits(line_of(galley.pieces[1]), lang):
        reason = f"looks like a subtitle: {line[:60]}"
        return flagged(
            galley, "subtitle", galley.pieces[0], reason, "State it as subtitle: … in the sidecar."
        )
    return galley


def _is_standfirst(galley: Galley, line: str, lang: str) -> bool:
    """Whether a line with names parts a sentence under the title from two paragraphs and more."""
    if galley.wishes.remove_nothing or is_kept(galley, galley.pieces[0]) or match_dateline(line):
        return False
    if not _FEWEST_WORDS <= len(line.split()) <= _MOST_WORDS or read_credits(line, lang) or credit(line):
        return False
    below = [line_of(piece) for piece in galley.pieces[1:]]
    told = read_credits(below[0], lang)
    if told is None or not told.people:
        return False
    texts = [text for text in below[1 : _HEAD + 2] if not read_credits(text, lang)]
    return len(texts) >= 2 and all(len(text) >= _PROSE for text in texts[:2])
