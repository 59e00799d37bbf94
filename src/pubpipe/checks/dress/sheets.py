"""Style sheets as text -> their rules that apply on a screen (CSS Cascade 4, Media Queries 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

_LONGEST = 1000  # characters of a media query
_WIDTH = 800  # CSS pixels of the window that is computed for
_WANTED = frozenset(
    {
        "background", "background-color", "background-image", "color", "color-scheme", "display", "font", "font-size",
        "font-weight", "opacity", "visibility",
    }
)  # fmt: skip
_FEATURE = re.compile(r"\(\s*([a-z-]+)\s*(?::\s*([^()]+?)\s*)?\)")

Declarations = Mapping[str, tuple[bool, list[Any]]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What an element is to be matched with: a cssselect2 ``Matcher`` whose payload is declarations."""

    matcher: Any


def inner(root: etree._Element) -> list[str]:
    """Return the style sheets within a document."""
    found = []
    for element in root.iter("style", "{*}style"):
        if not element.get("media") or applies(str(element.get("media")), "light"):
            found.append("".join(map(str, element.itertext())))
    return found


def read(texts: Sequence[str], scheme: str) -> Rules:
    """Return the rules of some style sheets for a screen that is ``light`` or ``dark``."""
    import cssselect2
    import tinycss2

    matcher = cssselect2.Matcher()
    for text in texts:
        rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        for prelude, content in _rules(rules, scheme):
            declared = declarations(content)
            if not declared:
                continue
            try:
                selectors = cssselect2.compile_selector_list(prelude)
            except cssselect2.SelectorError:
                continue
            for selector in selectors:
                if selector.pseudo_element is None:
                    matcher.add_selector(selector, declared)
    return Rules(matcher)


def declarations(content: Any) -> Declarations:  # noqa: ANN401
    """Return the declarations that say how words look, each with whether it is important."""
    import tinycss2

    found: dict[str, tuple[bool, list[Any]]] = {}
    for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if one.type != "declaration":
            continue
        name = one.name if one.name.startswith("--") else one.lower_name
        if (name in _WANTED or name.startswith("--")) and not (
            name in found and found[name][0] > one.important
        ):
            found.pop(name, None)
            found[name] = (one.important, one.value)
    return found


def _rules(rules: Sequence[Any], scheme: str) -> Iterator[tuple[list[Any], list[Any]]]:
    import tinycss2

    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule.prelude, rule.content
        elif rule.type == "at-rule" and rule.content is not None:
            name, prelude = rule.lower_at_keyword, tinycss2.serialize(rule.prelude)
            within = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            holds = name == "layer" or (name == "supports" and "not" not in prelude.lower().split())
            if holds or (name == "media" and applies(prelude, scheme)):
                yield from _rules(within, scheme)


def applies(query: str, scheme: str) -> bool:
    """Whether a media query is true of a screen of 800 pixels with a mouse and no wish but a light or a dark page."""
    if len(query) > _LONGEST:
        return False
    return any(_one(part.strip(), scheme) for part in query.lower().split(",")) or not query.strip()


def _one(query: str, scheme: str) -> bool:
    denied = query.startswith("not ")
    kind = re.match(r"(?:not |only )?(all|screen|print|speech)\b", query)
    holds = kind is None or kind[1] in ("all", "screen")
    holds = holds and all(_feature(name, value, scheme) for name, value in _FEATURE.findall(query))
    if kind is None and not _FEATURE.search(query):
        return False
    return holds != denied


def _feature(name: str, value: str, scheme: str) -> bool:
    if name == "prefers-color-scheme":
        return value == scheme
    length = re.fullmatch(r"([\d.]+)(px|r?em)", value)
    if length and name in ("min-width", "max-width"):
        pixels = float(length[1]) * (1 if length[2] == "px" else 16)
        return pixels <= _WIDTH if name == "min-width" else pixels >= _WIDTH
    return name == "hover" and value in ("", "hover")
