"""A piece of a sources section -> its entries as lines, a link as ``words <address>``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from pubpipe.normalize import document as doc
from pubpipe.normalize import parser
from pubpipe.normalize.contents import inlines
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.tokens import is_skipped, words
from pubpipe.sources.lines import NUMBER, addresses

_NUMBERED = re.compile(r"\s(?=\[\d{1,3}\]\s)")
_BETWEEN = re.compile(r"[\s,;|]*(?:and|und|et|y|e)?[\s,;|]*")


def lines_of(galley: Galley, piece: Piece) -> tuple[str, ...]:
    """Return the lines of a paragraph, the items of a list, the rows of a table; nothing of other blocks.

    Nothing of one that shows a picture either: a record of a source has no place for it.
    """
    if any(isinstance(node, doc.Picture) for node in inlines(piece.block)):
        return ()
    match piece.block:
        case doc.Paragraph(children):
            broken = _as_written(galley, piece) or children
            return tuple(line for part in _broken(broken) for line in _parted(said(part)))
        case doc.ItemList(items):
            return tuple(" ".join(_flat(block) for block in item) for item in items)
        case doc.Table(_, header, rows):
            entries = rows if column_heads(piece.block) else (header, *rows)
            return tuple(" | ".join(cell for c in row if (cell := said(c))) for row in entries)
        case _:
            return ()


def printed_lines(block: doc.Paragraph) -> tuple[str, ...]:
    """Return the lines of a paragraph as they are printed: a soft end of a line is a space."""
    return tuple(" ".join(said(part).split()) for part in _broken(block.children))


def column_heads(block: doc.Block) -> bool:
    """Tell whether a block is a table whose first row names no source but what stands below."""
    return isinstance(block, doc.Table) and not any(addresses(said(cell)) for cell in block.header)


def said(children: tuple[doc.Inline, ...]) -> str:
    """Return the words of inlines with the address of each link behind its own words."""
    parts: list[str] = []
    for node in children:
        match node:
            case doc.Link(inner, target, title):
                # An address that is its own words reads as in raw text, before it was made a link.
                shown = f"<{target}>" if addresses(target) else f"{target} "
                pointed = f"{target} " if inner == (doc.Text(target),) else f"{said(inner)} {shown}"
                # What begins within a word would be read as one word with it.
                pointed = f" {pointed}" if parts and parts[-1][-1:].isalnum() else pointed
                parts.append(f"{pointed}{f' ({title})' if title else ''}")
            case doc.Emphasis(inner) | doc.Strong(inner):
                parts.append(said(inner))
            case doc.NoteCall(label):
                parts.append(f" [^{label}]")
            case doc.Code(text):
                parts.append(_legible(text))
            case _:
                parts.append(doc.plain((node,)))
    return "".join(parts)


def _flat(block: doc.Block) -> str:
    match block:
        case doc.Paragraph(children) | doc.Heading(_, children):
            return said(children).replace("\n", " ")
        case doc.ItemList(items):
            return " ".join(_flat(inner) for item in items for inner in item)
        case _:
            info = f"{block.info} " if isinstance(block, doc.CodeBlock) else ""
            return _legible(f"{info}{doc.words_of(block)}")


def _legible(text: str) -> str:
    """Code as words, which lose what code keeps: characters that nobody sees, spaces of other kinds."""
    seen = "".join(char for char in text if not is_skipped(char))
    return unicodedata.normalize("NFC", re.sub(r"\s", " ", seen))


def _as_written(galley: Galley, piece: Piece) -> tuple[doc.Inline, ...]:
    """The inlines of a Markdown paragraph with a break at each end of a line, where its words stay the same."""
    if galley.draft.kind != "markdown" or not isinstance(piece.block, doc.Paragraph):
        return ()
    raw = galley.draft.text[piece.start : piece.end]
    if "\n" not in raw or len(raw) > 20_000 or not addresses(raw):
        return ()
    hard = parser.blocks("\\\n".join(line.rstrip("\\ ") for line in raw.splitlines()))
    if len(hard) != 1 or not isinstance(hard[0], doc.Paragraph):
        return ()
    same = doc.words_of(hard[0]).split() == doc.words_of(piece.block).split()
    return hard[0].children if same else ()


def _broken(children: tuple[doc.Inline, ...]) -> Iterator[tuple[doc.Inline, ...]]:
    part: list[doc.Inline] = []
    for node in children:
        if isinstance(node, doc.Break):
            yield tuple(part)
            part = []
        else:
            part.append(node)
    yield tuple(part)


def _parted(line: str) -> Iterator[str]:
    """A line that holds several entries, parted: at ``[n]``, or between addresses that nothing else stands by."""
    found = addresses(line)
    if len(found) < 2:
        yield line
        return
    if NUMBER.match(line) and len(parts := _NUMBERED.split(line)) > 1 and all(addresses(p) for p in parts):
        yield from parts
        return
    between = [line[a[1] : b[0]].strip("<>") for a, b in pairwise(found)]
    around = words(line[: found[0][0]]) + words(line[found[-1][1] :])
    if around or not all(_BETWEEN.fullmatch(gap.strip("<>")) for gap in between):
        yield line
        return
    for start, end in found:
        yield line[start:end]
