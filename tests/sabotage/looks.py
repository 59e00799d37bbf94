"""A document or a page of a PDF -> the same with words that cannot be seen or are too small to read."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

_FAINT = ("#eee", "#fdfdfd", "rgb(250 250 250)", "white", "hsl(0 0% 92%)", "rgba(0, 0, 0, .2)")
_TINY = ("5px", "3pt", "4.9px", "calc(2px + 3px)", "min(5px, 1rem)")
_SELECTORS = ("p", "h1", "li", "th", "td", "a", "em", "figcaption", "code", "sup")


def _shown(root: Any) -> Iterator[Any]:
    for element in root.iter():
        own = [element.text, *(child.tail for child in element)] if isinstance(element.tag, str) else []
        if any(map(str.isalnum, "".join(filter(None, own)))):
            yield element


def _dressed(declaration: str, values: tuple[str, ...]) -> Callable[[Any, random.Random], bool]:
    def operate(root: Any, chance: random.Random) -> bool:
        shown = list(_shown(root))
        if shown:
            chance.choice(shown).set("style", f"{declaration}: {chance.choice(values)}")
        return bool(shown)

    return operate


WORDS: dict[str, Callable[[Any, random.Random], bool]] = {
    "words made faint": _dressed("color", _FAINT),
    "words made tiny": _dressed("font-size", _TINY),
}
_RULES = {"sheet made faint": ("color", _FAINT), "sheet made tiny": ("font-size", _TINY)}
SHEETS = tuple(_RULES)


def rule(name: str, root: Any, chance: random.Random) -> str:
    """Return a rule that makes one kind of element hard to read, of those that have words; empty where there are none."""
    tags = {str(element.tag).rpartition("}")[2] for element in _shown(root)}
    kinds = [tag for tag in _SELECTORS if tag in tags]
    declaration, values = _RULES[name]
    return f"{chance.choice(kinds)} {{ {declaration}: {chance.choice(values)} !important }}" if kinds else ""


def _drawn(change: Callable[[Any], list[tuple[list[Any], str]]]) -> Callable[[Any, random.Random], bool]:
    """Change how one tagged passage of a page is drawn: what stands before its text."""

    def operate(pdf: Any, chance: random.Random) -> bool:
        page = chance.choice(list(pdf.pages))
        stream: list[Any] = list(pikepdf.parse_content_stream(page))
        inside, font, places = False, None, []
        for n, one in enumerate(stream):
            operator = str(one.operator)
            if operator == "BDC":
                inside = "/MCID" in one.operands[1]
            elif operator in ("EMC", "BMC"):
                inside = False
            elif operator == "Tf":
                font = one.operands
            elif operator == "TJ" and inside and font is not None and _length(one) > 12:
                places.append((n, font))
        if not places:
            return False
        n, font = chance.choice(places)
        stream[n:n] = [
            pikepdf.ContentStreamInstruction(operands, pikepdf.Operator(name))
            for operands, name in change(font)
        ]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(stream))
        return True

    return operate


def _length(instruction: Any) -> int:
    return sum(len(bytes(part)) for part in instruction.operands[0] if isinstance(part, pikepdf.String))


PRINTED = {
    "words made faint": _drawn(lambda _: [([0.93, 0.93, 0.93], "rg")]),
    "words made tiny": _drawn(lambda font: [([font[0], 3], "Tf")]),
}
