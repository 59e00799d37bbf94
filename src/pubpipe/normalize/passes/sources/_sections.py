"""Pieces -> the sections of sources among them: the head, and the entries with the pieces they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._ranges import locate
from pubpipe.normalize.passes.sources._lines import column_heads, lines_of, printed_lines, said
from pubpipe.sources.heads import after_head, is_head, is_strong_head
from pubpipe.sources.lines import (
    Entry,
    addresses,
    is_sentence,
    number_of,
    read,
    read_work,
    stated_number,
    verbatim,
)

_LONGEST_TITLE = 30


@dataclass(frozen=True, slots=True)
class Item:
    """An entry, its line, and the numbers of the pieces ``first:last`` (last included) that it stands in.

    ``number`` is the one that the list gives it, 0 where it gives none.
    """

    line: str
    entry: Entry
    first: int
    last: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A section that begins with piece ``first`` and ends before piece ``stop``.

    ``heads`` are the pieces that only head it; ``head_end`` is where a head ends in the draft that stands in
    the piece of its first entry, else 0.
    """

    first: int
    stop: int
    heads: tuple[int, ...]
    head_end: int
    items: tuple[Item, ...]
    confidence: float
    reason: str


def section_at(galley: Galley, n: int) -> Section | None:
    """Return the section whose head is piece ``n``, or which begins with ``n`` without one at the end of all."""
    piece = galley.pieces[n]
    if not isinstance(piece.block, doc.Paragraph | doc.Heading | doc.ItemList | doc.Table):
        return None
    if isinstance(piece.block, doc.Paragraph | doc.Heading) and is_head(doc.plain(piece.block.children)):
        settled = galley.canonical and isinstance(piece.block, doc.Paragraph)
        return None if settled else _headed(galley, n)
    # In a canonical text somebody may have edited the section; the words of its body are settled.
    if galley.canonical:
        return None
    return (_inline(galley, n) if isinstance(piece.block, doc.Paragraph) else None) or _headless(galley, n)


def _headed(galley: Galley, n: int) -> Section | None:
    block = galley.pieces[n].block
    assert isinstance(block, doc.Paragraph | doc.Heading)
    strong = is_strong_head(doc.plain(block.children))
    heads = [n]
    at = n + 1
    while at < len(galley.pieces) and _is_head_alone(galley, at):
        heads.append(at)
        at += 1
    items = tuple(_items(galley, at, strong=strong))
    if not items:
        return None
    reason = "the sources' heading"
    return Section(n, items[-1].last + 1, tuple(heads), 0, items, 0.97, reason)


def _is_head_alone(galley: Galley, n: int) -> bool:
    block = galley.pieces[n].block
    return isinstance(block, doc.Paragraph | doc.Heading) and is_head(doc.plain(block.children))


def _inline(galley: Galley, n: int) -> Section | None:
    """``Sources:`` and its entries in one paragraph: on the same line, or on the lines below."""
    piece = galley.pieces[n]
    head, rest = _cut(lines_of(galley, piece))
    items = [_item(line, n, n) for line in rest]
    if not items or not all(item and addresses(item.line) for item in items):
        return None
    found = (*(item for item in items if item), *_items(galley, n + 1, strong=False))
    stop = found[-1].last + 1
    # A single source may be that of the picture or the table above it.
    if len(found) < 2 and any(len(doc.words_of(p.block).split()) > 12 for p in galley.pieces[stop:]):
        return None
    where = locate(galley.draft.text, " ".join(re.findall(r"\w+", head)), piece.start, piece.end)
    return Section(n, stop, (), where[1], found, 0.95, "the sources' heading") if where else None


