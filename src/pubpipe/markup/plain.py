"""Canonical Markdown of plain words -> the XHTML that pandoc makes of it, made in process.

Most articles are headings, paragraphs, quotations and short lists with emphasis, links, notes and a list of sources.
There markdown-it and pandoc make the same, and the one takes a twelfth of the other's time. Whatever they might read
or write in two ways is pandoc's.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from unicodedata import is_normalized

from pubpipe.markup import noted

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Of an address only what nobody escapes or decodes.
_ADDRESS = r"https?://[A-Za-z0-9./_~:?=&%#+,@!$*-]+"
# Escaped signs, the ends of lines within a paragraph, addresses and links to them, notes' calls.
_SETTLED = re.compile(
    rf"\\[!-/:-@\[-`{{-~]|(?<=\S)\\(?=\n[^\W_])|<{_ADDRESS}>|(?<!!)\[(?P<words>[^\[\]\n*_`<>\\!]+)\]\({_ADDRESS}\)"
    rf"|{noted.CALL}"
)
# What begins pictures, code, tables, entities, HTML and other links and escapes; controls; spaces that are not ASCII's,
# or stand beside one another, at a line's beginning or at its end; what XML or UTF-8 has no place for; boxes, of which
# pandoc makes controls.
_UNSURE = re.compile(
    r"[\[\]|`<\\~]|&(?=#?\w+;)|[^\S\n ]|^ | (?=[ \n]|\Z)|[\x00-\x08\x0e-\x1f\x7f-\xa0\u200b-\u200f\u2028-\u202e]"
    r"|[\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]|[☐☒]",
    re.MULTILINE,
)
# Marks of which every reader of CommonMark says the same (0.31, 6.2): within a word, between spaces, and around words
# that begin with a letter, none within another.
_WORDED = re.compile(
    r"(?<=[^\W_])_+(?=[^\W_])|(?<!\S)\*(?!\S)"
    r"|(?<![^\W_])(?<![*_])(\*\*?)(?=[^\W_])(?:[^*_\n]|(?<=[^\W_])_(?=[^\W_]))+(?<=\S)\1(?![*_])(?![^\W_])"
)
_BLOCKS = ("heading", "paragraph", "blockquote", "bullet_list", "ordered_list", "list_item")
_SURE = frozenset({f"{name}_{end}" for name in _BLOCKS for end in ("open", "close")} | {"inline"})
_WORDS = frozenset(
    {"text", "em_open", "em_close", "strong_open", "strong_close", "link_open", "link_close", "hardbreak"}
)
# An item is one paragraph: of others, and of empty ones, pandoc has views of its own. A quotation that begins with none
# may be one that markdown-it did not look into, which it leaves off at a depth of twenty.
_ITEM = ["paragraph_open", "inline", "paragraph_close", "list_item_close"]
_NUMBERED = re.compile(r'<ol( start="\d+")?>')


def plain(markdown: str) -> str | None:
    """Return a text as an XHTML fragment; None where pandoc alone is to say what it is."""
    text, notes = noted.parted(markdown)
    if notes is None:
        return None
    body, made = _fragment(text), [_fragment(note) for note in notes.values()]
    if body is None or None in made:
        return None
    return noted.joined(body, dict(zip(notes, map(str, made), strict=True)))


def _fragment(markdown: str) -> str | None:
    rest = _SETTLED.sub(lambda match: f".{match['words'] or ''}.", markdown)
    # pandoc composes letters and their accents.
    if _UNSURE.search(rest) or not is_normalized("NFC", markdown) or not _has_sure_marks(rest):
        return None
    parser = _parser()
    tokens = parser.parse(markdown)
    if not tokens or not _is_sure(tokens):
        return None
    made: str = parser.renderer.render(tokens, parser.options, {})
    # pandoc lets an item begin and end with its text, names the kind of numbers and escapes no quotation mark.
    made = made.replace("<li>\n<p>", "<li><p>").replace("</p>\n</li>", "</p></li>").replace("&quot;", '"')
    return _NUMBERED.sub(r'<ol\1 type="1">', made)


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"xhtmlOut": True})
    # The addresses that are left to it are as they should be, and none of an unwanted kind.
    vars(parser).update(normalizeLink=str, normalizeLinkText=str)
    return parser


def _has_sure_marks(markdown: str) -> bool:
    rest = _WORDED.sub("", markdown) if "*" in markdown or "_" in markdown else ""
    return "*" not in rest and "_" not in rest


def _is_sure(tokens: Sequence[Token]) -> bool:
    types = [token.type for token in tokens]
    for place, (kind, token) in enumerate(zip(types, tokens, strict=True)):
        if kind not in _SURE or (kind == "list_item_open" and types[place + 1 : place + 5] != _ITEM):
            return False
        if kind == "blockquote_open" and types[place + 1] != "paragraph_open":
            return False
        words = token.children or ()
        if kind == "inline" and (not words or not _WORDS.issuperset(word.type for word in words)):
            return False
    return True
