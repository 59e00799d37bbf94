"""The canonical dialect as a tree: blocks and inlines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Literal words."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """``*…*``."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """``**…**``."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A code span."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link; one whose only words are its own target is printed as ``<target>``."""

    children: tuple[Inline, ...]
    target: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; ``title`` carries the credit."""

    alt: str
    source: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A hard line break."""


@dataclass(frozen=True, slots=True)
class NoteCall:
    """A footnote's call."""

    label: str


@dataclass(frozen=True, slots=True)
class Task:
    """The state of a task, ``[x]`` or ``[ ]``, at the beginning of a list's item; a space and words follow."""

    done: bool


Inline: TypeAlias = Text | Emphasis | Strong | Code | Link | Picture | Break | NoteCall | Task


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; verse is a paragraph with hard breaks."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; ``start`` is None for bullets, else the first number."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None
    tight: bool = True


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Code, byte for byte."""

    text: str
    info: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class Table:
    """A pipe table; ``alignments`` holds ``left``, ``center``, ``right`` or an empty string a column."""

    alignments: tuple[str, ...]
    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's text."""

    label: str
    blocks: tuple[Block, ...]


Block: TypeAlias = Paragraph | Heading | ItemList | Quote | CodeBlock | Rule | Table | Note


def plain(children: tuple[Inline, ...]) -> str:
    """The words of inlines, a hard break as a newline, calls left out."""
    parts = []
    for node in children:
        match node:
            case Text(text) | Code(text):
                parts.append(text)
            case Emphasis(inner) | Strong(inner) | Link(inner):
                parts.append(plain(inner))
            case Picture(alt):
                parts.append(alt)
            case Break():
                parts.append("\n")
            case Task(done):
                parts.append("[x]" if done else "[ ]")
            case NoteCall():
                pass
    return "".join(parts)


def words_of(block: Block) -> str:
    """The words of a block and of all blocks in it, one line a block."""
    match block:
        case Paragraph(children) | Heading(_, children):
            return plain(children)
        case ItemList(items):
            return "\n".join(words_of(b) for item in items for b in item)
        case Quote(blocks) | Note(_, blocks):
            return "\n".join(words_of(b) for b in blocks)
        case CodeBlock(text):
            return text
        case Table(_, header, rows):
            return "\n".join(" ".join(plain(cell) for cell in row) for row in (header, *rows))
        case Rule():
            return ""


def map_inlines(block: Block, change: Callable[[tuple[Inline, ...]], tuple[Inline, ...]]) -> Block:
    """The same block with ``change`` applied to each sequence of inlines, outermost ones only."""
    match block:
        case Paragraph(children):
            return Paragraph(change(children))
        case Heading(level, children):
            return Heading(level, change(children))
        case ItemList(items):
            mapped = tuple(tuple(map_inlines(b, change) for b in item) for item in items)
            return replace(block, items=mapped)
        case Quote(blocks):
            return Quote(tuple(map_inlines(b, change) for b in blocks))
        case Note(label, blocks):
            return Note(label, tuple(map_inlines(b, change) for b in blocks))
        case Table(_, header, rows):
            new_rows = tuple(tuple(change(c) for c in row) for row in rows)
            return replace(block, header=tuple(change(c) for c in header), rows=new_rows)
        case CodeBlock() | Rule():
            return block


def join_links(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The same inlines with links that lead to one place, and have nothing but a space between them, made one.

    Word processors cut a link where its characters change.
    """
    joined: list[Inline] = []
    for node in nodes:
        spaced = len(joined) > 1 and isinstance(joined[-1], Text) and not joined[-1].text.strip()
        last = joined[-2 if spaced else -1] if joined else None
        if not (
            isinstance(node, Link)
            and isinstance(last, Link)
            and (last.target, last.title) == (node.target, node.title)
        ):
            joined.append(node)
            continue
        children = (*last.children, *(joined[-1:] if spaced else ()), *node.children)
        del joined[-2 if spaced else -1 :]
        joined.append(replace(last, children=children))
    return tuple(joined)


def map_texts(children: tuple[Inline, ...], change: Callable[[str], str]) -> tuple[Inline, ...]:
    """The same inlines with ``change`` applied to all literal words; code spans and addresses are left alone."""
    mapped: list[Inline] = []
    for node in children:
        match node:
            case Text(text):
                mapped.append(Text(change(text)))
            case Emphasis(inner) | Strong(inner) | Link(inner):
                mapped.append(replace(node, children=map_texts(inner, change)))
            case Picture(alt):
                mapped.append(replace(node, alt=change(alt)))
            case _:
                mapped.append(node)
    return tuple(mapped)
