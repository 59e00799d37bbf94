"""A document's tree -> the same with one thing wrong, at a random place."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import lxml.etree

# Trees are taken apart without their types.
etree: Any = lxml.etree
Operator = Callable[[Any, random.Random], bool]

NEGATIONS = r"\b(?:not|no|never|nicht|[Nn]ie|keinen|ne|n’a|pas|jamais|не|[Нн]икогда)\b ?"
WORD = r"\b[^\W\d_]{3,}\b"
_HEADINGS = ("notes-heading", "sources", "sources-heading")  # what editions call their notes and sources
_IN_SOURCES = "ancestor::*[contains(concat(' ', @class, ' '), ' sources ')]"


def _generated(element: Any) -> bool:
    """Whether an element's words are the edition's own."""
    if any(
        "reading" in e.get("class", "").split()
        or e.get("role") in ("navigation", "doc-toc")
        or e.tag == "nav"
        for e in (element, *element.iterancestors())
    ):
        return True
    return element.get("id") in _HEADINGS or element.get("role") in ("doc-backlink", "doc-noteref")


def _places(root: Any, pattern: str) -> list[tuple[Any, str, re.Match[str]]]:
    found = []
    for element in root.iter():
        if not isinstance(element.tag, str) or _generated(element):
            continue
        for where in ("text", "tail"):
            outer = element if where == "text" else element.getparent()
            if outer is None or (element is root and where == "tail") or _generated(outer):
                continue
            found += [(element, where, m) for m in re.finditer(pattern, getattr(element, where) or "")]
    return found


def _replace(pattern: str, change: Callable[[str], str]) -> Operator:
    def operate(root: Any, chance: random.Random) -> bool:
        places = _places(root, pattern)
        if not places:
            return False
        element, where, match = chance.choice(places)
        text = getattr(element, where)
        setattr(element, where, text[: match.start()] + change(match[0]) + text[match.end() :])
        return True

    return operate


def _n(*names: str) -> str:
    return f"*[{' or '.join(f'local-name()={name!r}' for name in names)}]"


def _cut(element: Any) -> None:
    before, parent, tail = element.getprevious(), element.getparent(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _remove(path: str) -> Operator:
    def operate(root: Any, chance: random.Random) -> bool:
        found = root.xpath(path)
        if found:
            _cut(chance.choice(found))
        return bool(found)

    return operate


def _set(path: str, change: Callable[[Any], None]) -> Operator:
    """Change one of the elements at a path."""

    def operate(root: Any, chance: random.Random) -> bool:
        found = root.xpath(path)
        if found:
            change(chance.choice(found))
        return bool(found)

    return operate


def _unlink(link: Any) -> None:
    link.tag = link.tag[:-1] + "span"
    link.attrib.clear()


def _deepen(heading: Any) -> None:
    heading.tag = heading.tag[:-1] + ("3" if heading.tag.endswith("2") else "2")


def _exchange(a: Any, b: Any) -> None:
    """Let two elements change places, each of which keeps what follows it."""
    marker = etree.Element("marker")
    tails = a.tail, b.tail
    a.getparent().replace(a, marker)
    b.getparent().replace(b, a)
    marker.getparent().replace(marker, b)
    b.tail, a.tail = tails


def _empty(element: Any) -> None:
    for child in list(element):
        element.remove(child)
    element.text = ""


def _demote(heading: Any) -> None:
    heading.tag = heading.tag[:-2] + "p"


def _said(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _swap(path: str) -> Operator:
    def operate(root: Any, chance: random.Random) -> bool:
        pairs = [
            (a, b)
            for a, b in pairwise(root.xpath(path))
            if _said(a) != _said(b) and a not in b.iter() and b not in a.iter()
        ]
        if pairs:
            _exchange(*chance.choice(pairs))
        return bool(pairs)

    return operate


def _neighbours(root: Any, chance: random.Random) -> bool:
    """Let two words that stand side by side change places."""
    pairs = [
        (element, where, match)
        for element, where, match in _places(root, rf"({WORD}) ({WORD})")
        if match[1] != match[2]
    ]
    if not pairs:
        return False
    element, where, match = chance.choice(pairs)
    text = getattr(element, where)
    setattr(element, where, f"{text[: match.start()]}{match[2]} {match[1]}{text[match.end() :]}")
    return True


def _move(path: str) -> Operator:
    """Take one element away and put it at the end of another paragraph."""

    def operate(root: Any, chance: random.Random) -> bool:
        found = root.xpath(path)
        if not found:
            return False
        chosen = chance.choice(found)
        home = next((e for e in chosen.iterancestors() if str(e.tag).endswith("p")), chosen.getparent())
        others = [
            p for p in root.xpath(f".//{_n('p')}[not({_IN_SOURCES})]") if p is not home and len(_said(p)) > 20
        ]
        if not others:
            return False
        target = chance.choice([p for p in others if chosen not in p.iter()])
        _cut(chosen)
        chosen.tail = None
        target.append(chosen)
        return True

    return operate


def _redirect(link: Any) -> None:
    link.set("href", link.get("href") + "x")


_OUT = f".//{_n('a')}[starts-with(@href, 'http')]"
_PARAGRAPHS = f".//{_n('p')}[string-length(normalize-space()) > 20]"
_SECTIONS = f".//{_n('h2', 'h3')}[not(@id='sources' or @id='sources-heading' or @id='notes-heading')]"
_CELLS = f".//{_n('td')}[string-length(normalize-space()) > 0]"

WORDS: dict[str, Operator] = {
    "paragraph removed": _remove(_PARAGRAPHS),
    "paragraphs swapped": _swap(_PARAGRAPHS),
    "word removed": _replace(WORD, lambda word: ""),
    "word changed": _replace(WORD, lambda word: word + "x"),
    "word doubled": _replace(WORD, lambda word: f"{word} {word}"),
    "words swapped": _neighbours,
    "digit changed": _replace(r"\d", lambda digit: str((int(digit) + 1) % 10)),
    "negation removed": _replace(NEGATIONS, lambda word: ""),
    "full stop removed": _replace(r"(?<=[^\W\d_]{3})\.(?= |$)", lambda stop: ""),
    "note removed": _remove(".//*[@role='doc-footnote']"),
    "call removed": _remove(".//*[@role='doc-noteref']"),
    "call moved": _move(".//*[@role='doc-noteref']"),
    "cell emptied": _set(_CELLS, _empty),
    "cell removed": _remove(_CELLS),
    "cells swapped": _swap(_CELLS),
    "row removed": _remove(f".//{_n('tr')}[{_n('td')}]"),
    "item removed": _remove(
        f".//{_n('li')}[not({_IN_SOURCES}) and not(.//@role) and not(@role) and not(@id)]"
    ),
    "link removed": _set(_OUT, _unlink),
    "link changed": _set(_OUT, _redirect),
    "source removed": _remove(f".//{_n('li')}[{_IN_SOURCES}]"),
    "source changed": _replace(r"(?<=https://)[a-z]", lambda letter: "z" if letter != "z" else "y"),
    "heading demoted": _set(_SECTIONS, _demote),
    "heading's level changed": _set(_SECTIONS, _deepen),
    "picture removed": _remove(f".//{_n('img')}"),
    "description emptied": _set(f".//{_n('img')}[@alt != '']", lambda picture: picture.set("alt", "")),
    "description changed": _set(
        f".//{_n('img')}[@alt != '']", lambda picture: picture.set("alt", picture.get("alt")[::-1])
    ),
}
