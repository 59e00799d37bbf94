"""An address -> what it tells offline about its source: publisher, date, a hint of the title."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from dataclasses import replace
from importlib.resources import files
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from pubpipe import compiled
from pubpipe.model import Source

_DOI = re.compile(r"(?:^|//(?:dx\.)?doi\.org/|doi:\s*)(10\.\d{4,9}/[^\s\"<>]+)", re.I)
_DATES = (
    re.compile(
        r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>0?[1-9]|1[0-2])(?:[/-](?P<d>0?[1-9]|[12]\d|3[01]))?(?=[/_-]|\.[a-z]|$)"
    ),
    re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<w>[a-z]{3})(?:/(?P<d>0?[1-9]|[12]\d|3[01]))?(?=/)"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=[/_-]|\.[a-z]|$)"),
    re.compile(r"[_-](?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ARCHIVE = re.compile(r"https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/(?=https?://)")
_EXTENSION = re.compile(
    r"\.(?:[xs]?html?|php\d?|aspx?|jspx?|cms|story|ece|stm|amp|print|article|artc|do|pdf)$", re.I
)
# What systems put into a slug for themselves: numbers of articles, digests.
_MACHINE = re.compile(r"\d{5,}|(?=[a-z]*\d)[0-9a-f]{8,}|(?:id|idus)[A-Z0-9]{8,}|[a-z]{0,2}\d{5,}")
_TRAILING = ".,;:!?’”»…\"'>*"
ADDRESS = "An article's own address is a whole one: https://example.org/letters/a.html, for example."
_OF_THE_WEB = re.compile(r"https?://[^\s/?#\"<>]+([/?#][^\s\"<>]*)?", re.I)
_BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"))
_MARKER = re.compile(r"\[\d{1,3}\]\Z")


def clean(address: str) -> str:
    """Return an address without the punctuation of the sentence around it, scheme and host in lower case.

    A closing bracket is only taken off when it has no opening one (``Foo_(bar)`` stays), and so is a marker
    of a source (``[1]``); nothing else changes.
    """
    address = address.strip().lstrip("<")
    open_brackets = {close: address.count(open_) - address.count(close) for open_, close in _BRACKETS}
    end = len(address)
    while end:
        last = address[end - 1]
        if open_brackets.get(last, -1) < 0 and (last in _TRAILING or last in open_brackets):
            open_brackets[last] = open_brackets.get(last, -1) + 1
            end -= 1
        elif last == "]" and (marker := _MARKER.search(address, max(0, end - 5), end)):
            end = marker.start()
        else:
            break
    address = address[:end]
    match = re.match(r"([A-Za-z][\w+.-]*://[^/?#]*)(.*)", address, re.S)
    return match[1].lower() + match[2] if match else address


def is_of_the_web(address: str) -> bool:
    """Whether an address is a whole one that a browser can open: http or https, a host, no blank (RFC 3986)."""
    if not _OF_THE_WEB.fullmatch(address):
        return False
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def ascii_address(address: str) -> str:
    """Return an address in ASCII that leads to the same place: host by IDNA, the rest percent-encoded."""
    if address.isascii():
        return address
    try:
        parts = urlsplit(address)
        host = parts.netloc.encode("idna").decode("ascii")
    except ValueError:
        return quote(address, safe="%/:=&?~#+!$,;'@()*[]")
    rest = (quote(part, safe="%/:=&?~+!$,;'@()*[]") for part in parts[2:])
    return urlunsplit((parts.scheme, host, *rest))


def comparable(address: str) -> str:
    """Return an address without what makes no difference to where it leads: scheme, ``www.``, last slash."""
    return re.sub(r"^[a-z]+://(www\.)?", "", clean(address)).rstrip("/")


def identifier(text: str) -> str:
    """Return a source's id, ``src-`` and eight hexadecimal digits, from its address, DOI or line."""
    return f"src-{hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:8]}"


