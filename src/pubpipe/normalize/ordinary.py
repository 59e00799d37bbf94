"""A block of ordinary words -> its canonical Markdown, known without reading it back; nothing for any other block."""

from __future__ import annotations

import re

from pubpipe.normalize import document as doc

# Words with single spaces between them, from a letter on, without any sign that could be markup within a line.
_WORDS = re.compile(
    r"""[^\W\d_](?:[0-9A-Za-z,.;:!?'"()/%$@#+=\u00a0-\U0010ffff-]++|\x20(?=[^ ])|&(?=[ ]))*+(?<=\S)"""
)
# An address that stands between parentheses as it is: no sign of it would be taken for an escape or a reference.
_TARGET = re.compile(r"[A-Za-z][A-Za-z+.-]{1,31}:(?:[0-9A-Za-z:/.?=#%+,;~@!$_'*-]|&(?!#?\w+;))+")
# An address that is shown as it is: no part of it would be decoded, encoded or left out on the way.
_BARE = re.compile(
    r"https?://(?!\S*xn--)[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#](?:[0-9A-Za-z/._~=+,;@!$*-]|&(?!#?\w+;)|[?#](?=\w))*+)?(?<![?#])"
)
_STAND_IN = "x"  # for an address, of which no sign is markup
_LAST_NUMBER = 999_999_999  # of a list (CommonMark 0.31 §5.2)
_AFTER = re.compile(r"[ ,.;:?!)]")


def ordinary(block: doc.Block) -> str:
    """Return the text of a paragraph, a heading or a list whose words, links and emphasis can be read in one way only.

    Most blocks of an article are such. To read one back costs a hundred times as much, and the laws of the
    printer hold this function to what the parser says.
    """
    if isinstance(block, doc.Paragraph):
        return _lines(block.children)
    if isinstance(block, doc.Heading):
        line = _line(block.children)
        return f"{'#' * block.level} {line}" if line and not line.endswith("#") else ""
    if isinstance(block, doc.ItemList):
        return _items(block)
    return ""


def _items(block: doc.ItemList) -> str:
    """A list whose items are one line each, one below the other."""
    if not block.tight or not 0 <= (block.start or 0) < _LAST_NUMBER - len(block.items):
        return ""
    lines = []
    for n, item in enumerate(block.items):
        line = _line(item[0].children) if len(item) == 1 and isinstance(item[0], doc.Paragraph) else ""
        if not line:
            return ""
        lines.append(f"- {line}" if block.start is None else f"{block.start + n}. {line}")
    return "\n".join(lines)


def _lines(children: tuple[doc.Inline, ...]) -> str:
    if doc.Break() not in children:
        return _line(children)
    lines: list[str] = []
    begin = 0
    for n, node in enumerate((*children, doc.Break())):
        if isinstance(node, doc.Break):
            lines.append(_line(children[begin:n]))
            begin = n + 1
    return "\\\n".join(lines) if all(lines) else ""


def _line(children: tuple[doc.Inline, ...]) -> str:
    """One line of Markdown; empty where a sign, a space or two nodes in a row leave doubt how it would be read."""
    shown, printed = "", ""
    last: doc.Inline | None = None
    for n, node in enumerate(children):
        match node:
            case doc.Text(words) if not isinstance(last, doc.Text):
                printed += words
            case doc.Link((doc.Text(words),), target, "") if (
                words == target and shown and printed[-1:] != "!" and _BARE.fullmatch(words)
            ):
                printed += f"<{words}>"
                words = _STAND_IN
            case doc.Link((doc.Text(words),), target, "") if _is_link(words, target) and printed[-1:] != "!":
                printed += f"[{words}]({target})"
            case doc.Emphasis((doc.Text(words),)) | doc.Strong((doc.Text(words),)) if (
                printed[-1:] in ("", " ") and _is_marked(words) and _ends(children[n + 1 : n + 2])
            ):
                mark = "*" if isinstance(node, doc.Emphasis) else "**"
                printed += f"{mark}{words}{mark}"
            case _:
                return ""
        shown += words
        last = node
    return printed if _WORDS.fullmatch(shown) and ":::" not in shown else ""


def _is_link(words: str, target: str) -> bool:
    return words != target and bool(_WORDS.fullmatch(words)) and bool(_TARGET.fullmatch(target))


def _is_marked(words: str) -> bool:
    """Whether the edges of emphasised words are letters or figures: its marks then open and close and nothing else."""
    return bool(_WORDS.fullmatch(words)) and words[-1].isalnum()


def _ends(after: tuple[doc.Inline, ...]) -> bool:
    """Whether nothing, or a text that begins with a space or a sign, comes after emphasis."""
    return not after or (isinstance(after[0], doc.Text) and bool(_AFTER.match(after[0].text)))
