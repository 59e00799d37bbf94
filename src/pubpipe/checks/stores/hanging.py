"""An EPUB's style sheets -> what they move out of its place by negative lengths, which Kindles cut off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pubpipe.checks.book.opened import Book, within
from pubpipe.checks.stores.files import listed

_SIDES = ("padding", "padding-left", "padding-right", "padding-inline", "padding-inline-start")
_PADDED = (*_SIDES, "margin", "margin-left", "margin-right", "margin-inline", "margin-inline-start")


@dataclass(frozen=True, slots=True)
class Effect:
    """What one rule does to the place of words: a margin below nothing, an indent that hangs, room at the sides."""

    place: str
    outside: bool
    hangs: bool
    room: bool


def reaching_out(book: Book, _value: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield where an element has a negative margin, or an indent that hangs over without room of its own beside it."""
    import cssselect2

    found: dict[str, None] = {}
    for path, document in book.documents.items():
        matcher = _matcher(book, path, document.root)
        for element in cssselect2.ElementWrapper.from_xml_root(document.root).iter_subtree():
            effects = [effect for *_, effect in matcher.match(element)]
            room = any(effect.room for effect in effects)
            for effect in effects:
                if effect.outside or (effect.hangs and not room):
                    found[effect.place] = None
    if found:
        yield f"{listed(list(found))}: negative margins, or indents without a padding that makes up for them"


def _matcher(book: Book, path: str, root: Any) -> Any:  # noqa: ANN401
    import cssselect2
    import tinycss2

    matcher = cssselect2.Matcher()
    for link in root.iter("{*}link"):
        member = within(path, str(link.get("href") or ""))[0]
        if "stylesheet" not in (link.get("rel") or "").lower().split() or member not in book.members:
            continue
        text = book.members[member].decode("utf-8", "replace")
        for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
            if rule.type != "qualified-rule":
                continue
            effect = _effect(f"{member}, line {rule.source_line}", rule.content)
            if not (effect.outside or effect.hangs or effect.room):
                continue
            try:
                selectors = cssselect2.compile_selector_list(rule.prelude)
            except cssselect2.SelectorError:
                continue
            for selector in selectors:
                if selector.pseudo_element is None:
                    matcher.add_selector(selector, effect)
    return matcher


def _effect(place: str, content: Any) -> Effect:  # noqa: ANN401
    import tinycss2

    outside = hangs = room = False
    for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if one.type != "declaration":
            continue
        values = [token.value for token in one.value if token.type in ("dimension", "percentage", "number")]
        outside |= one.lower_name.startswith("margin") and any(value < 0 for value in values)
        hangs |= one.lower_name == "text-indent" and any(value < 0 for value in values)
        room |= one.lower_name in _PADDED and any(value > 0 for value in values)
    return Effect(place, outside, hangs, room)
