"""Values of CSS as parsed -> colours and pixels (CSS Color 4, CSS Values 4); None for what is not computed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6}
_NAMED = {"xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0,
          "xx-large": 32.0, "xxx-large": 48.0}  # fmt: skip
_WINDOW = 800.0
_DEEPEST = 32  # variables within variables

Colour = tuple[float, float, float, float]  # red, green, blue, alpha, each from 0 to 1


def resolved(
    tokens: Sequence[Any], variables: Mapping[str, Sequence[Any]], depth: int = 0
) -> list[Any] | None:
    """Return a value with its variables put in, without white space at its ends; None where one is not known."""
    out: list[Any] = []
    for token in tokens:
        if token.type == "function" and token.lower_name == "var":
            name, fallback = _variable(token.arguments)
            value = variables.get(name, fallback)
            inner = None if value is None or depth > _DEEPEST else resolved(value, variables, depth + 1)
            if inner is None:
                return None
            out += inner
        elif token.type == "function":
            arguments = resolved(token.arguments, variables, depth + 1) if depth <= _DEEPEST else None
            if arguments is None:
                return None
            out.append(type(token)(token.source_line, token.source_column, token.name, arguments))
        else:
            out.append(token)
    while out and out[0].type in ("whitespace", "comment"):
        del out[0]
    while out and out[-1].type in ("whitespace", "comment"):
        del out[-1]
    return out


def _variable(arguments: Sequence[Any]) -> tuple[str, Sequence[Any] | None]:
    name = next((a.value for a in arguments if a.type == "ident"), "")
    comma = next((n for n, a in enumerate(arguments) if a.type == "literal" and a.value == ","), None)
    return name, None if comma is None else arguments[comma + 1 :]


def colour(token: Any, current: Colour | None) -> Colour | None:  # noqa: ANN401
    """Return the colour that one value says; ``current`` is that of the words."""
    from tinycss2.color4 import parse_color

    found = parse_color(token)
    if found == "currentcolor":
        return current
    if found is None:
        return None
    try:
        red, green, blue = (min(1.0, max(0.0, float(part))) for part in found.to("srgb").coordinates)
    except (NotImplementedError, TypeError, ValueError):
        return None
    return red, green, blue, float(found.alpha)


def over(above: Colour, below: Sequence[float]) -> tuple[float, float, float]:
    """Return the colour that is seen where one lies over another."""
    red, green, blue = (a * above[3] + b * (1 - above[3]) for a, b in zip(above[:3], below[:3], strict=True))
    return red, green, blue


def size(token: Any, outer: float | None, root: float) -> float | None:  # noqa: ANN401
    """Return a font's size in pixels; ``outer`` is that of the element around, ``root`` that of the document."""
    if token.type == "ident":
        relative = {"smaller": 1 / 1.2, "larger": 1.2, "inherit": 1.0}.get(token.lower_value)
        if relative is not None:
            return None if outer is None else outer * relative
        return _NAMED.get(token.lower_value)
    return _length(token, outer, root)


def _length(token: Any, outer: float | None, root: float) -> float | None:  # noqa: ANN401
    if token.type == "percentage":
        return None if outer is None else outer * float(token.value) / 100
    if token.type == "number":
        return float(token.value)
    if token.type == "dimension":
        unit, value = token.lower_unit, float(token.value)
        if unit in ("em", "ex", "ch"):
            return None if outer is None else outer * value * (1.0 if unit == "em" else 0.5)
        if unit == "rem":
            return value * root
        if unit in ("vw", "vi", "svw", "lvw", "dvw"):
            return value * _WINDOW / 100
        return value * _PIXELS[unit] if unit in _PIXELS else None
    if token.type == "function" and token.lower_name in ("calc", "min", "max", "clamp"):
        parts = [_sum(part, outer, root) for part in split(token.arguments)]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts) or not known:
            return None
        if token.lower_name == "clamp":
            return max(known[0], min(known[1], known[2])) if len(known) == 3 else None
        return min(known) if token.lower_name == "min" else max(known)
    if token.type == "() block":
        return _sum(token.content, outer, root)
    return None


def split(tokens: Sequence[Any]) -> list[list[Any]]:
    """Return the parts of a value between its commas, without white space."""
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        elif token.type not in ("whitespace", "comment"):
            parts[-1].append(token)
    return parts


def _sum(tokens: Sequence[Any], outer: float | None, root: float) -> float | None:
    """Return what a sum of products comes to, from left to right (CSS Values 4, 10.1)."""
    total, product, sign, operator = 0.0, None, 1.0, ""
    for token in (t for t in tokens if t.type not in ("whitespace", "comment")):
        if token.type == "literal" and token.value in "+-*/":
            operator = token.value
            continue
        value = _length(token, outer, root)
        if value is None or (operator == "/" and not value):
            return None
        if product is not None and operator in ("*", "/"):
            product = product * value if operator == "*" else product / value
        else:
            total += sign * (product or 0.0)
            sign, product = (-1.0 if operator == "-" else 1.0), value
    return total + sign * (product or 0.0)
