"""Bare addresses in the words -> links."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.printer import printable
from pubpipe.normalize.tokens import words
from pubpipe.sources.address import clean
from pubpipe.sources.lines import STOP

_ADDRESS = re.compile(f"https?://[^{STOP}]+")


def autolinks(galley: Galley) -> Galley:
    """Make every bare ``http`` and ``https`` address a link, so that no edition leaves one dead."""
    pieces = tuple(replace(p, block=doc.map_inlines(_as_printed(p.block), _linked)) for p in galley.pieces)
    return replace(galley, pieces=pieces)


def _as_printed(block: doc.Block) -> doc.Block:
    # Emphasis that is not printed must not part an address that the next reader would find.
    return printable(block) if "://" in doc.words_of(block) else block


def _linked(nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
    result: list[doc.Inline] = []
    for node in nodes:
        if isinstance(node, doc.Emphasis | doc.Strong):
            result.append(replace(node, children=_linked(node.children)))
        elif isinstance(node, doc.Text):
            result.extend(_split(node.text))
        else:
            result.append(node)
    return tuple(result)


def _split(text: str) -> list[doc.Inline]:
    parts: list[doc.Inline] = []
    at = 0
    for match in _ADDRESS.finditer(text):
        address = text[match.start() : match.start() + len(clean(match[0]))]
        if len(address) < len("http://x.y") or "." not in address or _glued(text, match.start()):
            continue
        if match.start() > at:
            parts.append(doc.Text(text[at : match.start()]))
        parts.append(doc.Link((doc.Text(address),), address))
        at = match.start() + len(address)
    if at < len(text) or not parts:
        parts.append(doc.Text(text[at:]))
    return parts


def _glued(text: str, at: int) -> bool:
    """Whether what stands before makes one word with what begins there: no link could part the two."""
    before = text[max(0, at - 1) : at]
    return bool(words(before)) and len(words(f"{before}h")) == 1
