"""Metadata and labels -> what the page is made of: paper, furniture, source entries, the headline's width."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubpipe.editions.parts import direction, is_link, upright
from pubpipe.editions.pdf.body import breakable
from pubpipe.editions.pdf.codes import Code
from pubpipe.editions.pdf.directions import first_side
from pubpipe.editions.works import entry_markup
from pubpipe.sources.labels import Label

if TYPE_CHECKING:
    from markupsafe import Markup

_STOPS = (".", "!", "?", "…", "。")
# Print in these divides no word and makes lines even all the same, by their spaces: Korean (KLREQ 4.5), Arabic and
# Hebrew letters, Indian ones whose words are short, Vietnamese with a space between its syllables.
_EVEN_UNDIVIDED = frozenset(
    {"ar", "bn", "ckb", "fa", "gu", "he", "hi", "ko", "ne", "ps", "sd", "ur", "vi", "yi"}
)
_HAIR = 0.01  # CSS pixels
_RUNNING = 64  # characters of the short title that fit beside a publication's name


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One source as it is printed: ``parts`` are (class, text) in reading order, ``address`` may break.

    ``side`` is the direction of ``cited`` where it is not the article's.
    """

    parts: tuple[tuple[str, str], ...]
    label: Label
    address: str
    linked: bool
    cited: Markup | str
    code: Code | None = None
    copy: str = ""
    side: str = ""


def setting(lang: str) -> str:
    """Return the classes of a language's page.

    ``justified`` where words can be hyphenated or lines are even without, else ``ragged``; ``upright`` where letters
    are never slanted;
    ``ideographic`` for Chinese, Japanese and Korean, ``indented-…`` where each paragraph is indented.
    """
    import pyphen

    main = lang.split("-", 1)[0].lower()
    # Thai has few spaces to widen, and no hyphen where a word is divided.
    divides = main != "th" and pyphen.language_fallback(lang.replace("-", "_"))
    names = ["justified" if main in _EVEN_UNDIVIDED or divides else "ragged"]
    names += ["upright"] if upright(lang) else []
    names += ["ideographic"] if main in ("ja", "ko", "zh") else []
    names += [f"indented-{main}"] if main in ("ja", "zh") else []
    return " ".join(names)


def headline_size(title: str) -> str:
    """Return ``large``, ``middle`` or ``small``: a headline of the size at which it stays a headline."""
    return "large" if len(title) <= 80 else "middle" if len(title) <= 140 else "small"


def short_title(title: str, room: str = "") -> str:
    """Return a title for the running header: whole words, at most ``room`` characters, then an ellipsis.

    ``room`` is what the style's token ``--running`` says.
    """
    limit = int(room) if room.isdecimal() else _RUNNING
    if len(title) <= limit:
        return title
    head = title[:limit]
    cut = head.rfind(" ")
    return (head[:cut] if cut > limit // 2 else head).rstrip(" ,;:.–—-") + "…"


def folio(page_of: str) -> tuple[str, str, str]:
    """Split ``{page} of {pages}`` into what stands before, between and after the two numbers."""
    before, _, rest = page_of.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return before, between, after


def source_entry(label: Label, lang: str, code: Code | None = None) -> SourceEntry:
    """Return a label's parts with the full stops that part them, its address with places to break, its QR code.

    A title that was only read off the address has the class ``hint`` and is not set as a title. ``lang`` is the
    article's.
    """
    remark = (("remark", label.note),) if label.note else ()
    parts = (*label.parts, *remark)
    own, side = direction(lang), first_side("".join(run.text for run in label.cited))
    if own == "rtl":
        parts = tuple((name, _stop_apart(text)) for name, text in parts)
    return SourceEntry(
        parts,
        label,
        breakable(label.address),
        is_link(label.address),
        entry_markup(label, breakable),
        code,
        breakable(label.copy.address) if label.copy else "",
        side if side != own else "",
    )


def _stop_apart(text: str) -> str:
    """Return a text with a full stop of its own where an article that runs from right to left sets it on the left.

    In one piece with Latin words it would be drawn, copied and read aloud before them.
    """
    from markupsafe import Markup

    kinds = {unicodedata.bidirectional(character) for character in text}
    if "L" not in kinds or kinds & {"R", "AL"} or not text.endswith("."):
        return text
    return Markup("<span>{}</span>.").format(text[:-1])


def balance(words: list[tuple[bool, float]], space: float, measure: float) -> str:
    """Return CSS that evens out a ragged text's lines, from its words: is there a space before, how wide in CSS pixels.

    That is the least width at which it takes no more lines than at the full measure. Words are never
    divided, unless one alone is wider than the measure.
    """
    widest = max(width for _, width in words)
    # A phrase of Chinese or Japanese that is too wide fills the measure exactly: it was divided to be measured.
    if widest > measure - _HAIR:
        return "hyphens: auto"
    lines = _lines(words, space, measure)
    if lines < 2:
        return ""
    low, high = widest, measure
    while high - low > 0.5:
        middle = (low + high) / 2
        low, high = (low, middle) if _lines(words, space, middle) <= lines else (middle, high)
    # Words side by side are a little wider than one by one: kerning, and the letter-space between them.
    return f"max-width: {min(int(high * 1.01) + 2, int(measure))}px"


def _lines(words: list[tuple[bool, float]], space: float, width: float) -> int:
    lines, used = 1, 0.0
    for spaced, word in words:
        wanted = used + space * spaced + word if used else word
        if wanted <= width:
            used = wanted
        else:
            lines, used = lines + 1, word
    return lines
