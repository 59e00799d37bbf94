"""A web page -> the same with one thing wrong in its words or in its structure."""

from __future__ import annotations

import random
from typing import Any

import lxml.html

from tests.sabotage import looks, trees
from tests.sabotage.trees import Operator

html: Any = lxml.html


def _no_main(root: Any, _: random.Random) -> bool:
    next(root.iter("main")).tag = "div"
    return True


def _no_language(root: Any, _: random.Random) -> bool:
    return root.attrib.pop("lang", None) is not None


def _no_title(root: Any, _: random.Random) -> bool:
    next(root.iter("title")).text = ""
    return True


def _same_id(root: Any, chance: random.Random) -> bool:
    named = root.xpath("//main//*[@id]")
    if len(named) < 2:
        return False
    a, b = chance.sample(named, 2)
    a.set("id", b.get("id"))
    return True


def _leads_nowhere(root: Any, chance: random.Random) -> bool:
    links = root.xpath("//a[starts-with(@href, '#')]")
    if not links:
        return False
    chance.choice(links).set("href", "#nowhere")
    return True


def _in_main(change: Operator) -> Operator:
    return lambda root, chance: change(next(root.iter("main")), chance)


def _in_sheet(name: str) -> Operator:
    def operate(root: Any, chance: random.Random) -> bool:
        rule = looks.rule(name, next(root.iter("main")), chance)
        sheet = next(root.iter("style"))
        sheet.text = f"{sheet.text}\n{rule}"
        return bool(rule)

    return operate


STRUCTURE: dict[str, Operator] = {
    "main landmark lost": _no_main,
    "language lost": _no_language,
    "title lost": _no_title,
    "name given twice": _same_id,
    "link into the page broken": _leads_nowhere,
    **{name: _in_main(change) for name, change in looks.WORDS.items()},
    **{name: _in_sheet(name) for name in looks.SHEETS},
}
OPERATORS = {**trees.WORDS, **STRUCTURE}


def harmed(data: bytes, name: str, chance: random.Random) -> bytes | None:
    """Return a web page with one thing wrong, None where there is no place for it; ``""`` harms nothing."""
    root = html.document_fromstring(data, html.HTMLParser(encoding="utf-8"))
    if name in STRUCTURE:
        done = STRUCTURE[name](root, chance)
    else:
        done = not name or trees.WORDS[name](next(root.iter("main")), chance)
    return html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>") if done else None
