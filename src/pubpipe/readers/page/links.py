"""What a link of a page says of its target -> the address that leads there from outside the page."""

from __future__ import annotations

import re
from collections.abc import Container
from urllib.parse import urljoin

# An address that joining leaves as it is, which costs more than all else that is done about a link.
_WHOLE = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[!-\"$-:<-\>@-~]*)?(?:\?[!-\"$-~]+)?(?:#[!-~]+)?")
_NOWHERE = re.compile(r"(?i)javascript:|data:|about:")
_OUTSIDE = re.compile(r"(?i)(https?://|mailto:|tel:)\S")


def target(href: str, base: str, places: Container[str]) -> str:
    """Return the absolute address of a link, or the one of ``places`` in the page; empty where it leads nowhere."""
    address = "".join(href.split())
    if address in places:
        return address
    if not address or address.startswith("#") or _NOWHERE.match(address):
        return ""
    if _WHOLE.fullmatch(address):
        return address
    try:
        whole = urljoin(base, address)
    except ValueError:
        return ""
    return whole if _OUTSIDE.match(whole) else ""
