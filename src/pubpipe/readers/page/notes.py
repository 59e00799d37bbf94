"""A page's tree -> its footnotes: which link calls which block, and the links that lead back (NORMALIZER 1.6)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SIGN = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3})[\])]?")
_SECTION = re.compile(r"(?i)(?:^|[\s_-])(?:foot|end)note(?:$|[\s_-])")
_HOLDERS = ("li", "p", "div", "dd", "td", "aside")
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Notes:
    """Footnotes by their elements: ``calls`` and ``bodies`` to the label, ``backs`` are left out of the text."""

    calls: dict[HtmlElement, str] = field(default_factory=dict)
    bodies: dict[HtmlElement, str] = field(default_factory=dict)
    backs: frozenset[HtmlElement] = frozenset()

    def holds(self, element: HtmlElement) -> bool:
        """Tell whether an element's children are notes, so that it is no list of the text."""
        return any(child in self.bodies for child in element)

    def label_around(self, element: HtmlElement | None) -> str:
        """Return the label of the note in which an element stands, empty outside of notes."""
        while element is not None and self.bodies:
            if element in self.bodies:
                return self.bodies[element]
            element = element.getparent()
        return ""

    def follow(self, element: HtmlElement) -> bool:
        """Tell whether notes come right after an element, as they do after the rule over them."""
        after = element.getnext()
        return bool(self.bodies) and after is not None and any(e in self.bodies for e in after.iter())


def notes(root: HtmlElement) -> Notes:
    """Return the footnotes of a page.

    A call is a short number that links to a place of the page; the block at that place must link back to it.
    Citations of an encyclopaedia are sources, and one note is called once.
    """
    anchors = [a for a in root.iter("a") if (a.get("href") or "").startswith("#")]
    if not anchors:
        return Notes()
    places = {name: e for e in root.iter() for name in (_name(e),) if name}
    calls: dict[HtmlElement, str] = {}
    bodies: dict[HtmlElement, str] = {}
    backs: set[HtmlElement] = set()
    for anchor in anchors:
        call = _call(anchor)
        target = places.get(anchor.get("href", "")[1:])
        if call is None or target is None or call in calls or anchor in backs:
            continue
        body = _body(target)
        if body is None or body in bodies or any(e in bodies for e in call.iterancestors()):
            continue
        back = tuple(_backs(body, anchor, call))
        if back:
            label = str(len(calls) + 1)
            calls[call] = bodies[body] = label
            backs.update(back)
    return Notes(calls, bodies, frozenset(backs))


def _name(element: HtmlElement) -> str:
    if not isinstance(element.tag, str):
        return ""
    return str(element.get("id") or (element.get("name") if element.tag == "a" else "") or "")


def _call(anchor: HtmlElement) -> HtmlElement | None:
    """The element that is the whole call: the link, or the raised figures around it."""
    if anchor.get("href", "")[1:].startswith("cite_") or not _SIGN.fullmatch(_text(anchor)):
        return None
    parent = anchor.getparent()
    raised = parent is not None and parent.tag in ("sup", "span")
    whole = parent if raised and _SIGN.fullmatch(_text(parent)) and _alone(parent) else anchor
    named = " ".join(
        str(e.get(key) or "") for e in (anchor, whole) for key in ("class", "id", "href", "role")
    )
    marked = re.search(r"(?i)fn|footnote|ftnt|note|noteref|\bref", named)
    return whole if whole.tag == "sup" or anchor.find("sup") is not None or marked else None


def _alone(element: HtmlElement) -> bool:
    return sum(1 for _ in element.iter("a")) == 1


def _body(target: HtmlElement) -> HtmlElement | None:
    around = [target, *target.iterancestors()][:5]
    term = next((e for e in around[:2] if e.tag == "dt"), None)
    if term is not None:
        # What docutils makes: the number is the term, the note what is said of it.
        said = term.getnext()
        return said if said is not None and said.tag == "dd" else None
    holder = next((e for e in around if e.tag == "li" or _SECTION.search(e.get("class") or "")), None)
    holder = holder if holder is not None and holder.tag in _HOLDERS else None
    found = holder if holder is not None else next((e for e in around if e.tag in _HOLDERS), None)
    if found is None or len(_text(found)) > _LONGEST:
        return None
    return found


def _backs(body: HtmlElement, anchor: HtmlElement, call: HtmlElement) -> Iterator[HtmlElement]:
    """The links of a note, or of its term, that lead to its call; none where the call itself stands in the block."""
    near = [anchor, call, *anchor.iter(), *anchor.iterancestors()][:8]
    if body in near:
        return
    names = {_name(e) for e in near} - {""}
    term = body.getprevious() if body.tag == "dd" else None
    for link in itertools.chain(() if term is None else term.iter("a"), body.iter("a")):
        if (link.get("href") or "").startswith("#") and link.get("href", "")[1:] in names:
            yield link


def _text(element: HtmlElement) -> str:
    return "".join(element.itertext()).strip()