def _cut(lines: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The head at the beginning of a paragraph's lines, and its entries; both empty without a head."""
    first = lines[0] if lines else ""
    if is_head(first):
        return first, lines[1:]
    begin = after_head(first)
    alone = _addresses_alone(first[begin:])
    return (first[:begin], (*(alone or (first[begin:],)), *lines[1:])) if begin else ("", ())


def _addresses_alone(text: str) -> tuple[str, ...]:
    found = addresses(text)
    rest = text
    for start, end in reversed(found):
        rest = rest[:start] + rest[end:]
    alone = len(found) > 1 and not re.search(r"[^\W_]", re.sub(r"\b(?:and|und|et|y|e)\b", "", rest))
    return tuple(text[start:end] for start, end in found) if alone else ()


def _headless(galley: Galley, n: int) -> Section | None:
    """Two addresses and more, each alone on its line, or numbered from ``[1]``, at the very end of an article."""
    if n == 0 or _bare_lines(galley, n - 1):
        return None
    items: list[Item] = []
    for at in range(n, len(galley.pieces)):
        lines = _bare_lines(galley, at)
        if not lines or (galley.keeps(galley.pieces[at]) and at > n):
            return None
        items.extend(item for line in lines if (item := _item(line, at, at)))
    if len(items) < 2:
        return None
    return Section(n, len(galley.pieces), (), 0, tuple(items), 0.9, "addresses alone at the end")


def _bare_lines(galley: Galley, n: int) -> tuple[str, ...]:
    """The lines of a piece when each is an address alone, or a marker ``[n]`` and an entry."""
    lines = lines_of(galley, galley.pieces[n])
    return lines if lines and all(_is_bare(line) for line in lines) else ()


def _is_bare(line: str) -> bool:
    found = addresses(line)
    if not found:
        return False
    if re.match(r"\[\d{1,3}\]", line):
        return not is_sentence(line)
    rest = line[number_of(line) : found[0][0]] + line[found[0][1] :]
    return len(found) == 1 and not re.search(r"[^\W_]", rest) and "://" in line + "://" * ("www." in line)


def _items(galley: Galley, n: int, *, strong: bool) -> Iterator[Item]:
    """The entries from piece ``n`` on: the first piece that is none ends them.

    Without any address only works under a head that is of sources alone are entries.
    """
    found = list(_run(galley, n))
    addressed = any(addresses(item.line) or item.entry.source.doi for item in found)
    works = strong and len(found) >= 2 and all(item.entry.source.title for item in found)
    if addressed or works:
        yield from found


def _run(galley: Galley, n: int) -> Iterator[Item]:
    pieces = galley.pieces
    while n < len(pieces) and not galley.keeps(pieces[n]):
        lines = lines_of(galley, pieces[n])
        structured = isinstance(pieces[n].block, doc.ItemList | doc.Table)
        if column_heads(pieces[n].block) and galley.wishes.remove_nothing:
            return
        items = [_item(line, n, n, within_list=structured) for line in lines]
        if isinstance(block := pieces[n].block, doc.ItemList) and block.start is not None:
            items = [item and replace(item, number=k) for k, item in enumerate(items, block.start)]
        if len(lines) > 1 and not structured and _address_below(lines):
            items = [_item(" ".join(lines), n, n)]
        if not all(items) and isinstance(block := pieces[n].block, doc.Paragraph):
            printed = [_item(line, n, n) for line in printed_lines(block)]
            items = printed if all(printed) else items
        if structured and not any(item and item.entry.source.url for item in items):
            items = [item if item and item.entry.source.title else None for item in items]
        if not any(items) and _counts_on(galley, n):
            items = [Item(lines[0], verbatim(lines[0]), n, n, _number(galley, n) or 0)]
        if items and all(items):
            yield from (item for item in items if item)
            n += 1
            continue
        pair = _title_and_address(galley, n)
        if not pair:
            return
        yield pair
        n += 2


def _counts_on(galley: Galley, n: int) -> bool:
    """Whether a numbered line without an address stands between numbered lines, or ends them: a note on a book."""
    around = [_number(galley, k) for k in (n - 1, n, n + 1)]
    before, here, after = around
    last = n + 1 == len(galley.pieces) or is_head(doc.words_of(galley.pieces[n + 1].block))
    if here == 1 and after == 2 and n and is_head(doc.words_of(galley.pieces[n - 1].block)):
        return True
    return here is not None and here > 1 and before == here - 1 and (after == here + 1 or last)


def _number(galley: Galley, n: int) -> int | None:
    lines = lines_of(galley, galley.pieces[n]) if 0 <= n < len(galley.pieces) else ()
    found = re.match(r"\s*(\d{1,3})[.)]\s", lines[0]) if len(lines) == 1 else None
    return int(found[1]) if found else None


def _address_below(lines: tuple[str, ...]) -> bool:
    return _is_bare(lines[-1]) and not any(addresses(line) for line in lines[:-1])


def _title_and_address(galley: Galley, n: int) -> Item | None:
    """A title on a line of its own, above its address."""
    if n + 1 >= len(galley.pieces) or galley.keeps(galley.pieces[n + 1]):
        return None
    above, below = galley.pieces[n].block, galley.pieces[n + 1].block
    if not isinstance(above, doc.Paragraph) or not isinstance(below, doc.Paragraph):
        return None
    title, address = said(above.children), said(below.children)
    found = addresses(address)
    if "\n" in title or len(title.split()) > _LONGEST_TITLE or is_head(title) or len(found) != 1:
        return None
    if re.search(r"[^\W_]", address[: found[0][0]] + address[found[0][1] :]):
        return None
    return _item(f"{title} <{address.strip('<> ')}>", n, n + 1)


def _item(line: str, first: int, last: int, *, within_list: bool = False) -> Item | None:
    entry = None if is_sentence(line) and not within_list else read(line) or read_work(line)
    if (
        entry is None
        and (within_list or re.match(r"\s*(?:\[\d{1,3}\]|\^\d)", line))
        and re.search(r"\w", line[number_of(line) :])
    ):
        entry = verbatim(line)
    return Item(line, entry, first, last, stated_number(line)) if entry else None
