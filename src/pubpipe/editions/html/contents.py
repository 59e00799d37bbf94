"""A body tree -> how long it takes to read, and its headings as a table of contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from lxml import etree

from pubpipe.anchors import name as link_name
from pubpipe.editions.within import words_of

# Words a minute (Trauzettel-Klosinski and Dietz, 'Standardized Assessment of Reading Performance: The New
# International Reading Speed Texts IReST', 2012, table 3), for a language without a figure the mean of all.
_WORDS = {
    **{"ar": 138, "de": 179, "en": 228, "es": 218, "fi": 161, "fr": 195, "he": 187, "it": 188, "nl": 202},
    **{"pl": 166, "pt": 181, "ru": 184, "sl": 180, "sv": 199, "tr": 166},
}
_MEAN = 184
_CHARACTERS = {"zh": 255, "ja": 357}  # a minute; these are written without spaces
_LONG = 1_200  # words, of which three headings give an overview
_HEADINGS = ("h2", "h3")
_TAKEN = frozenset({"text", "sources", "contents"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading: the id that it has in the page, its text, and those below it."""

    anchor: str
    text: str
    below: tuple[Entry, ...] = ()


def minutes(tree: etree._Element, lang: str) -> int:
    """Return the minutes that reading takes in a language (BCP 47), at least one."""
    language = lang.split("-", 1)[0].lower()
    text = "".join(map(str, tree.itertext()))
    if language in _CHARACTERS:
        amount, pace = len(re.findall(r"\w", text)), _CHARACTERS[language]
    else:
        amount, pace = len(re.findall(r"\w+(?:['’\-.,]\w+)*", text)), _WORDS.get(language, _MEAN)
    return max(1, round(amount / pace))


def anchors(tree: etree._Element) -> None:
    """Give each heading an id made of its words, so that a link can lead there; the tree is changed."""
    taken = {str(element.get("id")) for element in tree.iter() if element.get("id")} | _TAKEN
    for heading in tree.iter("h2", "h3", "h4", "h5", "h6"):
        name = link_name(words_of(heading))[:60].rstrip("-") or "section"
        # `fn…` are the notes'.
        name = f"h-{name}" if re.match(r"fn(ref)?\d", name) else name
        anchor = next(n for k in count() if (n := f"{name}-{k}" if k else name) not in taken)
        taken.add(anchor)
        heading.set("id", anchor)


def contents(tree: etree._Element) -> tuple[Entry, ...]:
    """Return the headings of two levels of a long text, nothing for a short one; they need :func:`anchors`."""
    found = tuple(_nested([h for h in tree.iter(*_HEADINGS) if _outside_quotes(h)]))
    words = len(re.findall(r"\w+", "".join(map(str, tree.itertext()))))
    return found if len(found) >= 3 and words >= _LONG else ()


def _nested(headings: list[etree._Element]) -> Iterator[Entry]:
    while headings:
        first = headings.pop(0)
        below = []
        while first.tag == "h2" and headings and headings[0].tag == "h3":
            below.append(Entry(_anchor(headings[0]), words_of(headings.pop(0))))
        yield Entry(_anchor(first), words_of(first), tuple(below))


def _outside_quotes(heading: etree._Element) -> bool:
    return next(heading.iterancestors("blockquote", "li", "aside"), None) is None


def _anchor(heading: etree._Element) -> str:
    return str(heading.get("id"))
