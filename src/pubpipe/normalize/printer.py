"""A tree -> canonical Markdown (NORMALIZER 2.3), every block checked by reading it back."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from pubpipe.normalize import document as doc
from pubpipe.normalize import escaping, parser
from pubpipe.normalize.emphasis import touching, without_emphasis, without_empty
from pubpipe.normalize.ordinary import ordinary
from pubpipe.normalize.tasks import settled

# Each of those that overlap: in <http://e.org/[^>[^1] the second is the call.
_CALL = re.compile(r"(?<!\\)(?=\[\^([^\]\s]+)\])")
# What a list's marker and what stands behind it may not come to (CommonMark 0.31.2, 4.1).
_RULE = re.compile(r"(?:(?:\* *){3,}|(?:- *){3,})$", re.M)

Escape = Callable[[str, bool], str]


def print_blocks(blocks: Iterable[doc.Block]) -> str:
    """Return canonical Markdown with one blank line between blocks and a newline at the end, or an empty string."""
    texts: list[str] = []
    previous: doc.Block | None = None
    alternate = False
    for block in blocks:
        alternate = _same_list_kind(previous, block) and not alternate
        texts.append(print_block(block, alternate=alternate))
        previous = block
    return "\n\n".join(texts) + "\n" if texts else ""


def print_block(block: doc.Block, *, alternate: bool = False) -> str:
    """Return one block without a final newline; see :func:`print_checked`."""
    return print_checked(block, alternate=alternate)[0]


def print_checked(block: doc.Block, *, alternate: bool = False) -> tuple[str, bool]:
    """Return one block without a final newline, and whether reading it back gives the same tree.

    ``alternate`` uses the second list marker, which keeps two lists in a row apart. The milder ways of
    escaping are tried first; escaping all punctuation is always valid. A list whose items hold what cannot follow
    their words directly (a list that begins with nothing) is set loosely. What even that cannot express (emphasis
    of nothing, or whose edges CommonMark does not recognise) is printed without its emphasis, the state of a task where
    no item begins as words.
    """
    text = "" if alternate else ordinary(block)
    if text:
        return text, True
    text, _, sound = _proved(block, alternate)
    return text, sound


def printable(block: doc.Block) -> doc.Block:
    """Return a block with no more emphasis than :func:`print_block` prints of it."""
    return block if ordinary(block) else _proved(block, alternate=False)[1]


def readable(block: doc.Block) -> doc.Block:
    """Return a block as it is, or where no way to print it is read back as it is, the one that is read."""
    text, sound = print_checked(block)
    if sound:
        return block
    match parser.blocks(text):
        case (one,):
            return one
        case _:
            return block


# A block is printed when it is proved and again when the body is: a book has few thousand that are not ordinary.
@functools.lru_cache(maxsize=4096)
def _proved(block: doc.Block, alternate: bool) -> tuple[str, doc.Block, bool]:
    loose = _loosened(block)
    for shape in (block,) if loose == block else (block, loose):
        for escape in (escaping.lightly, escaping.everything):
            for mark in ("*", "_"):
                text = _Printer(escape, mark, alternate).block(shape)
                if _reads_back(text, shape) and not touching(shape):
                    return text, block, True
    for fewer in (settled, without_empty, without_emphasis):
        bare = fewer(block)
        if bare != block:
            text = "" if alternate else ordinary(bare)
            return (text, bare, True) if text else _proved(bare, alternate)
    return _Printer(escaping.everything, "*", alternate).block(block), block, False


def _loosened(block: doc.Block) -> doc.Block:
    match block:
        case doc.ItemList(items):
            # A list reads as tight where it has no paragraph, whatever stands between its items, or nothing else.
            parted = len(items) > 1 or any(len(item) > 1 for item in items)
            loose = parted and any(isinstance(inner, doc.Paragraph) for item in items for inner in item)
            return replace(block, items=tuple(tuple(map(_loosened, i)) for i in items), tight=not loose)
        case doc.Quote(blocks) | doc.Note(_, blocks):
            return replace(block, blocks=tuple(map(_loosened, blocks)))
        case _:
            return block


def _reads_back(text: str, block: doc.Block) -> bool:
    # A call is a call only where its note stands, so the notes that this block calls are put after it.
    labels = sorted(set(_CALL.findall(text)) - ({block.label} if isinstance(block, doc.Note) else set()))
    notes = "".join(f"\n\n[^{label}]: x" for label in labels)
    return parser.blocks(text + notes)[: 1 if labels else None] == (block,)


class _Printer:
    """The choices under which one block is printed: how to escape, which mark emphasis has, which list marker."""

    __slots__ = ("_alternate", "_escape", "_mark")

    def __init__(self, escape: Escape, mark: str, alternate: bool) -> None:
        self._escape = escape
        self._mark = mark
        self._alternate = alternate

    def block(self, block: doc.Block) -> str:
        match block:
            case doc.Paragraph(children):
                return self.inlines(children, line_start=True)
            case doc.Heading(level, children):
                words = re.sub(r"(#+)$", r"\\\1", self.inlines(children, line_start=False))
                return f"{'#' * level} {words}".rstrip()
            case doc.ItemList():
                return self._list(block)
            case doc.Quote(blocks):
                return _prefix(self._many(blocks), "> ", "> ")
            case doc.CodeBlock(text, info):
                return escaping.fenced(text, info)
            case doc.Rule():
                return "* * *"
            case doc.Table():
                return self._table(block)
            case doc.Note(label, blocks):
                return _prefix(self._many(blocks), f"[^{label}]: ", "    ")

    def _many(self, blocks: Iterable[doc.Block]) -> str:
        texts: list[str] = []
        previous: doc.Block | None = None
        alternate = False
        for block in blocks:
            alternate = _same_list_kind(previous, block) and not alternate
            texts.append(_Printer(self._escape, self._mark, alternate).block(block))
            previous = block
        return "\n\n".join(texts)

    def _list(self, block: doc.ItemList) -> str:
        bodies = ["\n".join(self._tight(item)) if block.tight else self._many(item) for item in block.items]
        if block.start is not None:
            sign = ")" if self._alternate else "."
            markers = [f"{number}{sign} " for number in range(block.start, block.start + len(bodies))]
        else:
            bullet = "* " if self._alternate else "- "
            bullet = "+ " if any(_RULE.match(f"{bullet}{body}") for body in bodies) else bullet
            markers = [bullet] * len(bodies)
        texts = [
            _prefix(body, marker, " " * len(marker)) if body else marker.rstrip()
            for marker, body in zip(markers, bodies, strict=True)
        ]
        return ("\n" if block.tight else "\n\n").join(texts)

    def _tight(self, item: tuple[doc.Block, ...]) -> list[str]:
        fresh = _Printer(self._escape, self._mark, alternate=False)
        return [fresh.block(b) for b in item]

    def _table(self, table: doc.Table) -> str:
        rules = {"left": ":---", "center": ":---:", "right": "---:", "": "---"}
        lines = [self._row(table.header), "| " + " | ".join(rules[a] for a in table.alignments) + " |"]
        lines.extend(self._row(row) for row in table.rows)
        return "\n".join(lines)

    def _row(self, cells: tuple[tuple[doc.Inline, ...], ...]) -> str:
        texts = [re.sub(r"(?<!\\)\|", r"\\|", self.inlines(cell, line_start=False)) for cell in cells]
        return "| " + " | ".join(texts) + " |"

    def inlines(self, nodes: tuple[doc.Inline, ...], *, line_start: bool) -> str:
        parts: list[str] = []
        for node in nodes:
            # An exclamation mark before a bracket would make a picture of a link.
            if isinstance(node, doc.Link | doc.NoteCall) and parts and re.search(r"(?<!\\)!$", parts[-1]):
                parts[-1] = f"{parts[-1][:-1]}\\!"
            parts.append(self._inline(node, line_start=line_start))
            line_start = isinstance(node, doc.Break)
        return "".join(parts)

    def _inline(self, node: doc.Inline, *, line_start: bool) -> str:
        match node:
            case doc.Text(text):
                return self._escape(text, line_start)
            case doc.Emphasis(children):
                return f"{self._mark}{self.inlines(children, line_start=False)}{self._mark}"
            case doc.Strong(children):
                return f"**{self.inlines(children, line_start=False)}**"
            case doc.Code(text):
                return escaping.code_span(text)
            case doc.Link(children, target, title):
                return self._link(children, target, title)
            case doc.Picture(alt, source, title):
                return f"![{self._escape(alt, False)}]({escaping.target(source)}{escaping.title(title)})"
            case doc.Break():
                return "\\\n"
            case doc.NoteCall(label):
                return f"[^{label}]"
            case doc.Task():
                return doc.plain((node,))

    def _link(self, children: tuple[doc.Inline, ...], target: str, title: str) -> str:
        if is_bare(doc.Link(children, target, title)):
            return f"<{target}>"
        words = self.inlines(children, line_start=False)
        # ``[@name]`` is a citation to readers of pandoc's Markdown.
        words = f"\\{words}" if words.startswith("@") else words
        return f"[{words}]({escaping.target(target)}{escaping.title(title)})"


def is_bare(link: doc.Link) -> bool:
    """Tell whether a link is printed as its address alone, ``<address>``."""
    shown = link.children == (doc.Text(link.target),) and not link.title
    return shown and re.fullmatch(r"[A-Za-z][\w+.-]{1,31}:[^\s<>]*", link.target) is not None


def _prefix(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        (first if n == 0 else rest if line else rest.rstrip()) + line for n, line in enumerate(lines)
    )


def _same_list_kind(before: doc.Block | None, after: doc.Block) -> bool:
    both_lists = isinstance(before, doc.ItemList) and isinstance(after, doc.ItemList)
    return both_lists and (before.start is None) == (after.start is None)  # type: ignore[union-attr]
