"""An address -> what it tells offline about its source: publisher, date, a hint of the title."""

from __future__ import annotations

import functools
import hashlib
import re
import tomllib
from dataclasses import replace
from importlib.resources import files
from urllib.parse import unquote, urlsplit

from pubpipe.model import Source

_DOI = re.compile(r"(?:^|//(?:dx\.)?doi\.org/|doi:\s*)(10\.\d{4,9}/[^\s\"<>]+)", re.I)
_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?(?=[/-]|$)")
_TRAILING = ".,;:!?’”»\"'>]}"


def clean(address: str) -> str:
    """Return an address without the punctuation of the sentence around it, scheme and host in lower case.

    A closing bracket is only taken off when it has no opening one (``Foo_(bar)`` stays); nothing else changes.
    """
    address = address.strip().lstrip("<")
    while address and (
        address[-1] in _TRAILING or (address[-1] == ")" and address.count("(") < address.count(")"))
    ):
        address = address[:-1]
    match = re.match(r"([A-Za-z][\w+.-]*://[^/?#]*)(.*)", address, re.S)
    return match[1].lower() + match[2] if match else address


def comparable(address: str) -> str:
    """Return an address without what makes no difference to where it leads: scheme, ``www.``, last slash."""
    return re.sub(r"^[a-z]+://(www\.)?", "", clean(address)).rstrip("/")


def identifier(text: str) -> str:
    """Return a source's id, ``src-`` and eight hexadecimal digits, from its address, DOI or line."""
    return f"src-{hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:8]}"


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
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return record
    issued = _issued(parts.path)
    title = _title(parts.path)
    publisher = _publisher(host)
    fields = {"title": title, "issued": issued, "container-title": publisher}
    kind = "article-newspaper" if host in _table() and issued else "webpage"
    return replace(
        record,
        type=kind,
        title=title,
        issued=issued,
        container_title=publisher,
        derived=tuple(name for name, value in fields.items() if value),
    )


def _issued(path: str) -> str:
    match = _DATE.search(path)
    if not match:
        return ""
    return "-".join([match[1], *(part.zfill(2) for part in match.groups()[1:] if part)])


def _title(path: str) -> str:
    """The longest hyphenated part of a path as words, when it has three words and more."""
    best = ""
    for part in path.split("/"):
        slug = re.sub(r"\.(html?|php|aspx?|cms|shtml|story|ece)$", "", unquote(part))
        words = [w for w in re.split(r"[-_+]+", slug) if w and not re.fullmatch(r"[\d.]+|[0-9a-f]{8,}", w)]
        if len(words) >= 3 and len(" ".join(words)) > len(best) and all(w.isalnum() for w in words):
            best = " ".join(words)
    return best


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
    return {host: name for host, name in tomllib.loads(data).items() if isinstance(name, str)}
