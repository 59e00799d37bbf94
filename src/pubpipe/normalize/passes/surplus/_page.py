"""The lines of a text -> where the article stands among them, if a web page was copied whole (NORMALIZER 1.3).

The paragraphs lie close together, and menus and lists of other articles do not: the article is the run of lines
with the greatest sum of what speaks for it (maximum subsequence: Pasternack and Roth, WWW 2009).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pubpipe.normalize.passes.surplus._chrome import chrome, shares
from pubpipe.normalize.passes.surplus._site import asks, counts, is_site
from pubpipe.sources.heads import is_head

# A line of so many letters with a sentence in it is a paragraph; more than that speak no louder.
_PROSE = 80
_LOUD = 600
# What a short line takes away, and one that only a site says.
_SHORT = 20
_SITE = 60
# So much text is an article.
_ARTICLE = 400
# A page has no fewer lines of the site than this around its article, and under it.
_PROOF = 4
_UNDER = 2
# What speaks for a title where next to nothing of the site stands over it.
_STRONG = 2.5
# The title stands at most so many lines over the first paragraph.
_REACH = 30
_LONGEST = 190
# A headline has more letters than this without spaces between words, or half as many words.
_LABEL = 8
_STANDFIRST = 60
_AGAIN = 8
_DENSE = re.compile("[\u3041-\u30fa\u4e00-\u9fff\u0e01-\u0e3a\uac00-\ud7af]")
_UNSPACED = re.compile("[\u3041-\u30fa\u4e00-\u9fff\u0e01-\u0e3a]")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s|$)|[。！？।؟۔]")
_STOPS = re.compile(r"[.。;；:：,，、।۔][\"”’»」』)]*$")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}$")
# What a line says that tells when, or who, in whatever form.
_WHEN = re.compile(
    r"\b(?:19|20)\d\d\b.{0,12}\d{1,2}[:.h]\d\d|\d{1,2}[./ -]\w{1,10}\.?[./ -](?:19|20)\d\d"
    r"|(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}|\b[A-Za-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d"
    r"|\d+ (?:minutes?|hours?|days?|hrs?|mins?) (?:\d+ mins? )?ago\b|\d{1,2}[:：]\d\d$"
    r"|^(?:posted |written |published )?(?:by|par|von autor)\b|^(?:von|por|di|door|af|av) [A-ZÀ-Þ]"
    r"|^(?:autor|author|auteur)\w{0,4}\s?:|^(?:מאת|автор|بقلم)\s?:?\s|(?:作者|来源|發布|发布时间|发布|更新)[:：]",
    re.I,
)
_BREADCRUMB = re.compile(r"[|>»›]")
_WORD = re.compile(r"[^\W\d_]{4,}")
_ADDRESS = re.compile(r"https?://|www\.|^\[\d{1,3}\]")


@dataclass(frozen=True, slots=True)
class Page:
    """What of the lines ``first:last`` belongs to the article: ``start:stop``, and the site's lines within it."""

    first: int
    last: int
    start: int
    stop: int
    within: tuple[int, ...]


def page_of(texts: list[str], first: int, last: int, is_credit: Callable[[str], bool]) -> Page | None:
    """Return where the article stands among the lines ``first:last``; None where these are no page copied whole."""
    shown = texts[first:last]
    site = [is_site(text) or bool(chrome(text)) for text in shown]
    core = _core(shown, site)
    if core is None:
        return None
    begin, end = core
    if sum(site) - sum(site[begin : end + 1]) < _PROOF:
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


def _is_box(text: str, *, site: bool, is_credit: Callable[[str], bool]) -> bool:
    """Whether a line between the title and the text is the site's: a word of it, a counter."""
    return counts(text) or (site and not is_credit(text))


def again(texts: list[str]) -> int:
    """Return where the lines begin once more, as they do when a page was copied twice; their number where not."""
    opening = texts[:_AGAIN]
    if len(texts) < 4 * _AGAIN:
        return len(texts)
    for n in range(_AGAIN, len(texts) - _AGAIN + 1):
        if texts[n] == opening[0] and texts[n : n + _AGAIN] == opening:
            return n
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


def _start(texts: list[str], site: list[bool], begin: int, end: int, is_credit: Callable[[str], bool]) -> int:
    """Where the article begins: at its title, else behind the last line of the site."""
    if not _is_less(texts[:begin], site[:begin], texts[begin : end + 1]):
        return 0
    spoken = "\n".join(texts[begin : end + 1])[:8000].casefold()
    scores = {n: _as_title(texts, site, n, spoken, is_credit) for n in range(max(0, begin - _REACH), begin)}
    most = max(scores.values(), default=0.0)
    start = next((n for n, score in scores.items() if score and score >= 0.7 * most), -1)
    over = sum(site[: max(start, 0) or begin])
    if start < 0:
        start = max(n for n in range(begin) if site[n]) + 1 if over >= _PROOF else 0
    elif over < 2 and most < _STRONG:
        return 0
    # The longer line of the two may be the standfirst.
    while start and (_is_over(texts[start - 1], spoken) and not site[start - 1]):
        start -= 1
    # Between the site and a standfirst stands the title, whatever it says.
    if start > 1 and site[start - 2] and len(texts[start]) >= _STANDFIRST and _is_headline(texts[start - 1]):
        start -= 1
    while start and is_credit(texts[start - 1]):
        start -= 1
    return start


def _is_headline(text: str) -> bool:
    longer = len(text) >= _LABEL if _UNSPACED.search(text) else len(text.split()) >= _LABEL // 2
    return longer and len(text) <= _LONGEST and not _STOPS.search(text) and not _BREADCRUMB.search(text)


def _is_over(text: str, spoken: str) -> bool:
    """Whether a line right over another that may be the title is one as well."""
    said = _terms(text)
    known = sum(term in spoken for term in said)
    return _is_headline(text) and text.count(",") < 2 and known >= 2 and known * 2 >= len(said)


def _as_title(
    texts: list[str], site: list[bool], n: int, spoken: str, is_credit: Callable[[str], bool]
) -> float:
    """What speaks for a line as the title: the text says its words, and who wrote it, or when, stands below."""
    text = texts[n]
    if site[n] or not text or len(text) > _LONGEST or is_credit(text) or _WHEN.search(text):
        return 0.0
    if _STOPS.search(text) and not _INITIALS.search(text):
        return 0.0
    below = [is_credit(line) or bool(len(line) < 140 and _WHEN.search(line)) for line in texts[n + 1 : n + 4]]
    credited = 2.5 if any(below[:1]) else 1.5 if any(below) else 0.0
    fewest = (5, 2) if credited else (8, 3)
    if (len(text) < fewest[0]) if _UNSPACED.search(text) else (len(text.split()) < fewest[1]):
        return 0.0
    said = _terms(text)
    known = sum(term in spoken for term in said)
    share = known / len(said) if said else 0.0
    return share * min(known, 5) + credited if share >= 0.4 or credited else 0.0


def _terms(text: str) -> list[str]:
    """The words of a line that may stand in its text as well: longer ones, or each two signs side by side."""
    folded = text.casefold()
    pairs = [
        folded[n : n + 2]
        for n in range(len(folded) - 1)
        if _UNSPACED.match(folded[n]) and _UNSPACED.match(folded[n + 1])
    ]
    return [
        *dict.fromkeys(pairs),
        *dict.fromkeys(word[:7] for word in _WORD.findall(_UNSPACED.sub(" ", folded))),
    ]


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
