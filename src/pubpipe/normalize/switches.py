"""What the front matter and the user switch on and off -> the steps that do not run."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from pubpipe.errors import ArticleError
from pubpipe.model import Draft, Json


def switched_off(
    draft: Draft, switches: Mapping[str, bool], steps: tuple[str, ...], on_demand: frozenset[str]
) -> tuple[str, ...]:
    """Return the steps that do not run, in their order (NORMALIZER 1, common contract).

    An option or the sidecar (``switches``) is stronger than the front matter. ``steps`` are those that can be
    switched, ``on_demand`` those of them that only run when asked for. Raises ArticleError for a name in the
    front matter that is none of them.
    """
    asked: dict[str, bool] = {}
    for declared in draft.declared:
        if declared.key in ("pubpipe.off", "pubpipe.on"):
            for name in listed(declared.value):
                if wrong := unknown(name, steps):
                    raise ArticleError(f"{draft.origin.name}: front matter: {wrong[0]}", wrong[1])
                asked[name] = declared.key == "pubpipe.on"
    asked.update(switches)
    return tuple(name for name in steps if not asked.get(name, name not in on_demand))


def listed(value: Json) -> tuple[str, ...]:
    """Return the names of a list, or of a text with commas or spaces between them."""
    items = value if isinstance(value, list) else [value]
    return tuple(name for item in items for name in str(item or "").replace(",", " ").split())


def unknown(name: str, steps: tuple[str, ...]) -> tuple[str, str] | None:
    """Return what is wrong with a step's name and a hint, None for one that can be switched."""
    if name in steps:
        return None
    close = difflib.get_close_matches(name, steps, 1)
    hint = f"Did you mean {close[0]!r}?" if close else f"Steps: {', '.join(steps)}."
    return f"there is no step {name!r} to switch", hint
