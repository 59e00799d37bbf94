"""Glyphs that do not say what letters they stand for -> the same, marked with the word that they write.

A PDF says of each glyph which letters it means (ISO 32000-1, 9.10.3, ``ToUnicode``), and of each once and for all.
In Devanagari and its kin a vowel stands before the consonant that it follows, and one glyph is part of many
syllables; a small capital may stand for several letters. There the word is given beside its glyphs (14.9.4,
``ActualText``), for search, copying and voice.
"""

from __future__ import annotations

import functools
import importlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from pubpipe.editions.pdf.engaged import engaged

# Scripts whose letters are put in another order or joined: the Indic ones, Sinhala, Thai, Lao, Tibetan, Burmese,
# Khmer and others of their family. Arabic and its kin are joined, but letter by letter.
_SHAPED = re.compile("[\u0900-\u109f\u1780-\u17ff\u1900-\u1cff\ua800-\ua8ff\ua980-\uaadf\uabc0-\uabff]")
_JOINED = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_PAIRS = "()[]{}<>«»‹›≤≥⟨⟩（）［］｛｝「」『』《》〈〉【】〔〕"
_MIRROR = dict(
    zip(_PAIRS, "".join(b + a for a, b in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)), strict=True)
)
_PAIRED = re.compile(f"[{re.escape(_PAIRS)}]")
_UNKNOWN = 0x10000000  # PANGO_GLYPH_UNKNOWN_FLAG, on the number of a letter that no face has
_PART = re.compile(rb"<([0-9a-f]*)>|([^<>]+)")
_ON: ContextVar[bool] = ContextVar("letters", default=False)


@dataclass(frozen=True, slots=True)
class Word:
    """Glyphs from one place to another among those of a line, and the word that they write."""

    start: int
    end: int
    text: str


def spelt() -> AbstractContextManager[bool]:
    """Let WeasyPrint write what its glyphs cannot say, in this thread.

    Where WeasyPrint is not of a version that this was proved on, nothing is written.
    """
    return engaged(_ON, True, _install)


@functools.cache
def _install() -> None:
    text: Any = importlib.import_module("weasyprint.draw.text")
    text.draw_first_line = _spelling(text.draw_first_line)


