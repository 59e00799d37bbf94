"""``::: warning`` … ``:::`` (pandoc's fenced divs) -> the blocks between these lines; what a class says is not said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubpipe.normalize.dialects import MARK
from pubpipe.normalize.dialects.marks import begins, leave_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_LINE = re.compile(r"[ \t>]*(?P<colons>:{3,})(?P<name>[ \t]*(?:\{[^{}\n]*\}|[A-Za-z][\w-]*)[ \t]*:*)?[ \t]*")
_CODE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_REASON = "the fence of a division"


def pairs(text: str, refused: frozenset[int]) -> Mapping[int, int]:
    """Return for each line that opens a division, or closes one, the other, lines counted from 0."""
    found: dict[int, int] = {}
    opened: list[int] = []
    code = ""
    for n, line in enumerate(text.split("\n") if ":::" in text else ()):
        fence = _CODE.match(line)
        if code or fence:
            if not code and fence:
                code = fence[1]
            elif fence and fence[1].startswith(code) and not line[fence.end() :].strip():
                code = ""
            continue
        match = _LINE.fullmatch(line)
        if match is None or n in refused:
            continue
        if match["name"]:
            opened.append(n)
        elif opened:
            found[n] = opened.pop()
            found[found[n]] = n
    return found


def division(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the line that opens a division, or closes one."""
    source = begins(state, start, anywhere=silent)
    if not source.startswith(":::") or start not in state.env["divisions"]:
        return False
    if not silent:
        leave_out(state, start, source.rstrip(), _REASON).info = "division"
        state.line = start + 1
    return True


def torn(tokens: Iterable[Token], pairs: Mapping[int, int]) -> frozenset[int]:
    """Return the lines of fences of which one half has been read without the other, which stands in code, say."""
    read = {token.map[0] for token in tokens if token.type == MARK and token.info == "division" and token.map}
    return frozenset(half for line in read if pairs[line] not in read for half in (line, pairs[line]))
