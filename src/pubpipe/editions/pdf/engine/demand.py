"""WeasyPrint's styles of pseudo-elements -> the same styles, each made where it is asked for.

Its own sheet has rules for the marker, and for the calls and marks of a note, of every element there is: six styles for
each, nearly none of which is ever asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, TypeAlias

# Those of every element.
_SELDOM = frozenset(
    {"marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}
)

_Waiting: TypeAlias = "dict[tuple[object, str], tuple[object, tuple[Any, ...]]]"


def wait() -> None:
    """Let WeasyPrint make these styles on demand."""
    styles: Any = importlib.import_module("weasyprint.css").StyleFor
    make = styles.set_computed_styles
    styles.set_computed_styles = _deferring(make)
    styles.__call__ = _asking(styles.__call__, make)


def _deferring(make: Callable[..., None]) -> Callable[..., None]:
    def make_or_defer(  # noqa: PLR0913, PLR0917 - WeasyPrint's own parameters
        styles: Any,  # noqa: ANN401
        element: object,
        parent: object,
        root: object = None,
        pseudo_type: str | None = None,
        base_url: str | None = None,
        target_collector: Any = None,  # noqa: ANN401
    ) -> None:
        if pseudo_type in _SELDOM:
            declared = styles.get_cascaded_styles()[element, pseudo_type]
            # A name that something may lead to is to be known before pages are made.
            if "anchor" not in declared:
                given = (parent, root, pseudo_type, base_url, target_collector)
                _waiting(styles)[element, pseudo_type] = declared, given
                return
        make(styles, element, parent, root, pseudo_type, base_url, target_collector)

    return make_or_defer


def _asking(ask: Callable[..., Any], make: Callable[..., None]) -> Callable[..., Any]:
    def ask_or_make(styles: Any, element: object, pseudo_type: str | None = None) -> Any:  # noqa: ANN401
        if pseudo_type in _SELDOM and (one := _waiting(styles).pop((element, pseudo_type), None)):
            all_declared = styles.get_cascaded_styles()
            all_declared[element, pseudo_type], given = one
            make(styles, element, *given)
            del all_declared[element, pseudo_type]
        return ask(styles, element, pseudo_type)

    return ask_or_make


def _waiting(styles: Any) -> _Waiting:  # noqa: ANN401
    waiting: _Waiting = vars(styles).setdefault("waiting", {})
    return waiting
