"""A title and the article's own address -> the title without the name of its site (NORMALIZER 1.3 `title`)."""

from __future__ import annotations

import re

from pubpipe.sources.address import from_address

_SEAM = re.compile(r"\s+[|–—·•»«:/-]\s+|\s*[|｜]\s*|_+(?=[^_\s]+$)")
_SHORTEST = 3


def without_site(title: str, address: str) -> str:
    """Return a title without what stands behind its last seam, or before its first, and names the site.

    The site goes by the name of its publisher, by its host, and by the name under which it is registered.
    """
    seams = list(_SEAM.finditer(title)) if address else []
    if not seams:
        return title
    names = _names(address)
    before, after = title[: seams[0].start()].strip(), title[seams[-1].end() :].strip()
    if _compact(after) in names:
        return title[: seams[-1].start()].strip() or title
    return title[seams[0].end() :].strip() if _compact(before) in names and after else title


def _names(address: str) -> frozenset[str]:
    """What a site may be called, folded: ``The New York Times``, ``nytimes.com``, ``nytimes``."""
    host = (re.match(r"(?:[A-Za-z][\w+.-]*://)?(?:www\d?\.)?([^/?#:]+)", address) or [address, ""])[1].lower()
    labels = host.split(".")
    stems = {".".join(labels[:n]) for n in range(1, len(labels))} | set(labels[:-1])
    names = {from_address(address).container_title, host, ".".join(labels[-2:]), *stems}
    folded = {_compact(name) for name in names}
    return frozenset(name for name in folded if len(name) >= _SHORTEST)


def _compact(text: str) -> str:
    folded = re.sub(r"[\W_]+", "", text.casefold())
    return folded.removeprefix("the") if len(folded) > len("the") + _SHORTEST else folded
