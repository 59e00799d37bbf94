"""An address as an article has it -> the same as a book may hold it, or none."""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv6Address
from urllib.parse import SplitResult, urljoin, urlsplit

from pubpipe.editions.parts import is_link

_WEB = frozenset({"http", "https"})
# Registered (RFC 5724, RFC 5870), but EPUBCheck 5.3 knows neither (HTM-025), and libraries go by EPUBCheck.
_UNKNOWN = frozenset({"geo", "sms"})
_FORBIDDEN = re.compile(r"[\s<>\"{}|\\^`%]")  # code points of no host (URL standard §3.5)


def address(href: str, base: str = "") -> str | None:
    """Return an address that may stand in a book, made absolute and percent-encoded, or None.

    EPUB 3.3 §3.6 and §4.2 allow neither files outside the book by relative addresses nor ``file:`` and
    ``data:``; scripts are of no use to a reader. ``doi:`` is no registered scheme: it becomes its web address.
    """
    try:
        full = urljoin(base, href) if base else href
        if full[:4].lower() == "doi:":
            full = f"https://doi.org/{full[4:].lstrip('/')}"
        parts = urlsplit(full)
        if full.startswith("#") or not is_link(full) or parts.scheme in _UNKNOWN:
            return None
        if parts.scheme in _WEB and not _has_host(parts):
            return None
    except ValueError:
        return None
    # What the URL standard forbids is written in percents, and so are brackets but those of an IPv6 host.
    head, mark, fragment = full.partition("#")
    scheme, start, rest = head.partition("://") if parts.netloc else ("", "", head)
    host_part = parts.netloc if start else ""
    return scheme + start + host_part + _escaped(rest[len(host_part) :]) + mark + _escaped(fragment)


def _has_host(parts: SplitResult) -> bool:
    """Is there a host that a browser would ask for (URL standard §3.5)? Raises ValueError for some that are none."""
    host = parts.hostname or ""
    if parts.port == 0 or not host or _FORBIDDEN.search(host) or parts.netloc.count("@") > 1:
        return False
    if "[" in parts.netloc:
        return bool(IPv6Address(host))
    # One full stop may end the name of a host; every other stands between two labels.
    labels = re.split(r"[.\u3002]", unicodedata.normalize("NFKC", host).removesuffix("."))
    ascii_labels = list(map(_in_ascii, labels))
    punycode = [label[4:] for label in ascii_labels if label.startswith("xn--")]
    return all(labels) and all(map(_is_punycode, punycode)) and len(".".join(ascii_labels)) <= 253


def _in_ascii(label: str) -> str:
    """Write a label as RFC 3490 has it; its tables are read where a letter asks for them. Raises ValueError."""
    if not label.isascii():
        return label.encode("idna").decode()
    if len(label) > 63:
        raise ValueError(f"{label} is too long for a label")
    return label


def _is_punycode(label: str) -> bool:
    decoded = label.encode().decode("punycode")
    return not decoded.isascii() and not any(unicodedata.category(c).startswith("C") for c in decoded)


def _escaped(part: str) -> str:
    part = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", part)
    return re.sub(r"[\x00-\x20\x7f\"<>\\^`{|}\[\]#]", lambda m: f"%{ord(m[0]):02X}", part)
