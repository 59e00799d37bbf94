"""A parser of Markdown -> the same parser for what authors write in other dialects, and their tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pubpipe.normalize.dialects import attributes, divisions, targets
from pubpipe.normalize.dialects.captions import caption
from pubpipe.normalize.dialects.definition_lists import definition_list
from pubpipe.normalize.dialects.marks import Line
from pubpipe.normalize.dialects.small_figures import small_figure
from pubpipe.normalize.dialects.verse import verse

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_TRIALS = 3
_AROUND = ["paragraph", "reference", "blockquote", "list"]


def extended(parser: MarkdownIt) -> MarkdownIt:
    """Return a parser with the rules of the other dialects."""
    block, inline = parser.block.ruler, parser.inline.ruler
    block.before("lheading", "attributes", attributes.line, {"alt": _AROUND})
    block.before("lheading", "division", divisions.division, {"alt": _AROUND})
    block.before("lheading", "verse", verse, {"alt": []})
    block.before("lheading", "caption", caption, {"alt": []})
    block.before("lheading", "definition_list", definition_list, {"alt": _AROUND[:3]})
    inline.before("emphasis", "attributes", attributes.behind)
    inline.after("link", "attributes_around", attributes.around)
    inline.before("emphasis", "small_figure", small_figure)
    parser.core.ruler.at("inline", _inline)
    return parser


def tokens(parser: MarkdownIt, text: str, refused: frozenset[int]) -> list[Token]:
    """Return the tokens of a text; on ``refused`` lines, counted from 0, nothing of another dialect is read."""
    for trial in range(_TRIALS + 1):
        pairs = divisions.pairs(text, refused) if trial < _TRIALS else {}
        found = parser.parse(text, {"refused": refused, "refuses": False, "divisions": pairs})
        torn = divisions.torn(found, pairs)
        if not torn:
            break
        refused |= torn
    return found


def _inline(state: StateCore) -> None:
    """Read the lines as markdown-it does, those that are refused without signs of other dialects."""
    env: Any = state.env
    attributes.strip(state.tokens, env["refused"])
    text, lines, around = state.src.split("\n"), [0, 0], ""
    for token in state.tokens:
        lines = token.map or lines
        if token.type == "inline" and token.children is not None:
            env["refuses"] = not env["refused"].isdisjoint(range(*lines))
            env["line"] = Line(token.content, None if around in ("td_open", "th_open") else lines[0], text)
            state.md.inline.parse(token.content, state.md, env, token.children)
        around = token.type
    targets.lead(state.tokens, env["refused"])