def _spelling(draw: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(draw)
    def spell(stream: Any, textbox: Any, *rest: Any) -> Any:  # noqa: ANN401
        text = textbox.text
        leftwards = textbox.style["direction"] == "rtl" and _PAIRED.search(text)
        # Greek ones have no accents, and one sigma.
        capitals = textbox.style["font_variant_caps"] != "normal" and not text.isascii()
        if not _ON.get() or not (leftwards or capitals or _SHAPED.search(text) or _JOINED.search(text)):
            return draw(stream, textbox, *rest)
        runs = list(_runs(stream, textbox))
        for run in runs:
            _teach(run)
        begun = len(stream.stream)
        drawn = draw(stream, textbox, *rest)
        words = [word for run in runs for word in _unsaid(run)]
        if words and not any(run.font.bitmap for run in runs):
            stream.stream[begun:] = _marked(stream.stream[begun:], words)
        return drawn

    return spell


@dataclass(frozen=True, slots=True)
class _Run:
    """Glyphs of one face in the order in which they are drawn: each one's number and its cluster's letters."""

    font: Any
    first: int
    glyphs: tuple[int, ...]
    clusters: tuple[tuple[int, str], ...]
    leftwards: bool


def _runs(stream: Any, textbox: Any) -> Iterator[_Run]:  # noqa: ANN401
    from weasyprint.text.ffi import ffi, pango

    line, _ = textbox.pango_layout.get_first_line()
    data = textbox.pango_layout.text.encode()
    run, first = line.runs[0], 0
    while run != ffi.NULL:
        item, run = run.data, run.next
        string, offset, length = item.glyphs, item.item.offset, item.item.length
        starts = [string.log_clusters[n] for n in range(string.num_glyphs)]
        ends = dict(zip(sorted(set(starts)), [*sorted(set(starts))[1:], length], strict=True))
        numbers = [string.glyphs[n].glyph for n in range(string.num_glyphs)]
        drawn = [n for n, glyph in enumerate(numbers) if glyph != pango.PANGO_GLYPH_EMPTY]
        yield _Run(
            stream.add_font(item.item.analysis.font)[0],
            first,
            tuple(numbers[n] for n in drawn),
            tuple((starts[n], data[offset + starts[n] : offset + ends[starts[n]]].decode()) for n in drawn),
            bool(item.item.analysis.level % 2),
        )
        first += len(drawn)


def _teach(run: _Run) -> None:
    """Say of each glyph that writes one letter alone which one, before another place says something else of it.

    A bracket from right to left is drawn as its counterpart and says that it is this (UAX 9, L4): the same glyph
    stands for itself from left to right, and who reads from right to left turns it round again, as PDFium does.
    """
    clusters: dict[int, list[int]] = {}
    for glyph, (start, _) in zip(run.glyphs, run.clusters, strict=True):
        clusters.setdefault(start, []).append(glyph)
    for start, text in dict(run.clusters).items():
        glyphs = clusters[start][::-1] if run.leftwards else clusters[start]
        letters = _written(text, len(glyphs)) if run.leftwards else [*text]
        if len(glyphs) == len(letters) and (run.leftwards or len(glyphs) == 1):
            for glyph, letter in zip(glyphs, letters, strict=True):
                if glyph >= _UNKNOWN:
                    continue  # no glyph of the face: WeasyPrint gives it a number of its own
                run.font.to_unicode.setdefault(
                    glyph, _MIRROR.get(letter, letter) if run.leftwards else letter
                )


def _written(text: str, glyphs: int) -> list[str]:
    """Return what each glyph of a cluster writes: a letter, or letters that are joined into one beneath their signs.

    WeasyPrint says of the joined ones (lam with alef) that they write nothing, where it meets them with a sign first.
    """
    signs = [letter for letter in text if _is_sign(letter)]
    joined = "".join(letter for letter in text if not _is_sign(letter))
    return [joined, *signs] if joined and glyphs == 1 + len(signs) < len(text) else [*text]


def _unsaid(run: _Run) -> Iterator[Word]:
    """Yield the words that a run's glyphs, read one by one, do not say, or not to a reader that goes by their places.

    A sign over or under a letter has no width, or stands back: many take that for the end of a word. Nothing is
    yielded of what is written from right to left: Poppler and PDFium read such a word backwards.
    """
    for begun, end in () if run.leftwards else _words(run):
        word = "".join(dict(run.clusters[begun:end]).values())
        said = "".join(run.font.to_unicode.get(glyph, "") for glyph in run.glyphs[begun:end])
        if word != said or any(map(_is_sign, word)):
            yield Word(run.first + begun, run.first + end, word)


def _words(run: _Run) -> Iterator[tuple[int, int]]:
    """Yield where a run's words begin and end among its glyphs.

    The space after a word goes with it: PDFium drops one that stands alone between two marked words.
    """
    begun, before = 0, False
    for number, (_, text) in enumerate(run.clusters):
        if before and not text.isspace():
            yield begun, number
            begun = number
        before = text.isspace()
    yield begun, len(run.clusters)


def _is_sign(letter: str) -> bool:
    """Whether a letter stands over, under or about another one; Thai and Lao AM is a sign and a letter in one."""
    return unicodedata.category(letter)[0] == "M" or letter in "\u0e33\u0eb3"


def _marked(items: list[Any], words: list[Word]) -> list[Any]:
    """Return the operators of a line with each word between the marks of its text."""
    import pydyf

    opens = {word.start: word for word in words}
    closes = {word.end for word in words}
    made: list[Any] = []
    glyph, is_open = 0, False
    for item in items:
        if not (isinstance(item, bytes) and item.endswith(b"TJ")):
            made.append(item)
            continue
        parts: list[bytes] = []
        for codes, gap in _PART.findall(item[1 : item.rindex(b"]")]):
            for at in range(0, len(codes), 4):
                if is_open and glyph in closes:
                    made += [*_shown(parts), b"EMC"]
                    parts, is_open = [], False
                if glyph in opens:
                    text = pydyf.Dictionary({"ActualText": pydyf.String(opens[glyph].text)})
                    made += [*_shown(parts), b"/Span", text, b"BDC"]
                    parts, is_open = [], True
                parts.append(b"<" + codes[at : at + 4] + b">")
                glyph += 1
            if gap:
                # Two gaps may stand side by side, and must not become one number.
                parts.append(b" " + gap)
        made += _shown(parts)
    return [*made, b"EMC"] if is_open else made


def _shown(parts: list[bytes]) -> list[bytes]:
    return [b"[" + b"".join(parts).replace(b"><", b"") + b"] TJ"] if parts else []
