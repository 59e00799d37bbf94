"""Lines of the web page around an article -> gone, with an event each."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes import _chrome
from pubpipe.normalize.passes._credits import language_of, line_of, read_credits
from pubpipe.normalize.passes._furniture import flagged, is_kept
from pubpipe.normalize.passes.surplus._envelopes import machine_lines
from pubpipe.normalize.passes.surplus._masts import contents, mast
from pubpipe.normalize.phrases import phrases
from pubpipe.sources.heads import is_head

_NEAR = 2
# A menu has no more lines than this before the title, a list of other articles no more than that.
_MENU = 30
_LISTED = 12
# It has no fewer than these: where all are known, and else.
_MENU_KNOWN = 3
_MENU_LEAST = 4
# The most letters that the name of a section has, and those of a line that is no title any more.
_LABEL = 30
_LABEL_UNSPACED = 6
_TITLE = 140
# Over the text of a page or a letter stand no more lines than this.
_HEAD = 8
_BOX = re.compile(r"(?:sign up|subscribe|join|never miss|stay|get|newsletter|abonn|inscri|suscr|assin)", re.I)
_COUNTER = re.compile(r"\d[\d.,]{0,6}[KkMm]?(?:\s\d[\d.,]{0,6}[KkMm]?){0,3}")
_START = re.compile(r"0?0:00")
_LENGTH = re.compile(r"\d{1,2}:\d\d")
_UNSPACED = re.compile("[\u3041-\u30fa\u4e00-\u9fff\u0e01-\u0e3a]")
_RIGHTS = re.compile(r"\W*(?:©|\(c\)|copyright\b)", re.I)
# What a heading over a licence says, and the licence itself.
_LICENCE = re.compile(r"\blicen[sc]|\blizenz|\bcopyright\b", re.I)
_GRANTED = re.compile(
    r"\bunder (?:the )?[^.]{2,60}\blicen[sc]e|\bpermission is hereby granted"
    r"|\bpermitted to copy|\bredistribution and use\b",
    re.I,
)
# So many lines that only a page says show that the text was copied off one.
_PAGE = 2


def chrome(galley: Galley) -> Galley:
    """Remove whole lines that ask to share, subscribe, log in or read on (NORMALIZER 1.3 `chrome`).

    Lines of one word go only where another such line stands at most two blocks away, at the end of the text,
    or in a text that was plainly copied off a page; a text that is nothing else keeps its words.
    """
    if galley.canonical:
        return galley
    kinds = _kinds(galley)
    if not any(kinds):
        return galley
    found = {
        n
        for n, kind in enumerate(kinds)
        if kind
        and not is_kept(galley, galley.pieces[n])
        and (kind == "sure" or _in_company(galley, kinds, n))
    }
    found |= {
        n for n in _menu(galley, kinds) | _others(galley, kinds) if not is_kept(galley, galley.pieces[n])
    }
    if not found or len(found) == len(galley.pieces):
        return galley
    if galley.wishes.remove_nothing:
        for n in sorted(found):
            galley = flagged(
                galley, "chrome", galley.pieces[n], "looks like a line of the page around the text"
            )
        return galley
    events = [galley.event(event) for event in _removals(galley, found)]
    pieces = tuple(p for n, p in enumerate(galley.pieces) if n not in found)
    return replace(galley, pieces=pieces, events=(*galley.events, *events))


def _kinds(galley: Galley) -> list[_chrome.Chrome]:
    """Whether each line is one of a page, by what it says or by where it stands."""
    texts = [line_of(piece) for piece in galley.pieces]
    kinds = [_chrome.chrome(text) for text in texts]
    for n in (
        *_counters(galley, kinds),
        *machine_lines(texts),
        *contents(texts),
        *mast(texts),
        *_boxes(galley, kinds),
        *_lengths(galley, kinds),
    ):
        kinds[n] = "sure"
    return ["" if kind and _is_said(galley, n) else kind for n, kind in enumerate(kinds)]


def _is_said(galley: Galley, n: int) -> bool:
    """Whether a line like a page's is the text's own: a licence's line of rights, or words that the text announces."""
    text = line_of(galley.pieces[n])
    above = galley.pieces[n - 1].block if n else None
    announced = (
        above is not None and len(text.split()) > 2 and text.casefold() in doc.words_of(above).casefold()
    )
    if announced or not _RIGHTS.match(text):
        return announced
    headed = isinstance(above, doc.Heading) and bool(_LICENCE.search(doc.words_of(above)))
    return headed or any(_GRANTED.search(doc.words_of(piece.block)) for piece in galley.pieces[n : n + 3])


