"""A manuscript and a layout -> a page of plain text: title block, text, notes, sources."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubpipe.editions.parts import body_tree, title_block
from pubpipe.editions.readings import spelt_out
from pubpipe.editions.text.blocks import Block, blocks, hang, heading, notes
from pubpipe.editions.text.columns import wrap
from pubpipe.editions.text.layout import Layout
from pubpipe.editions.text.links import NUMBER, number, part_from_notes
from pubpipe.editions.text.parting import part
from pubpipe.editions.works import link_calls, source_labels
from pubpipe.model import Edition, Manuscript
from pubpipe.wording import words

if TYPE_CHECKING:
    from lxml import etree

    from pubpipe.sources.labels import Label


@dataclass(frozen=True, slots=True)
class Spelling:
    """How words and addresses are written in the characters that an edition allows itself.

    ``apart`` says whether two characters that meet at the edge of an element need a space between them.
    """

    words: Callable[[str], str]
    address: Callable[[str], str]
    apart: Callable[[str, str], bool] = lambda before, after: False


_HANGING = 4  # columns by which the later lines of a style's entry stand in

AS_IT_IS = Spelling(words=lambda text: text, address=lambda address: address)


def page(edition: Edition, layout: Layout, spelling: Spelling = AS_IT_IS) -> str:
    """Set an article in columns; ends with one newline.

    No line is wider than the layout asks, but for addresses and words that do not fit a line; no line ends in
    blanks. Addresses stand after their words in ``<…>``, and so do calls of sources where there are notes; sources
    have theirs on a line of its own, never broken.
    Raises EditionError where pandoc fails.
    """
    manuscript = edition.manuscript
    vocabulary = words(manuscript.meta.lang)
    tree = spelt_out(body_tree(manuscript))
    called = link_calls(tree, edition)
    part_from_notes(tree)
    labels = source_labels(edition, called)
    linked = number(tree, tuple(label.reached for label in labels))
    works = edition.options.citation_style and not called.of and tree.find(f".//*[@{NUMBER}]") is None
    _spell(tree, spelling)
    parts = blocks(tree, layout, layout.columns)
    if found := notes(tree, layout):
        parts += [heading(spelling.words(vocabulary.notes), 2, layout), *found]
    if labels or linked:
        title = heading(spelling.words(vocabulary.sources), 2, layout)
        entries = _works if works else _sources
        parts += [title, *entries(labels, linked, layout, spelling)]
    if parts and parts[0][0]:
        parts[0].insert(0, "")
    lines = "\n\n".join("\n".join(part) for part in [*_title(manuscript, layout, spelling), *parts])
    return lines.rstrip("\n") + "\n"


def _spell(tree: etree._Element, spelling: Spelling) -> None:
    if spelling is AS_IT_IS:
        return
    part(tree, spelling.apart)
    for element in tree.iter():
        address = element.get("href") if element.tag == "a" else None
        shown = element.text or ""
        # An address that is its own words has to stay one and the same.
        same = address is not None and shown and address.removeprefix("mailto:") == shown
        element.text = spelling.address(shown) if same else spelling.words(shown)
        element.tail = spelling.words(element.tail or "")
        for name in ("alt", "title"):
            if value := element.get(name):
                element.set(name, spelling.words(value))
        for name in ("href", "src"):
            if value := element.get(name):
                element.set(name, spelling.address(value))


def _title(manuscript: Manuscript, layout: Layout, spelling: Spelling) -> list[Block]:
    block = title_block(manuscript)
    updated = words(manuscript.meta.lang).updated.format(date=block.updated) if block.updated else ""

    def one_line(text: str) -> str:
        return _one_line(spelling.words(text))

    last = [wrap(one_line(text), layout.columns) for text in (block.byline, block.date, updated) if text]
    return [
        *([wrap(one_line(block.kicker), layout.columns)] if block.kicker else []),
        heading(one_line(block.headline), 1, layout),
        *([wrap(one_line(block.standfirst), layout.columns)] if block.standfirst else []),
        *([[line for lines in last for line in lines]] if last else []),
    ]


def _sources(
    labels: tuple[Label, ...], linked: tuple[str, ...], layout: Layout, spelling: Spelling
) -> list[Block]:
    room = len(f"{len(labels) + len(linked)}. ")
    entries = [_source(label, layout.columns - room, spelling) for label in labels]
    entries += [[[spelling.address(address)]] for address in linked]
    return [hang(f"{n}.".rjust(room - 1) + " ", entry) for n, entry in enumerate(entries, 1)]


def _works(labels: tuple[Label, ...], _: tuple[str, ...], layout: Layout, spelling: Spelling) -> list[Block]:
    """The entries of a style of reference that nothing in the text has a number for."""
    return [hang("", _source(one, layout.columns - _HANGING, spelling), indent=_HANGING) for one in labels]


def _source(source: Label, columns: int, spelling: Spelling) -> list[Block]:
    cited = "".join((spelling.address if run.href else spelling.words)(run.text) for run in source.cited)
    sentence = " ".join(_one_line(spelling.words(text)) for _, text in source.parts)
    derived = f"({source.derived})" if source.derived else ""
    return [
        *([wrap(_one_line(cited), columns)] if cited else []),
        *([wrap(sentence, columns)] if sentence else []),
        *([[spelling.address(source.address)]] if source.address else []),
        *_copy(source, columns, spelling),
        *[wrap(_one_line(spelling.words(text)), columns) for text in (derived, source.note) if text],
    ]


def _copy(source: Label, columns: int, spelling: Spelling) -> list[Block]:
    if source.copy is None:
        return []
    return [wrap(f"{spelling.words(source.copy.words)}:", columns), [spelling.address(source.copy.address)]]


def _one_line(text: str) -> str:
    return re.sub("[ \t\r\n]+", " ", text).strip(" ")
