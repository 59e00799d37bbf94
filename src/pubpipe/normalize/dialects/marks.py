"""A sign that only an author's dialect has -> a token that tells where it stands, and what stands in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubpipe.normalize.dialects import MARK
from pubpipe.normalize.hypertext.traces import Trace

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_FAR = 10_000  # code points of a paragraph, beyond which a sign is looked for where its words are


@dataclass(frozen=True, slots=True)
class Line:
    """What is read as one line: its content, the first of its lines where the block says it, the lines of the text."""

    content: str
    first: int | None
    text: Sequence[str]


def placed(state: StateBlock, line: int, source: str, reason: str, at: int = 0) -> Trace:
    """Return the trace of a sign that goes, of a line's first one where it is not said where ``at`` it begins."""
    at = at or state.bMarks[line] + state.tShift[line]
    return Trace(source, "", "mark", reason=reason, place=(line, at - state.src.rfind("\n", 0, at) - 1))


def leave_out(state: StateBlock, line: int, source: str, reason: str) -> Token:
    """Add the token of a sign with which a line begins, and that goes."""
    token = state.push(MARK, "", 0)
    token.map = [line, line + 1]
    token.meta = {"trace": placed(state, line, source, reason)}
    return token


def replace_with(state: StateInline, source: str, kind: str, reason: str, words: str = "") -> None:
    """Add the token of a sign within a line, which says some words or nothing."""
    token = state.push(MARK, "", 0)
    token.content = words
    token.meta = {"trace": Trace(source, words, kind, reason=reason, place=_within(state, source))}


def is_placed(state: StateInline) -> bool:
    """Tell whether it is known where a sign stands; not in a cell, in a picture's words and far away."""
    line: Line = state.env["line"]
    return line.first is not None and state.src is line.content and state.pos <= _FAR


def _within(state: StateInline, source: str) -> tuple[int, int] | None:
    """The line and the code point of a sign, None where they are not known."""
    line: Line = state.env["line"]
    if line.first is None or not is_placed(state):
        return None
    before = state.src[: state.pos]
    number = line.first + before.count("\n")
    said = before[before.rfind("\n") + 1 :]
    at = line.text[number].find(said + source)
    return (number, at + len(said)) if at >= 0 else None


def begins(state: StateBlock, line: int, *, anywhere: bool = False) -> str:
    """Return a line from its first sign on, nothing for one that is code, refused or outside of what is open.

    ``anywhere`` it may end what is open, a list's item say.
    """
    indent = state.sCount[line] - state.blkIndent
    if indent > 3 or (indent < 0 and not anywhere) or line in state.env["refused"]:
        return ""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