def _counters(galley: Galley, kinds: list[_chrome.Chrome]) -> Iterator[int]:
    """The numbers of likes and comments over the text of a page, in pasted text beside what shares it."""
    shared = any(_chrome.shares(line_of(p)) for p in galley.pieces[: 2 * _HEAD])
    if galley.draft.kind != "html" and not (shared and sum(map(bool, kinds)) > _PAGE):
        return
    for n, piece in enumerate(galley.pieces[: 2 * _HEAD]):
        text = line_of(piece)
        if len(text) > _TITLE or (n >= _HEAD and galley.draft.kind == "html"):
            return
        if _COUNTER.fullmatch(text):
            yield n


def _boxes(galley: Galley, kinds: list[_chrome.Chrome]) -> Iterator[int]:
    """The heads of boxes that ask to subscribe, in the text of a page."""
    if galley.draft.kind != "html":
        return
    for n, piece in enumerate(galley.pieces[:-1]):
        if isinstance(piece.block, doc.Heading) and kinds[n + 1] and _BOX.match(doc.words_of(piece.block)):
            yield n


def _lengths(galley: Galley, kinds: list[_chrome.Chrome]) -> Iterator[int]:
    """How long a recording is, right under the place at which it stands: ``0:00``."""
    for n, kind in enumerate(kinds[:-1]):
        if (
            kind
            and _START.fullmatch(line_of(galley.pieces[n]))
            and _LENGTH.fullmatch(line_of(galley.pieces[n + 1]))
        ):
            yield n + 1


def _in_company(galley: Galley, kinds: list[_chrome.Chrome], n: int) -> bool:
    alone = _chrome.shares(line_of(galley.pieces[n]))
    if alone and kinds.count("sure") >= _PAGE:
        return True
    near = (*kinds[max(0, n - _NEAR) : n], *kinds[n + 1 : n + 1 + _NEAR])
    last = n == len(kinds) - 1 and n > _NEAR
    return any(near) or (last and alone)


def _menu(galley: Galley, kinds: list[_chrome.Chrome]) -> set[int]:
    """The sections of a site over the title: a run of lines of a word or three, some of them known as such."""
    texts = [line_of(piece) for piece in galley.pieces[:_MENU]]
    lang = language_of(galley)
    credited = (n for n, text in enumerate(texts) if not kinds[n] and read_credits(text, lang))
    # The line over the byline is the title, however short.
    stop = next(credited, len(texts) + 1) - 1
    run = list(itertools.takewhile(lambda n: kinds[n] or _is_label(texts[n]), range(min(stop, len(texts)))))
    known = [n for n in run if kinds[n] or texts[n].casefold() in phrases("kickers")]
    # What the page alone says follows a short title as well: the label over it is the title, not a section.
    others = [n for n in run if n not in known]
    if others and len(run) < len(texts) and len(texts[len(run)]) > _TITLE:
        run.remove(others[-1])
    long_enough = len(run) >= (_MENU_KNOWN if len(known) == len(run) else _MENU_LEAST)
    return set(run) if long_enough and len(known) >= 2 and any(kinds[n] for n in run) else set()


def _is_label(text: str) -> bool:
    longest = _LABEL_UNSPACED if _UNSPACED.search(text) else _LABEL
    return 0 < len(text.split()) <= 3 and len(text) <= longest and text[-1].isalpha()


def _others(galley: Galley, kinds: list[_chrome.Chrome]) -> set[int]:
    """The titles of other articles at the end of a page, from the line on that says so."""
    texts = [line_of(piece) for piece in galley.pieces]
    first = len(texts)
    for n in range(len(texts) - 1, 0, -1):
        if not (kinds[n] or _is_other_title(texts[n])) or first - n > _LISTED:
            break
        if _chrome.lists_others(texts[n]):
            first = n
    return set(range(first, len(texts)))


def _is_other_title(text: str) -> bool:
    last = text.rstrip('"”’»」』)]')[-1:]
    return 0 < len(text) <= 140 and last not in ".!…:;,。।" and "://" not in text and not is_head(text)


def _removals(galley: Galley, found: set[int]) -> Iterator[Event]:
    for n in sorted(found):
        piece = galley.pieces[n]
        yield Event(
            "chrome", "removed", "a line of the page around the text", 0.95, piece.start, piece.end, 0
        )
