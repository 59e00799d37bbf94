"""Links to the ids that headings have in braces -> links to the names that headings have by their words."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pubpipe.anchors import names, places, sought
from pubpipe.normalize.dialects import MARK
from pubpipe.normalize.hypertext.traces import Trace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.token import Token

_ID = re.compile(r"(?<![^\s{:])#([^\s}]+)")
_SHOWN = ("text", "text_special", "code_inline", "softbreak", MARK)
_REASON = "a heading's name by its words, in the place of the id that it had"


def lead(tokens: Sequence[Token], refused: frozenset[int]) -> None:
    """Let links lead to headings by their names; an id goes with the attributes that it stands in."""
    headings = [n for n, token in enumerate(tokens) if token.type == "heading_open"]
    ids = {one: n for n in reversed(headings) if (one := _id(tokens, n))}
    if not ids:
        return
    said = [_words(tokens[n + 1]) for n in headings]
    known = places(said)
    made = dict(zip(headings, names(said), strict=True))
    led = {one: made[n] for one, n in ids.items() if made[n] and sought(one) not in known}
    for token in tokens:
        if (
            token.type == "inline"
            and "](#" in token.content
            and refused.isdisjoint(range(*(token.map or (0, 0))))
        ):
            _lead(token, led)


def _lead(inline: Token, led: Mapping[str, str]) -> None:
    links = [child for child in inline.children or () if child.type == "link_open"]
    wanted = Counter(str(link.attrs.get("href", "")) for link in links)
    for link in links:
        target = str(link.attrs.get("href", ""))
        name = led.get(unquote(target[1:])) if target.startswith("#") else None
        # The address of a link by reference stands elsewhere.
        if name and inline.content.count(f"]({target}") == wanted[target]:
            link.attrs["href"] = f"#{name}"
            link.meta = {"trace": Trace(f"]({target}", f"](#{name}", MARK, reason=_REASON)}


def _id(tokens: Sequence[Token], heading: int) -> str:
    """The id of a heading, in the attributes behind it or on the line below."""
    opened, inline, _, *below = tokens[heading : heading + 4]
    trace: Trace | None = inline.meta.get("behind")
    if trace is None and below and below[0].type == MARK and opened.map and below[0].map:
        trace = below[0].meta["trace"] if below[0].map[0] == opened.map[1] else None
    found = _ID.search(trace.source, trace.source.find("{")) if trace else None
    return found[1] if found else ""


def _words(inline: Token) -> str:
    shown = (child for child in inline.children or () if child.type in _SHOWN)
    return "".join(" " if child.type == "softbreak" else child.content for child in shown)
