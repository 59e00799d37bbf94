"""WeasyPrint's computed styles -> the same values, found once for all articles of a house.

An element whose declarations, and whose ancestors' declarations, are those of an element of an earlier article has the
same values. WeasyPrint computes them for each article anew. They are kept with the faces, which go with the
stylesheets, and given to a style all at once when it is made.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_MOST = 600  # sets of declarations that are kept, 8 KiB each: a house has some two hundred
# Computing these notes more than their value; the last of three asks for the others.
_OTHERS = frozenset({"page", "position", "float", "display"})
_THREE, _LAST = ("position", "float", "display"), "display"
# Of these WeasyPrint takes over what was asked of them so far.
_PARTS = frozenset({"first-line", "first-letter"})
_SIMPLE = frozenset({str, int, float, bool, type(None)})
_UNKNOWN = object()


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """Declared values, whose places in memory are their names while they are held, and what was computed of them.

    ``specified`` is what WeasyPrint notes beside ``values``; ``anonymous`` are those of boxes without an element.
    """

    declared: tuple[object, ...]
    values: dict[str, object] = field(default_factory=dict)
    specified: dict[str, object] = field(default_factory=dict)
    anonymous: dict[str, object] = field(default_factory=dict)


class _Asked:
    """How often a value hung on more than declarations, or was complained of."""

    def __init__(self) -> None:
        self.count = 0

    def filter(self, _record: logging.LogRecord) -> bool:
        """Count a complaint, and let it pass: it is made for each article that has a reason for it."""
        self.count += 1
        return True


class _Sizes(dict[str, object]):
    """The first page's sizes, which are the article's own."""

    def __init__(self, sizes: dict[str, object], asked: _Asked) -> None:
        super().__init__(sizes)
        self._asked = asked

    def __getitem__(self, key: str) -> object:
        self._asked.count += 1
        return super().__getitem__(key)


def keep() -> None:
    """Let WeasyPrint keep the plain values that it computed from declarations alone."""
    css: Any = importlib.import_module("weasyprint.css")
    asked = _Asked()
    css.LOGGER.addFilter(asked)
    css.StyleFor.set_computed_styles = _setting(css.StyleFor.set_computed_styles, asked)
    css.ComputedStyle.__missing__ = _looking(css, css.ComputedStyle.__missing__, asked)
    css.AnonymousStyle.__init__ = _beginning(css.AnonymousStyle.__init__)
    css.AnonymousStyle.__missing__ = _inheriting(css, css.AnonymousStyle.__missing__)


def _setting(set_styles: Callable[..., None], asked: _Asked) -> Callable[..., None]:
    def set_known(styles: Any, element: object, parent: object, *rest: Any, **named: Any) -> None:  # noqa: ANN401
        if type(styles.initial_page_sizes) is dict:
            styles.initial_page_sizes = _Sizes(styles.initial_page_sizes, asked)
        set_styles(styles, element, parent, *rest, **named)
        pseudo_type = named.get("pseudo_type", rest[1] if len(rest) > 1 else None)
        style = styles.get_computed_styles()[element, pseudo_type]
        known = style.known = _known_of(style)
        if known is not None and pseudo_type not in _PARTS:
            before = dict(style)
            style.update(known.values)
            style.update(before)
            style.specified.update(known.specified)

    return set_known


def _known_of(style: Any) -> _Known | None:  # noqa: ANN401
    """Return the values of what a style is made from, None where that cannot be told."""
    parent, root = style.parent_style, style.root_style
    above = None if parent is None else vars(parent).get("known")
    first = vars(root).get("known")
    if (parent is not None and above is None) or (first is None and hasattr(root, "cascaded")):
        return None
    kept: dict[object, _Known] = vars(style.font_config).setdefault("styles", {})
    declared, names = [], list[object]()
    for name, (value, (origin, layer, specificity)) in style.cascaded.items():
        kind = type(value)
        # An attribute's value is made anew for each article, a stylesheet's is held below.
        itself = kind in _SIMPLE or (kind is tuple and name == "lang")
        names += (name, kind, value if itself else id(value), origin, layer, *specificity)
        declared.append(value)
    key = (above, first, style.pseudo_type, style.base_url, *names)
    known = kept.get(key)
    if known is None:
        if len(kept) >= _MOST:
            kept.clear()
        known = kept[key] = _Known(tuple(declared))
    return known


def _looking(css: Any, compute: Callable[..., object], asked: _Asked) -> Callable[..., object]:  # noqa: ANN401
    tinycss2: Any = importlib.import_module("tinycss2.color5")
    # What is in a list might be added to; a tuple is the stylesheet's own or holds the like of these.
    plain = _SIMPLE | {tuple, css.properties.Dimension, tinycss2.Color}

    def missing(style: Any, key: str) -> object:  # noqa: ANN401
        one: _Known | None = vars(style).get("known")
        if one is None:
            return compute(style, key)
        known = one.values
        value = known.get(key, _UNKNOWN)
        if value is not _UNKNOWN:
            style[key] = value
            if key in _THREE:
                style.specified.update(one.specified)
            return value
        before = asked.count
        value = compute(style, key)
        if type(value) in plain and asked.count == before:
            if key not in _OTHERS:
                known[key] = value
            elif key == _LAST and style.pseudo_type not in _PARTS:
                known.update((name, style[name]) for name in _THREE)
                one.specified.update(style.specified)
        return value

    return missing


def _beginning(begin: Callable[..., None]) -> Callable[..., None]:
    def begin_with_known(style: Any, parent: Any) -> None:  # noqa: ANN401
        begin(style, parent)
        one: _Known | None = vars(parent).get("known")
        if one is not None:
            style.update(one.anonymous)

    return begin_with_known


def _inheriting(css: Any, compute: Callable[..., object]) -> Callable[..., object]:  # noqa: ANN401
    """Note what an anonymous box has from an element whose values are known, and the properties' first values."""
    first = css.INITIAL_VALUES.keys() - css.INHERITED - css.INITIAL_NOT_COMPUTED - _OTHERS
    first = {name for name in first if not name.startswith(("text_decoration_", "__"))}

    def missing(style: Any, key: str) -> object:  # noqa: ANN401
        value = compute(style, key)
        one: _Known | None = vars(style.parent_style).get("known")
        if one is not None and (key in first or (key in css.INHERITED and key in one.values)):
            one.anonymous[key] = value
        return value

    return missing
