"""The lines of a text -> where the article stands among them, if a web page was copied whole (NORMALIZER 1.3).

The paragraphs lie close together, and menus and lists of other articles do not: the article is the run of lines
with the greatest sum of what speaks for it (maximum subsequence: Pasternack and Roth, WWW 2009).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pubpipe.normalize.passes._chrome import chrome, shares
from pubpipe.normalize.passes._site import asks, counts, is_site
from pubpipe.normalize.passes.surplus._headlines import PROOF, IsCredit, beginning
from pubpipe.sources.heads import is_head

# A line of so many letters with a sentence in it is a paragraph; more than that speak no louder.
_PROSE = 80
_LOUD = 600
# What a short line takes away, and one that only a site says.
_SHORT = 20
_SITE = 60
# So much text is an article.
_ARTICLE = 400
# A page has no fewer lines of the site than this under its article.
_UNDER = 2
_AGAIN = 8
_DENSE = re.compile("[\u3041-\u30fa\u4e00-\u9fff\u0e01-\u0e3a\uac00-\ud7af]")
_UNSPACED = re.compile("[\u3041-\u30fa\u4e00-\u9fff\u0e01-\u0e3a]")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s|$)|[。！？।؟۔]")
_ADDRESS = re.compile(r"https?://|www\.|^\[\d{1,3}\]")


@dataclass(frozen=True, slots=True)
class Page:
    """What of the lines ``first:last`` belongs to the article: ``start:stop``, and the site's lines within it."""

    first: int
    last: int
    start: int
    stop: int
    within: tuple[int, ...]


def page_of(texts: list[str], first: int, last: int, is_credit: IsCredit) -> Page | None:
    """Return where the article stands among the lines ``first:last``; None where these are no page copied whole."""
    shown = texts[first:last]
    site = [is_site(text) or bool(chrome(text)) for text in shown]
    core = _core(shown, site)
    if core is None:
        return None
    begin, end = core
    if sum(site) - sum(site[begin : end + 1]) < PROOF:
        return None
    start = _start(shown, site, begin, end, is_credit)
    stop = _stop(shown, site, end)
    if start == 0 and stop == len(shown):
        return None
    within = tuple(
        first + n
        for n in range(start, stop)
        if shares(shown[n])
        or asks(shown[n])
        or (start < n < begin and _is_box(shown[n], site=site[n], is_credit=is_credit))
    )
    return Page(first, last, first + start, first + stop, within)


def _is_box(text: str, *, site: bool, is_credit: IsCredit) -> bool:
    """Whether a line between the title and the text is the site's: a word of it, a counter."""
    return counts(text) or (site and not is_credit(text))


def again(texts: list[str]) -> int:
    """Return where the lines begin once more, as they do when a page was copied twice; their number where not.

    A menu that stands twice over one article begins no page once more.
    """
    opening = texts[:_AGAIN]
    if len(texts) < 4 * _AGAIN:
        return len(texts)
    for n in range(_AGAIN, len(texts) - _AGAIN + 1):
        if texts[n] == opening[0] and texts[n : n + _AGAIN] == opening:
            return n if _said(texts[:n]) >= _ARTICLE else len(texts)
    return len(texts)


def _core(texts: list[str], site: list[bool]) -> tuple[int, int] | None:
    """The first and the last paragraph of the run of lines that says most."""
    best, total, begin, found = 0, 0, 0, (0, 0)
    for n, text in enumerate(texts):
        total += _weight(text, site=site[n])
        if total <= 0:
            total, begin = 0, n + 1
        elif total > best:
            best, found = total, (begin, n)
    return found if best >= _ARTICLE else None


def _weight(text: str, *, site: bool) -> int:
    if site:
        return -_SITE
    size = _size(text)
    return min(size, _LOUD) if size >= _PROSE and _SENTENCE.search(text) else -_SHORT


def _size(text: str) -> int:
    return len(text) * (2 if _DENSE.search(text) else 1)


def _start(texts: list[str], site: list[bool], begin: int, end: int, is_credit: IsCredit) -> int:
    """Where the article begins, if far less than the article is said over it."""
    if not _is_less(texts[:begin], site[:begin], texts[begin : end + 1]):
        return 0
    return beginning(texts, site, (begin, end), is_credit)


def _stop(texts: list[str], site: list[bool], end: int) -> int:
    """Where the article ends: at the first line of the site under it, behind its sources."""
    under = range(end + 1, len(texts))
    sources = [n for n in under if is_head(texts[n])]
    kept = sources[0] if sources else end
    kept = (
        max([kept, *(n for n in under if _ADDRESS.search(texts[n]) and not site[n])], default=end)
        if sources
        else kept
    )
    known = [n for n in under if site[n] and n > kept]
    if len(known) < _UNDER or not _is_less(texts[known[0] :], site[known[0] :], texts[: known[0]]):
        return len(texts)
    return known[0]


def _is_less(around: list[str], site: list[bool], core: list[str]) -> bool:
    """Whether lines say far less than the article: neither paragraphs, nor verses or whole lines of a list."""
    said = _said(core)
    run, longest = 0, 0
    for text, known in zip(around, site, strict=True):
        run = run + _size(text) if not known and _is_longer(text) else 0
        longest = max(longest, run)
    return _said(around) * 3 <= said and longest * 2 <= said


def _is_longer(text: str) -> bool:
    return len(text.split()) >= 5 or (_UNSPACED.search(text) is not None and len(text) >= 12)


def _said(texts: list[str]) -> int:
    """The letters of the paragraphs among lines."""
    return sum(min(_weight(text, site=False), _LOUD) for text in texts if _weight(text, site=False) > 0)
