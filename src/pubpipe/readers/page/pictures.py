"""The pictures of a page -> those that lie beside it or in it as assets; nothing is fetched."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes, urljoin

from pubpipe.model import Asset, Finding, Place
from pubpipe.readers import Received
from pubpipe.readers.pictures import identify, load_one

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-hi-res-src")


@dataclass(slots=True)
class Album:
    """Collects the pictures of one page; ``base`` makes addresses absolute."""

    received: Received
    base: str
    assets: dict[str, Asset] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def address(self, image: HtmlElement) -> str:
        """Return the address under which the article names a picture, empty for spacers and trackers."""
        if any(
            (image.get(side) or "").strip().rstrip("px") in ("0", "1", "2") for side in ("width", "height")
        ):
            return ""
        source = _source(image)
        if source.startswith("data:"):
            return self._inside(source)
        if not source:
            return ""
        if re.match(r"(?i)(https?:)?//", source):
            return self._remote(source)
        asset = load_one(source, self.received)
        if isinstance(asset, Asset):
            self.assets[source] = asset
            return source
        if self.base:
            return self._remote(source)
        self.missing[source] = asset
        return source

    def findings(self, shown: set[str]) -> tuple[Finding, ...]:
        """Return what is to be said about the pictures that the article shows and pubpipe does not have."""
        absent = {source: why for source, why in self.missing.items() if source in shown}
        if not absent:
            return ()
        first, why = next(iter(absent.items()))
        count = "1 picture is" if len(absent) == 1 else f"{len(absent)} pictures are"
        message = f"{count} not beside the page: {first}: {why}"
        hint = "Save the page with its pictures (in a browser: Save as, complete page)."
        return (Finding("warning", "read-picture-missing", message, hint, Place(self.received.name)),)

    def _remote(self, source: str) -> str:
        try:
            whole = urljoin(self.base, source)
        except ValueError:
            return ""
        if not re.match(r"(?i)https?://[^\s<>]+$", whole):
            return ""
        self.missing[whole] = "not on this machine, and pubpipe fetches nothing"
        return whole

    def _inside(self, source: str) -> str:
        head, _, data = source.partition(",")
        try:
            content = base64.b64decode(unquote(data)) if head.endswith(";base64") else unquote_to_bytes(data)
        except (binascii.Error, ValueError):
            return ""
        name = f"in-page-{hashlib.sha256(content).hexdigest()[:8]}"
        asset = identify(name, content)
        # A handful of bytes is the placeholder of a picture that a script was to load.
        if not isinstance(asset, Asset) or len(content) < 200:
            return ""
        self.assets[name] = asset
        return name


def _source(image: HtmlElement) -> str:
    source = (image.get("src") or "").strip()
    for name in _LAZY:
        lazy = (image.get(name) or "").strip()
        if lazy and (
            not source or source.startswith("data:") or "placeholder" in source or "blank" in source
        ):
            return lazy
    if not source:
        source = (image.get("srcset") or image.get("data-srcset") or "").strip().split(" ")[0].rstrip(",")
    return source
