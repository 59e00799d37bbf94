"""The lines over the text of a page copied whole -> at which of them the article begins: its title (NORMALIZER 1.3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pubpipe.normalize.passes._echoes import echo, spoken_by
from pubpipe.normalize.passes._site import counts

IsCredit = Callable[[str], bool]

# A page has no fewer lines of the site than this around its article.
PROOF = 4
# What speaks for a title where next to nothing of the site stands over it.
_STRONG = 2.5
# The title stands at most so many lines over the first paragraph.
_REACH = 30
_LONGEST = 190
# A headline has more letters than this without spaces between words, or half as many words.
_LABEL = 8
_STANDFIRST = 60
# What the site says over a title is no more than this part of the text.
_LITTLE = 5
# A standfirst stands no more lines under its title.
_NEAR = 8
# A line is as good as the best where it has so much of what speaks for that, and of its words in the text.
_NEARLY = 0.7
_WORDS = 0.5
# So much of a title's words its text says as well.
_SHARE = 0.4
_HALF = 0.5
# A page that says a line twice, in its path or over its comments too, says its title.
_TWICE = 1.0
# A line of fewer words may be a label.
_FEW = 3
_UNSPACED = re.compile("[\u3041-\u30fa\u4e00-\u9fff\u0e01-\u0e3a]")
_STOPS = re.compile(r"(?<!\.\.)[.。;；:：,，、।۔][\"”’»」』)]*$")
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
# The way to a page (``News > Asia``), and what stands in brackets under a picture.
_BREADCRUMB = re.compile(r"[|>»›]")
_PATH = re.compile(r"\S\s+[>»›→]\s+\S|^[>»›→]|[>»›→]$")
_BRACKETED = re.compile(r"[(\[（【][^()\[\]（）【】]*[)\]）】]")
# ``August 2012`` heads a list of what was written then.
_MONTH = re.compile(r"[^\W\d_]{3,12}\.? (?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Claim:
    """What speaks for a line as the title: how much of it the text says too, and who wrote it or when below it."""

    said: float = 0.0
    credited: float = 0.0
    again: float = 0.0

    @property
    def all(self) -> float:
        """The sum."""
        return self.said + self.credited + self.again


def beginning(texts: list[str], site: list[bool], core: tuple[int, int], is_credit: IsCredit) -> int:
    """Return the line at which the article begins whose text is the lines ``core``: at its title where one is found.

    Else it begins behind the last line of the site, where several stand over it, or with the first line.
    """
    begin, end = core
    spoken = spoken_by(texts[begin : end + 1])

    def claims_of(lines: range) -> dict[int, _Claim]:
        return {n: _claim(texts, site, n, spoken, is_credit) for n in lines}

    start, most = _first_best(claims_of(range(max(0, begin - _REACH), begin)))
    below = _below(texts, site, core, claims_of(range(begin + 1, min(begin + _REACH, end))))
    if below and most < _STRONG:
        return below
    over = sum(site[: max(start, 0) or begin])
    if start < 0:
        start = max(n for n in range(begin) if site[n]) + 1 if over >= PROOF else 0
        start += next((k for k, text in enumerate(texts[start:begin]) if not counts(text)), 0) if start else 0
    elif over < 2 and most < _STRONG:
        return 0
    # The longer line of the two may be the standfirst.
    while start and _is_over(texts[start - 1], spoken) and not site[start - 1]:
        start -= 1
    # Between the site and a standfirst stands the title, whatever it says.
    if start > 1 and site[start - 2] and len(texts[start]) >= _STANDFIRST and _is_headline(texts[start - 1]):
        start -= 1
    while start and is_credit(texts[start - 1]):
        start -= 1
    return start


def _below(texts: list[str], site: list[bool], core: tuple[int, int], claims: dict[int, _Claim]) -> int:
    """The title under a paragraph that the site sets over its pages (what it is about, what it asks), 0 for none.

    Who wrote it, or when, stands below, the text says its words, lines of the site stand over it, and little else.
    """
    begin, end = core

    def holds(n: int) -> bool:
        over, under = (sum(map(len, part)) for part in (texts[begin:n], texts[n : end + 1]))
        return any(site[begin:n]) and over * _LITTLE <= under

    found = [n for n, c in claims.items() if c.said >= _STRONG and c.credited and holds(n)]
    return max(found, key=lambda n: claims[n].all, default=0)


def _first_best(claims: dict[int, _Claim]) -> tuple[int, float]:
    """The first line for which nearly as much speaks as for the best, -1 where there is none, and how much that is.

    A standfirst says more than the title over it; what stands over that and says hardly a word of the text is
    the name of a section.
    """
    last = max(claims, key=lambda n: (claims[n].all, n), default=-1)
    if last < 0 or not claims[last].all:
        return -1, 0.0
    best = claims[last]
    near = (n for n in range(max(min(claims), last - _NEAR), last + 1))
    nearly = (n for n in near if claims[n].all >= _NEARLY * best.all and claims[n].said >= _WORDS * best.said)
    return next(nearly), best.all


def _is_headline(text: str) -> bool:
    longer = len(text) >= _LABEL if _UNSPACED.search(text) else len(text.split()) >= _LABEL // 2
    return longer and len(text) <= _LONGEST and not _STOPS.search(text) and not _BREADCRUMB.search(text)


def _is_over(text: str, spoken: str) -> bool:
    """Whether a line right over another that may be the title is one as well."""
    said = echo(text, spoken)
    return _is_headline(text) and text.count(",") < 2 and said.known >= 2 and said.share >= _HALF


def _claim(texts: list[str], site: list[bool], n: int, spoken: str, is_credit: IsCredit) -> _Claim:
    """What speaks for a line as the title: the text says its words, and who wrote it, or when, stands below."""
    text = texts[n]
    if site[n] or is_credit(text) or not _can_be_title(text):
        return _Claim()
    below = [is_credit(line) or bool(len(line) < 140 and _WHEN.search(line)) for line in texts[n + 1 : n + 4]]
    credited = 2.5 if any(below[:1]) else 1.5 if any(below) else 0.0
    size = len(text) // 2 if _UNSPACED.search(text) else len(text.split())
    if size < 2 or (size < _FEW and not credited):
        return _Claim()
    said = echo(text, spoken)
    if size < _FEW:
        # So short a line over a day may be the name of a section as well.
        return _Claim(said.weight, credited / 2)
    if said.share < _SHARE and not credited:
        return _Claim()
    again = _TWICE if said.share >= _SHARE and texts.count(text) > 1 else 0.0
    return _Claim(said.weight, credited, again)


def _can_be_title(text: str) -> bool:
    """Whether a line has the shape of a title: no sentence, no day, no way to a page."""
    if not text or len(text) > _LONGEST or _WHEN.search(text) or _PATH.search(text):
        return False
    if _BRACKETED.fullmatch(text) or _MONTH.fullmatch(text):
        return False
    return not _STOPS.search(text) or _INITIALS.search(text) is not None
