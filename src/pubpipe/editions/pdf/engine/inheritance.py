"""WeasyPrint's computed styles -> the same values, those that a rule does not set found without looking for one.

Most of the values that an element is asked for are its parent's, or the property's first value. WeasyPrint looks at
each as if it might be a function, a logical property or a custom one.
"""

from __future__ import annotations

import importlib
from typing import Any

# Values of these are more than inherited.
_OTHERS = frozenset({"page", "position", "float", "display"})


def shorten() -> None:
    """Let WeasyPrint take values that are inherited, or the first ones, as they are."""
    css: Any = importlib.import_module("weasyprint.css")
    style_class = css.ComputedStyle
    compute, initial, dimension = style_class.__missing__, css.INITIAL_VALUES, css.properties.Dimension
    known = frozenset(
        key for key in initial if key not in _OTHERS and not key.startswith(("text_decoration_", "__"))
    )
    inherited = known & css.INHERITED
    first = known - css.INHERITED - css.INITIAL_NOT_COMPUTED
    logical = frozenset(
        name(block="ttb", inline=inline)
        for name in css.PHYSICAL_FUNCTIONS.values()
        for inline in ("ltr", "rtl")
    )
    plain = frozenset({str, int, float, dimension, type(None)})

    def missing(style: Any, key: str) -> Any:  # noqa: ANN401
        cascaded = style.cascaded
        parent = style.parent_style
        if parent is not None and key not in cascaded:
            if key in inherited:
                value = parent[key]
            elif key in first:
                value = initial[key]
            else:
                return compute(style, key)
            if type(value) in plain and logical.isdisjoint(cascaded):
                style[key] = value
                return value
        return compute(style, key)

    style_class.__missing__ = missing
