"""pandoc's blocks -> where the links within a document lead: the names of its headings by the ids they have there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pubpipe.anchors import names

_STYLED = frozenset({"Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"})


def targets(content: Any) -> Mapping[str, str]:  # noqa: ANN401 - pandoc's JSON
    """Return ``#name`` by ``#id`` for each heading that has words.

    A heading is also what the division that it opens is called, and the mark within it: EPUBs and word processors
    have ids there.
    """
    found = [*_headings(content, ())]
    made = names(words for _, words in found)
    return {f"#{one}": f"#{name}" for (ids, _), name in zip(found, made, strict=True) for one in ids if name}


def _headings(content: Any, opened: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:  # noqa: ANN401
    """Yield the ids and words of all headings; ``opened`` are the ids of divisions in which nothing stands yet."""
    for block in content or ():
        kind, inside = block["t"], block.get("c")
        if kind == "Header":
            ids = (*opened, inside[1][0], *_ids(inside[2]))
            yield tuple(one for one in ids if one), _words(inside[2])
        elif kind == "Div":
            yield from _headings(inside[1], (*opened, inside[0][0]))
        elif kind == "BlockQuote":
            yield from _headings(inside, ())
        opened = () if kind != "Para" or _words(inside) else (*opened, *_ids(inside))


def _ids(inlines: Any) -> Iterator[str]:  # noqa: ANN401
    for inline in inlines:
        if inline["t"] in ("Span", "Link"):
            yield inline["c"][0][0]
            yield from _ids(inline["c"][1])


def _words(inlines: Any) -> str:  # noqa: ANN401
    found = ""
    for inline in inlines:
        kind, inside = inline["t"], inline.get("c")
        if kind == "Str":
            found += inside
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            found += " "
        elif kind in ("Code", "Math"):
            found += inside[1]
        elif kind in ("Span", "Link", "Quoted", "Cite"):
            found += _words(inside[1])
        elif kind in _STYLED:
            found += _words(inside)
    return found
