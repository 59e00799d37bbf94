"""A document and the rules that apply to it -> each passage with its colour, its ground and its size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from pubpipe.checks.documents import is_hidden, tag
from pubpipe.checks.dress import values
from pubpipe.checks.dress.sheets import Rules, declarations

_SIZES = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h5": 0.83, "h6": 0.67, "small": 1 / 1.2, "sub": 1 / 1.2, "sup": 1 / 1.2,
          "rt": 0.5}  # fmt: skip
_BOLD = frozenset({"b", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "th"})
_UNSEEN = frozenset(
    {"head", "script", "style", "template", "noscript", "svg", "math", "title", "option", "rp"}
)
# What a browser shows where nothing is said (HTML 15.3; Chromium's canvas in the dark).
_INK = {"light": (0.0, 0.0, 0.0, 1.0), "dark": (1.0, 1.0, 1.0, 1.0)}
_LINK = {"light": (0.0, 0.0, 238 / 255, 1.0), "dark": (158 / 255, 158 / 255, 1.0, 1.0)}
_CANVAS = {"light": (1.0, 1.0, 1.0), "dark": (18 / 255, 18 / 255, 18 / 255)}

Plain = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Worn:
    """Words and how they are shown: colours from 0 to 1, the size in CSS pixels; None for what is not known."""

    element: etree._Element
    words: str
    colour: Plain | None
    ground: Plain | None
    size: float | None
    bold: bool


@dataclass(frozen=True, slots=True)
class _Look:
    colour: values.Colour | None
    ground: Plain | None
    size: float | None
    root: float
    scheme: str
    bold: bool = False
    shown: bool = True
    faded: bool = False
    variables: Mapping[str, Sequence[Any]] = field(default_factory=dict)


def worn(root: etree._Element, rules: Rules, scheme: str, *, xml: bool) -> Iterator[Worn]:
    """Yield each passage that is shown, by the element that holds it."""
    import cssselect2

    wrap = cssselect2.ElementWrapper.from_xml_root if xml else cssselect2.ElementWrapper.from_html_root
    looks: dict[etree._Element, _Look] = {}
    begin = _Look(_INK["light"], _CANVAS["light"], 16.0, 16.0, scheme)
    for wrapped in wrap(root).iter_subtree():
        element = wrapped.etree_element
        outer = looks.get(wrapped.parent.etree_element, begin) if wrapped.parent is not None else begin
        if not outer.shown or tag(element) in _UNSEEN:
            looks[element] = replace(outer, shown=False)
            continue
        look = looks[element] = _look(
            element, outer, _declared(wrapped, rules), is_root=wrapped.parent is None
        )
        words = " ".join(
            " ".join([element.text or "", *(str(child.tail or "") for child in element)]).split()
        )
        if look.shown and any(map(str.isalnum, words)) and not is_hidden(element):
            plain = look.colour and look.ground and values.over(look.colour, look.ground)
            seen = None if look.faded else plain
            yield Worn(element, words, seen or None, look.ground, look.size, look.bold)


def _declared(wrapped: Any, rules: Rules) -> dict[str, list[Any]]:  # noqa: ANN401
    """Return what the rules say of an element, the strongest last (CSS Cascade 4, 6)."""
    weak: dict[str, list[Any]] = {}
    strong: dict[str, list[Any]] = {}
    said = [declared for *_, declared in rules.matcher.match(wrapped)]
    if style := wrapped.etree_element.get("style"):
        said.append(declarations(style))
    for declared in said:
        for name, (important, value) in declared.items():
            where = strong if important else weak
            where.pop(name, None)
            where[name] = value
    for name, value in strong.items():
        weak.pop(name, None)
        weak[name] = value
    return weak


def _look(element: etree._Element, outer: _Look, declared: dict[str, list[Any]], *, is_root: bool) -> _Look:
    own = {name: value for name, value in declared.items() if name.startswith("--")}
    variables = {**outer.variables, **own} if own else outer.variables
    look = replace(outer, variables=variables)
    name = tag(element)
    if is_root and "color-scheme" in declared and outer.scheme == "dark":
        said = {token.lower_value for token in declared["color-scheme"] if token.type == "ident"}
        if "dark" in said:
            look = replace(look, colour=_INK["dark"], ground=_CANVAS["dark"])
    if name in _SIZES and outer.size is not None:
        look = replace(look, size=outer.size * _SIZES[name])
    if name in _BOLD:
        look = replace(look, bold=True)
    if name == "a" and element.get("href") is not None:
        dark = outer.ground is not None and sum(outer.ground) < 1.5 and outer.scheme == "dark"
        look = replace(look, colour=_LINK["dark" if dark else "light"])
    ground: list[Any] | None = None
    for said_name, value in declared.items():
        tokens = None if said_name.startswith("--") else values.resolved(value, variables)
        if tokens is None:
            continue
        if said_name.startswith("background"):
            ground = tokens
        else:
            look = _with(look, said_name, tokens, outer)
    if ground is not None:
        look = replace(look, ground=_ground(ground, look))
    return replace(look, root=look.size) if is_root and look.size else look


def _with(look: _Look, name: str, tokens: list[Any], outer: _Look) -> _Look:
    first = tokens[0] if tokens else None
    if first is None:
        return look
    word = first.lower_value if first.type == "ident" else ""
    match name:
        case "color":
            if word in ("inherit", "unset"):
                return replace(look, colour=outer.colour)
            return replace(look, colour=values.colour(first, outer.colour))
        case "font-size":
            return replace(look, size=values.size(first, outer.size, look.root))
        case "font":
            return _font(look, tokens, outer)
        case "font-weight":
            return replace(look, bold=_bold(first, outer.bold))
        case "display" | "visibility":
            return replace(look, shown=word not in ("none", "hidden", "collapse"))
        case "opacity":
            return replace(look, faded=look.faded or first.type != "number" or first.value < 1)
    return look


def _font(look: _Look, tokens: list[Any], outer: _Look) -> _Look:
    """Take size and weight out of the short form; a number before the size is a weight, what follows ``/`` is not."""
    bold, found = False, None
    for token in tokens:
        if token.type == "whitespace":
            continue
        if token.type in ("dimension", "percentage", "function") or (
            token.type == "ident" and values.size(token, outer.size, look.root) is not None
        ):
            found = values.size(token, outer.size, look.root)
            break
        bold = bold or _bold(token, False)
    return replace(look, bold=bold, size=found)


def _bold(token: Any, outer: bool) -> bool:  # noqa: ANN401
    if token.type == "number":
        return bool(token.value >= 700)
    return (
        outer
        if token.type != "ident"
        else token.lower_value in ("bold", "bolder") or (outer and token.lower_value == "inherit")
    )


def _ground(tokens: list[Any], look: _Look) -> Plain | None:
    """Return the colour behind words, None where a picture or a gradient fills it; one of a size is at an edge."""
    if any(map(_is_picture, tokens)):
        return None
    if any(
        any(map(_is_gradient, layer)) and not any(map(_is_slash, layer)) for layer in values.split(tokens)
    ):
        return None
    for token in reversed(tokens):
        colour = values.colour(token, look.colour)
        if colour is not None:
            if colour[3] >= 1:
                return colour[:3]
            return None if look.ground is None else values.over(colour, look.ground)
    return look.ground


def _is_picture(token: Any) -> bool:  # noqa: ANN401
    return token.type == "url" or (token.type == "function" and token.lower_name in ("url", "image-set"))


def _is_gradient(token: Any) -> bool:  # noqa: ANN401
    return bool(token.type == "function" and "gradient" in token.lower_name)


def _is_slash(token: Any) -> bool:  # noqa: ANN401
    return bool(token.type == "literal" and token.value == "/")
