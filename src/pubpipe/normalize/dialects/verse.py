"""Lines behind bars (pandoc's line blocks) -> paragraphs with hard breaks, one a stanza."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubpipe.normalize.dialects.marks import begins, leave_out, placed

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

# A second bar would be that of a table's cell, or of a list of links.
_LINE = re.compile(r"\|(?:[ \t]+[^|\s][^|]*|[ \t]*)")
_REASON = "the bar of a line of verse"


def verse(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read two lines or more that each begin with a bar, from one empty line to the next."""
    stop = end if silent else start
    while stop < end and _LINE.fullmatch(begins(state, stop)):
        stop += 1
    said = [line for line in range(start, stop) if begins(state, line)[1:].strip()]
    if len(said) < 2 or (stop < end and not state.isEmpty(stop)):
        return False
    opened = False
    for line in range(start, stop):
        if line not in said:
            opened = _close(state, line) if opened else False
            leave_out(state, line, "|", _REASON)
            continue
        if not opened:
            state.push("paragraph_open", "p", 1).map = [line, stop]
        token = state.push("inline", "", 0)
        token.content = begins(state, line)[1:].strip()
        token.map = [line, line + 1]
        token.children = []
        token.meta = {"trace": placed(state, line, "|", _REASON), "broken": opened}
        opened = True
    if opened:
        _close(state, stop)
    state.line = stop
    return True


def _close(state: StateBlock, stop: int) -> bool:
    """End the stanza that is open before a line."""
    opening = next(token for token in reversed(state.tokens) if token.type == "paragraph_open")
    opening.map = [opening.map[0] if opening.map else stop, stop]
    state.push("paragraph_close", "p", -1)
    return False
