"""``Term`` over ``: definition`` (pandoc, PHP Markdown Extra, kramdown) -> paragraphs, and what else stands there.

Readers of web pages and of documents make the same of definition lists: terms and definitions in their order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubpipe.normalize.dialects.marks import begins, leave_out

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_MARKER = re.compile(r":[ \t]+(?=\S)")
_REASON = "the mark of a definition"
_DEEPEST = 8
_LONGEST = 60  # code points of a term whose definition is not set apart: a wrapped line of prose is longer
_LONGEST_OF_SEVERAL = 40
_MOST = 8  # terms of one definition
_ENDS = (".", "!", "?", ",", ";", "。", "؟", "،")  # of what is said in prose
# What would have begun a block of its own, or holds the columns of a table.
_NO_TERM = re.compile(r"[-*+>#|~`:=]|\d{1,9}[.)]\s|.*(?:\S {2,}\S|\t)|.*[.,;!?:]$")
# A colon before these, with a single space, is as often one that a line of prose, of a play or of a table begins with.
_DOUBTFUL = re.compile(r": (?=\d|[^\w\s*_`\[<({!])")


def definition_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read terms with their definitions; within one, a mark ends a paragraph."""
    if silent:
        return state.ddIndent >= 0 and _marker(state, start, 0, state.ddIndent + 1) is not None
    marked = _marked(state, start, end) if state.level < _DEEPEST and begins(state, start) else 0
    if not marked:
        return False
    for line in range(start, marked):
        if not state.isEmpty(line):
            _term(state, line)
    state.line = marked
    while state.line < end and _marker(state, state.line, state.blkIndent, state.blkIndent + 3):
        _definition(state, state.line, end)
    return True


def _marker(state: StateBlock, line: int, least: int, most: int) -> re.Match[str] | None:
    """The mark with which a line begins that is indented by so many columns."""
    if line in state.env["refused"] or not least <= state.sCount[line] <= most:
        return None
    return _MARKER.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])


def _marked(state: StateBlock, start: int, end: int) -> int:
    """The line of the first definition where terms begin, else 0."""
    stop = start
    while stop < end and not state.isEmpty(stop) and not _MARKER.match(begins(state, stop)):
        if not begins(state, stop) or stop - start == _MOST:
            return 0
        stop += 1
    apart = stop < end and state.isEmpty(stop)
    marked = stop + apart
    marker = _MARKER.match(begins(state, marked)) if marked < end else None
    terms = [begins(state, line).rstrip() for line in range(start, stop)]
    if marker is None or not terms or _MARKER.match(terms[0]) or terms[0][:1] == "|" or terms[-1][-1:] == ":":
        return 0
    if len(terms) > 1:
        surely = all(len(term) <= _LONGEST_OF_SEVERAL and not _NO_TERM.match(term) for term in terms)
        return marked if surely and not _DOUBTFUL.match(begins(state, marked)) else 0
    prose = len(terms[0]) > _LONGEST or terms[0].endswith(_ENDS)
    return 0 if (prose and len(marker[0]) == 2) or _DOUBTFUL.match(begins(state, marked)) else marked


def _term(state: StateBlock, line: int) -> None:
    token = state.push("paragraph_open", "p", 1)
    token.map = [line, line + 1]
    token = state.push("inline", "", 0)
    token.content = state.getLines(line, line + 1, state.blkIndent, False).strip()
    token.map = [line, line + 1]
    token.children = []
    state.push("paragraph_close", "p", -1)


def _definition(state: StateBlock, line: int, end: int) -> None:
    """Read what stands in a definition as blocks."""
    leave_out(state, line, ":", _REASON)
    marker = state.sCount[line]
    at = state.bMarks[line] + state.tShift[line] + 1
    column = marker + 1
    while state.src[at] in " \t":
        column += 4 - (column + state.bsCount[line]) % 4 if state.src[at] == "\t" else 1
        at += 1
    indent = marker + _indent(state, line, end, marker)
    kept = state.blkIndent, state.ddIndent, state.tShift[line], state.tight, state.parentType
    state.blkIndent, state.ddIndent, state.tight, state.parentType = indent, marker, True, "deflist"
    state.tShift[line], state.sCount[line] = at - state.bMarks[line], max(indent, min(column, indent + 3))
    state.level += 1
    state.md.block.tokenize(state, line, end)
    state.level -= 1
    state.blkIndent, state.ddIndent, state.tShift[line], state.tight, state.parentType = kept
    state.sCount[line] = marker


def _indent(state: StateBlock, line: int, end: int, marker: int) -> int:
    """How far what goes on in a definition is indented behind its mark: by four columns, or fewer where it is so."""
    least = 4
    for n in range(line + 1, end):
        if state.isEmpty(n):
            continue
        if state.sCount[n] < marker + 2:
            if state.isEmpty(n - 1) or _marker(state, n, 0, marker + 1):
                break
            continue
        least = min(least, state.sCount[n] - marker)
    return least
