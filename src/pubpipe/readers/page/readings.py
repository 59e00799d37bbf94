"""A ``ruby`` element -> its words with their readings in one line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pubpipe.ruby import bracketed, notation

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def read_aloud(element: HtmlElement, *, plain: bool) -> str:
    """Return the words of a ruby element with their readings in the notation, or in brackets where it is ``plain``.

    A heading may become the title, which is no Markdown. The brackets that a page has for old browsers (``rp``)
    are not shown where ruby is.
    """
    write = bracketed if plain else notation
    return "".join(
        write(words, reading) if words and reading else words + reading for words, reading in _pairs(element)
    )


def _pairs(element: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield words and readings, empty where there is none; several ``rb`` are read by as many ``rt`` in their order."""
    waiting = [_flat(element.text)]
    for child in element:
        if child.tag in ("rt", "rtc"):
            by_one = len(list(element.iterchildren("rb"))) > 1
            waiting = [words for words in waiting if words]
            words = waiting[:1] if by_one else waiting
            waiting = waiting[len(words) :]
            yield "".join(words), _flat(child.text_content())
        elif child.tag != "rp" and isinstance(child.tag, str):
            waiting.append(_flat(child.text_content()))
        waiting.append(_flat(child.tail))
    yield "".join(waiting), ""


def _flat(words: str | None) -> str:
    return " ".join((words or "").split())
