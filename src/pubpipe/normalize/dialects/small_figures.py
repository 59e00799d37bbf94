"""``x^2^`` and ``H~2~O`` (pandoc) -> raised and lowered figures, where Unicode has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubpipe.normalize.dialects.marks import replace_with
from pubpipe.raised import lowered, raised

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

_RAISED = re.compile(r"\^((?:[+−-]?\d{1,6}|[ni]|[oa])[+−-]?)\^(?![\d^])")
# Tildes around a figure behind another one are a range, as in 3~5~7.
_LOWERED = re.compile(r"(?<=[A-Za-z)\]])~(\d{1,3}[+−-]?)~(?![\d~])")
_NEAR = 8  # code points before it that tell what it is
_REASON = "a figure above or below the line, which has a character of its own"


def small_figure(state: StateInline, silent: bool) -> bool:
    """Read figures between two signs, of which none stands beside another of its kind."""
    sign = state.src[state.pos]
    if sign not in "^~" or silent or state.env["refuses"]:
        return False
    found = (_RAISED if sign == "^" else _LOWERED).match(state.src, state.pos)
    before = state.src[max(0, state.pos - _NEAR) : state.pos]
    if found is None or before.endswith(sign):
        return False
    after = state.src[found.end() : found.end() + 1]
    said = raised(found[1], before) if sign == "^" else lowered(found[1])
    # Between nothing and nothing the signs are part of a face: (^3^).
    if said == found[1] or not (before[-1:].isalnum() or before[-1:] in tuple(")]}*_`") or after.isalpha()):
        return False
    replace_with(state, found[0], "sign", _REASON, said)
    state.pos = found.end()
    return True
