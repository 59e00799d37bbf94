"""The words beside an address -> authors, title, container and dates; what is none of these is left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pubpipe.model import Name
from pubpipe.sources.dates import Found, dates
from pubpipe.sources.people import names

_EDGES = " \t\n-–—:：|(<[,;、，。>])/"
_OPEN, _CLOSE = '“«„「『"‹', '”»“」』"›'
_QUOTED = re.compile(
    rf"(?P<by>[^{_OPEN}]{{0,200}}?)\s*[{_OPEN}](?P<title>[^{_OPEN}{_CLOSE}]{{2,300}})[{_CLOSE}]"
)
_APA = re.compile(
    r"(?P<by>[^()\d]{2,300}?)\s*\((?P<when>(?:1[6-9]|20)\d\d[a-z]?(?:,[^()]{1,30})?|n\.\s?d\.)\)\.?\s+"
    r"(?P<rest>\S.*)",
    re.S,
)
_WHEN = re.compile(r"\s*\(([^()]{4,30})\)[.,]?$")
_ACCESSED = re.compile(
    r"(?:(?:last )?(?:accessed|retrieved|viewed|visited)(?: on)?|abgerufen(?: am)?|(?:letzter )?zugriff(?: am)?"
    r"|aufgerufen(?: am)?|consultée? le|consultado(?: el| em| a)?|acessado em|acesso em|consultato il"
    r"|geraadpleegd(?: op)?|hämtad(?: den)?|dostęp|cit\.|дата обращения|閲覧日|访问日期|获取日期)\s{0,3}[:：]?\s{0,3}$",
    re.I,
)
_ACCESSED_AFTER = re.compile(r"\s*(?:閲覧|访问|查阅|に閲覧|에 접속|,? from\b)", re.I)
_INTRODUCTION = re.compile(
    r"(?:retrieved from|available (?:at|from|online at|online)|accessed (?:at|from)|url|link|online unter|online"
    r"|verfügbar unter|abrufbar unter|disponible (?:en|sur|à)|disponível em|disponibile su|dostupné z"
    r"|\[(?:en ligne|en línea|em linha|online)\],?"
    r"|beschikbaar via|tillgänglig på|dostępne (?:na|w)|режим доступа)\s{0,3}[:：]?[\s<(]{0,4}$",
    re.I,
)
# ``Family, Given. Title. Place: Publisher, year.``
_BOOK = re.compile(r"[^\W\d_][\w'’-]*, [^\W\d_][\w'’.-]*(?:,? \S+){0,8}?\. \S")
_WORK = re.compile(
    r"(?P<by>[^\W\d_][\w'’-]*, (?:[^\W\d_]\.(?:[ -][^\W\d_]\.){0,3}|[^.,]{2,40}(?: [^\W\d_]\.)?)"
    r"(?:,? (?:and|&|und|et|y|e) [^.]{3,60})?)\.? (?P<title>[^.]{3,200})\. "
    r"(?:(?P<place>[^.:,\d]{2,40}): )?(?P<publisher>[^.,:\d]{2,80}), (?P<year>1[5-9]\d\d|20\d\d)\.?"
)
# ``GARNIER Odile, Cent ans de cinéma, Le Mans, Éditions du Val, 2023, 144 p.`` (French and Italian usage)
_COMMAED = re.compile(
    r"[^\W\d_][\w'’-]+[, ][^,.]{0,40}, (?:[^,]{2,120}, ){2,5}(?:1[5-9]|20)\d\d"
    r"(?:, (?:pp?\. ?)?\d{1,4}(?:[-–]\d{1,4})?(?: ?(?:pp?|pages|pagg?)\b\.?)?)?\.?"
)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Words of a line that stand in a record in another form; with an empty ``after`` they fall away."""

    before: str
    after: str
    reason: str
    of_address: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """What the words beside an address say; ``left`` is what they say besides."""

    authors: tuple[Name, ...] = ()
    title: str = ""
    container: str = ""
    publisher: str = ""
    issued: str = ""
    accessed: str = ""
    left: tuple[str, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()


def read_citation(text: str, known: frozenset[str] = frozenset(), *, cut: bool = True) -> Citation:
    """Read APA, MLA and Chicago, else a title, its container and date (NORMALIZER 1.6 `source_line`).

    Without ``cut`` no word falls away. ``known`` are the folded names that the address has for its container:
    a last part that is one of them is no part of the title.
    """
    accessed, text = _accessed(text)
    introduction = _INTRODUCTION.search(text)
    if cut and introduction and (introduction.start() == 0 or not text[introduction.start() - 1].isalnum()):
        reason = "words that only introduce the address"
        falls = Rewrite(introduction[0].strip(_EDGES), "", reason)
        accessed = replace(accessed, rewrites=(*accessed.rewrites, falls))
        text = text[: introduction.start()]
    text = text.strip(_EDGES) if re.search(r"\w", text) else ""
    found = _apa(text) or _quoted(text) or _work(text) or _commaed(text) or _plain(text, known)
    return replace(
        found,
        accessed=accessed.accessed,
        rewrites=(*found.rewrites, *accessed.rewrites),
    )


def introduces(text: str) -> bool:
    """Tell whether words before an address only introduce it (``Retrieved from``)."""
    return bool(
        _INTRODUCTION.search(text) or re.search(r"(?:retrieved|accessed)[^.]{3,40} from\s*$", text, re.I)
    )


def is_citation(line: str) -> bool:
    """Tell whether a line without an address has the shape of a bibliography's entry: a work and its year."""
    if not 4 <= len(line.split()) <= 60 or not dates(line):
        return False
    if _APA.match(line) or _quoted(line) or _COMMAED.fullmatch(line):
        return True
    return bool(_BOOK.match(line)) and bool(re.search(r"\d{4}\)?[.,]?(?: \S+){0,4}$", line))


def folded(name: str) -> str:
    """Return a name by its letters and digits alone, for comparison."""
    return "".join(char for char in name.casefold() if char.isalnum())


def _accessed(text: str) -> tuple[Citation, str]:
    """The day on which a page was read, and the text without the words that say so."""
    for day in dates(text):
        before = _ACCESSED.search(text[: day.start])
        after = _ACCESSED_AFTER.match(text, day.end)
        if not before and not (after and not after[0].endswith("from")):
            continue
        start = before.start() if before else day.start
        end = after.end() if after else day.end
        rewrite = Rewrite(text[start:end], day.iso, "the day of reading")
        return Citation(accessed=day.iso, rewrites=(rewrite,)), f"{text[:start]} {text[end:]}"
    return Citation(), text


def _apa(text: str) -> Citation | None:
    match = _APA.match(text)
    if not match:
        return None
    segments = re.split(r"(?<=[.?!])\s+", match["rest"].strip())
    container = segments[-1].strip(_EDGES + ".") if len(segments) > 1 else ""
    title = _bare(" ".join(segments[:-1] if container else segments))
    name, digits, rest = re.fullmatch(r"([^,]*)(,(?=[^,]*\d))?(.*)", container, re.S).groups()  # type: ignore[union-attr]
    when = dates(match["when"])
    beside = match["when"][: when[0].start] + match["when"][when[0].end :] if when else match["when"]
    left = tuple(p for p in ((rest if digits else ""), beside.strip(_EDGES)) if p)
    by = match["by"].rstrip()
    found = Citation(title=title, container=name if digits else container, left=left)
    return _with_day(_with_authors(found, by), when[0] if when else None, match["when"])


def _quoted(text: str) -> Citation | None:
    """MLA and Chicago: names that end in a stop or a comma, a title in quotation marks, its container, a date."""
    match = _QUOTED.match(text)
    if not match:
        return None
    by, title, rest = match["by"].strip(), match["title"].strip(), text[match.end() :]
    closed = title[-1] in ".,?!。？！"
    parted = not rest or rest.lstrip()[:1] in (*",.(;:–—-|", "")
    corner = text[match.start("title") - 1] in "「『"
    if (by and not corner and by[-1] not in ".,:") or len(by.split()) > 12:
        return None
    if not (closed or parted or corner):
        return None
    found = Citation(title=title.rstrip(".,"))
    days = dates(rest)
    day = days[-1] if days else None
    when = _WHEN.search(by)
    if when and not day and (told := dates(when[1])):
        # ``Finch, Orla (2 May 2016). "The horn".`` is how an encyclopaedia says when.
        by = by[: when.start()]
        found = _with_day(found, told[0], when[1])
    if by:
        found = _with_authors(found, by)
    parts = [
        p.strip(_EDGES + ".")
        for p in (f"{rest[: day.start]},{rest[day.end :]}" if day else rest).replace("、", ",").split(",")
    ]
    named = [p for p in parts if p]
    if named and not any(char.isdigit() for char in named[0]):
        found = replace(found, container=named.pop(0))
    if named and day and not any(char.isdigit() for char in named[0]) and len(named[0].split()) <= 6:
        found = replace(found, publisher=named.pop(0))
    found = replace(found, left=tuple(named))
    return _with_day(found, day, rest) if day else found


def _work(text: str) -> Citation | None:
    """A book as MLA and Chicago print it: ``Marsh, Edwin. Bells. Norwich: Jarrold, 1902.``"""
    match = _WORK.fullmatch(text)
    if not match:
        return None
    left = (match["place"],) if match["place"] else ()
    found = Citation(title=match["title"], publisher=match["publisher"], issued=match["year"], left=left)
    return _with_authors(found, match["by"])


def _commaed(text: str) -> Citation | None:
    """A book with commas alone between its parts: who, title, place, publisher, year, pages."""
    if not _COMMAED.fullmatch(text):
        return None
    parts = text.rstrip(".").split(", ")
    at = next(n for n, part in enumerate(parts) if re.fullmatch(r"(?:1[5-9]|20)\d\d", part))
    named = 1 if " " in parts[0] else 2
    if at <= named:
        return None
    publisher = parts[at - 1] if at - 1 > named else ""
    left = (*parts[named + 1 : at - 1], *parts[at + 1 :])
    found = Citation(title=parts[named], publisher=publisher, issued=parts[at], left=left)
    return _with_authors(found, ", ".join(parts[:named]))


def _plain(text: str, known: frozenset[str]) -> Citation:
    days = dates(text)
    day = days[-1] if days else None
    if day and (text[day.end :].strip(_EDGES + ".") or not _parted(text[: day.start])):
        day = None
    title = text[: day.start].rstrip(_EDGES) if day else text
    container = ""
    cut = max((title.rfind(sign) for sign in (", ", " - ", " | ", " – ", " — ", ". ", " (")), default=-1)
    last = title[cut:].strip(_EDGES + ".") if cut > 0 else ""
    if last and folded(last) in known:
        container, title = last, title[:cut]
    return _with_day(Citation(title=_bare(title), container=container), day, text)


def _bare(title: str) -> str:
    """A title without a full stop or the quotation marks around it."""
    title = title.strip(_EDGES)
    if title.endswith(".") and not title.endswith("..") and not re.search(r"\b\w\.$", title):
        title = title[:-1]
    if len(title) > 2 and title[0] in _OPEN + "'‘" and title[-1] in _CLOSE + "'’":
        title = title[1:-1]
    return title.strip()


def _parted(before: str) -> bool:
    return bool(re.search(r"(?:[,.(|–—]|[^\w]-)\s*$", before))


def _with_authors(found: Citation, by: str) -> Citation:
    authors = names(by)
    said = " ".join(name.text for name in authors)
    rewrites = found.rewrites
    if len(re.findall(r"\w+", said)) != len(re.findall(r"\w+", by)):
        rewrites = (*rewrites, Rewrite(by, ", ".join(name.text for name in authors), "names parted"))
    return replace(found, authors=authors, rewrites=rewrites)


def _with_day(found: Citation, day: Found | None, text: str) -> Citation:
    if day is None:
        return found
    literal = text[day.start : day.end]
    changed = set(_numbers(literal)) - set(day.iso.split("-"))
    more = (Rewrite(literal, day.iso, "date in ISO 8601"),) if changed else ()
    return replace(found, issued=day.iso, rewrites=(*found.rewrites, *more))


def _numbers(text: str) -> Iterator[str]:
    yield from re.findall(r"\d+|[^\W\d_]+", text)
