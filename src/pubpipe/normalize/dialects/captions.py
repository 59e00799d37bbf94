"""``: A caption`` above or below a table (pandoc) -> a paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubpipe.normalize.dialects.marks import begins, leave_out

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_CAPTION = re.compile(r":[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"[ >]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ \t]*")
_LONGEST = 20  # lines
_REASON = "the mark of a table's caption"


def caption(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Leave out the mark of a caption, and read its words as a paragraph."""
    found = None if silent else _CAPTION.match(begins(state, start))
    if found is None or not (_is_below(state) or _is_above(state, start, end)):
        return False
    from markdown_it.rules_block import paragraph

    leave_out(state, start, ":", _REASON)
    paragraph(state, start, end, False)
    state.tokens[-2].content = state.tokens[-2].content[found.end() :]
    return True


def _is_below(state: StateBlock) -> bool:
    return bool(state.tokens) and state.tokens[-1].type == "table_close"


def _is_above(state: StateBlock, start: int, end: int) -> bool:
    """Whether a paragraph ends before the head of a table."""
    line, last = start, min(end, start + _LONGEST)
    while line < last and not state.isEmpty(line):
        line += 1
    head = begins(state, line + 1) if line + 2 < end else ""
    return (
        "|" in head and "|" in begins(state, line + 2) and bool(_UNDERLINE.fullmatch(begins(state, line + 2)))
    )
