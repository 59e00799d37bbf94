"""Attributes in braces behind what they belong to (pandoc, kramdown, MkDocs) -> nothing; a fence keeps its language.

They are read only where their grammar leaves no doubt: an ``#id``, a ``.class``, a ``key=value``, pandoc's ``-``, and
in kramdown's ``{: …}`` a name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubpipe.normalize.dialects.marks import begins, is_placed, leave_out, replace_with
from pubpipe.normalize.hypertext.traces import Trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_VALUE = r"(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}=<>`]+)"
_NAMED = r"#\w[\w:.-]*|\.[^\W\d][\w:.-]*"
_ITEM = rf"(?:{_NAMED}|[A-Za-z_][\w:.-]*={_VALUE}|-)"
_BRACES = rf"\{{\s*{_ITEM}(?:\s+{_ITEM})*\s*\}}"
_KRAMDOWN = rf"\{{:\s*(?:{_ITEM}|[A-Za-z][\w-]*)(?:\s+(?:{_ITEM}|[A-Za-z][\w-]*))*\s*\}}"
_BEHIND = re.compile(rf"{_KRAMDOWN}|{_BRACES}")
_BEHIND_EMPHASIS = re.compile(_KRAMDOWN)
# On a line of its own a value alone may be a template's, or what a text tells of one.
_ALONE = re.compile(rf"(?:{_KRAMDOWN}|\{{\s*(?:{_NAMED})(?:\s+{_ITEM})*\s*\}})[ \t]*")
_INFO = re.compile(rf"(?P<language>[^\s{{}}]*)\s*(?P<attributes>{_BRACES})")
_CLASS = re.compile(r"(?<![^\s{])\.([^\s}]+)")
# Classes of a listing that name no language.
_UNSPOKEN = (
    "annotate",
    "copy",
    "lineanchors",
    "line-anchors",
    "linenums",
    "numberlines",
    "number-lines",
    "select",
)
_REASON = "attributes, which say how it is set"
_OWNERS = ("link_close", "image", "code_inline")


def behind(state: StateInline, silent: bool) -> bool:
    """Read the attributes behind a link, a picture or code, and kramdown's behind emphasis."""
    at = state.pos
    if state.src[at] != "{" or silent or at == 0 or state.env["refuses"]:
        return False
    owned = not state.pending and bool(state.tokens) and state.tokens[-1].type in _OWNERS
    if not owned and state.src[at - 1] not in "*_":
        return False
    found = (_BEHIND if owned else _BEHIND_EMPHASIS).match(state.src, at)
    if found is None:
        return False
    replace_with(state, found[0], "mark", _REASON)
    state.pos = found.end()
    return True


def around(state: StateInline, silent: bool) -> bool:
    """Read words between brackets with attributes behind them (pandoc's bracketed spans) as words."""
    first = state.pos
    if silent or state.src[first] != "[" or state.env["refuses"] or state.src.startswith("[^", first):
        return False
    last = state.md.helpers.parseLinkLabel(state, first, False)
    found = _BEHIND.match(state.src, last + 1) if last > first + 1 else None
    if found is None or not is_placed(state):
        return False
    replace_with(state, "[", "mark", _REASON)
    state.pos, stop, state.posMax = first + 1, state.posMax, last
    state.md.inline.tokenize(state)
    state.pos, state.posMax = last, stop
    replace_with(state, f"]{found[0]}", "mark", _REASON)
    state.pos = found.end()
    return True


def line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read attributes that stand on the last line of a block, or between two."""
    source = begins(state, start, anywhere=silent)
    if (
        source[:1] != "{"
        or not _ALONE.fullmatch(source)
        or not (start + 1 >= end or state.isEmpty(start + 1))
    ):
        return False
    if not silent:
        leave_out(state, start, source.rstrip(), _REASON)
        state.line = start + 1
    return True


def strip(tokens: Sequence[Token], refused: frozenset[int]) -> None:
    """Take the attributes of headings and fences out of their tokens; their ``meta`` has the traces."""
    for n, token in enumerate(tokens):
        if token.map is None or token.map[0] in refused:
            continue
        if token.type == "heading_open":
            _strip_heading(tokens[n + 1])
        elif token.type == "fence":
            _strip_info(token)


def _strip_heading(inline: Token) -> None:
    at = inline.content.rfind("{")
    if at < 1 or not _BEHIND.fullmatch(inline.content, at) or not inline.content[at - 1].isspace():
        return
    words = inline.content[:at].rstrip()
    # The signs that close a heading are no words of it where attributes follow them.
    bare = words.rstrip("#")
    words = bare.rstrip() if bare[-1:].isspace() else words
    if words.strip("# \t"):
        source = inline.content[len(words) :].strip()
        inline.content = words
        inline.meta = {"behind": Trace(source, "", "mark", reason=_REASON)}


def _strip_info(fence: Token) -> None:
    found = _INFO.fullmatch(fence.info.strip())
    if found:
        named = (name for name in _CLASS.findall(found["attributes"]) if name.lower() not in _UNSPOKEN)
        fence.info = found["language"] or next(named, "")
        after = "" if found["language"] else fence.info
        fence.meta = {"trace": Trace(found["attributes"], after, "mark", reason=_REASON)}