# Broadcasters, agencies and sites of news that print no paper: APA (7th ed., 10.16) sets their articles as web pages.
_WITHOUT_A_PAPER = frozenset(
    (
        "ABC News", "ABC News (Australia)", "Agence France-Presse", "Al Jazeera", "Anadolu Agency", "ANSA", "ARD",
        "Ars Technica", "Axios", "BBC", "Bloomberg", "BuzzFeed News", "CBC News", "CBS News", "CNBC", "CNN", "CTV News",
        "Deutsche Welle", "DR", "Euronews", "Fox News", "France 24", "Global News", "HuffPost", "Interfax", "ITV",
        "Kyodo News", "MSNBC", "NBC News", "NDTV", "NHK", "NPR", "NRK", "ORF", "PBS", "ProPublica",
        "Radio Free Europe/Radio Liberty", "Reuters", "RFI", "RTÉ", "Salon", "Sky News", "Slate", "SRF", "SVT",
        "tagesschau", "TASS", "TechCrunch", "The Associated Press", "The Conversation", "The Daily Beast", "The Verge",
        "The Wire", "Vice", "Voice of America", "Vox", "Xinhua", "Yle", "Yonhap News Agency", "ZDF",
    )
)  # fmt: skip


def from_address(address: str) -> Source:
    """Return the record of a bare address; ``derived`` names every field that was read off it.

    The publisher comes from the shipped table, else it is the host; the date from the path; the title from
    the path's last words, as they stand there. Measured on 726 addresses with known titles (NORMALIZER 1.6):
    a full date is right in 93 %, the words of a title in 72 %, so both are hints, marked as derived.
    """
    url = clean(address)
    if not re.match(r"[a-z][\w+.-]*:", url):
        url = f"https://{url}"
    doi = _DOI.search(url)
    record = Source(id=identifier(url), url=url, doi=doi[1] if doi else "")
    try:
        parts = urlsplit(_ARCHIVE.sub("", url))
        host = re.sub(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)", "", parts.hostname or "")
    except ValueError:
        return record
    issued = _issued(parts.path)
    title = _title(parts.path)
    publisher = _publisher(host)
    fields = {"title": title, "issued": issued, "container-title": publisher}
    printed = publisher != host and publisher not in _WITHOUT_A_PAPER
    kind = "article-newspaper" if printed and issued else "webpage"
    return replace(
        record,
        type=kind,
        title=title,
        issued=issued,
        container_title=publisher,
        derived=tuple(name for name, value in fields.items() if value),
    )


def _issued(path: str) -> str:
    for form in _DATES:
        match = form.search(path)
        if not match:
            continue
        parts = match.groupdict()
        word = parts.get("w")
        if word and word not in _MONTHS:
            continue
        month = _MONTHS.index(word) + 1 if word else int(parts["m"])
        day = int(parts["d"] or 0)
        if day and not _exists(int(parts["y"]), month, day):
            continue
        return f"{parts['y']}-{month:02}" + (f"-{day:02}" if day else "")
    return ""


def _exists(year: int, month: int, day: int) -> bool:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return day <= (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _title(path: str) -> str:
    """The longest hyphenated part of a path as words, when it has three words and more.

    Numbers stay inside (``euro 2024 final``) and at the end where they are years; elsewhere they are the
    system's own.
    """
    best = ""
    for part in path.split("/"):
        slug = _EXTENSION.sub("", unquote(part)).rpartition(",")[2]
        raw = [w for w in re.split(r"[-_+ ]+", slug) if w]
        words = [w for w in raw if not _MACHINE.fullmatch(w)]
        if words and words[-1] == raw[-1] and re.fullmatch(r"\d{1,3}", raw[-1]):
            words.pop()
        while words and (words[0].isdigit() or re.fullmatch(r"(?:\d+\.)+\d+", words[0])):
            words.pop(0)
        said = " ".join(words)
        if len(words) >= 3 and len(said) > len(best) and all(map(_is_word, words)):
            best = said
    return best


def _is_word(word: str) -> bool:
    """Whether a word is of letters, figures and the marks that some scripts write with them."""
    return all(unicodedata.category(char)[0] in "LNM" or char in "'’·" for char in word)


def _publisher(host: str) -> str:
    labels = host.split(".")
    for n in range(len(labels) - 1):
        name = _table().get(".".join(labels[n:]))
        if name:
            return name
    return host


@functools.cache
def _table() -> dict[str, str]:
    data = files("pubpipe.sources").joinpath("publishers.toml").read_text("utf-8")
    return {host: name for host, name in compiled.toml(data).items() if isinstance(name, str)}
