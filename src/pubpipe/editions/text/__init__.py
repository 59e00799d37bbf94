"""An edition -> plain text in columns: title block, text with underlined headings, notes, sources."""

from __future__ import annotations

import difflib
import re
import tomllib
from typing import TYPE_CHECKING

from pubpipe.editions.parts import body_tree, title_block
from pubpipe.editions.text.blocks import Block, Layout, blocks, hang, heading, notes
from pubpipe.editions.text.columns import width, wrap
from pubpipe.editions.works import link_calls, source_labels
from pubpipe.errors import ConfigurationError
from pubpipe.model import Edition, Json, Manuscript, Rendering, Style
from pubpipe.styling import text as style_text
from pubpipe.wording import words

if TYPE_CHECKING:
    from pubpipe.sources.labels import Label

_HANGING = 4  # columns by which the later lines of a style's entry stand in
_KEYS = ("columns", "indent", "underlines", "ornament", "bullet")


def render(edition: Edition) -> Rendering:
    """Set an article as ``text/plain`` (UTF-8, LF) in the columns of the style's ``text.toml``.

    No line is wider, but for addresses, code and words that do not fit a line; no line ends in blanks.
    Addresses stand after their words in ``<…>``; sources have theirs on a line of its own, never broken.
    Raises ConfigurationError for a ``text.toml`` that is wrong, EditionError where pandoc fails.
    """
    manuscript = edition.manuscript
    layout = load_layout(edition.style)
    vocabulary = words(manuscript.meta.lang)
    tree = body_tree(manuscript)
    linked = link_calls(tree, edition)
    parts = blocks(tree, layout, layout.columns)
    if found := notes(tree, layout):
        parts += [heading(vocabulary.notes, 2, layout), *found]
    if manuscript.sources:
        parts += [
            heading(vocabulary.sources, 2, layout),
            *_sources(source_labels(edition, linked), layout, works=not linked.of),
        ]
    if parts and parts[0][0]:
        parts[0].insert(0, "")
    lines = "\n\n".join("\n".join(part) for part in [*_title(manuscript, layout), *parts])
    return Rendering(f"{lines}\n".encode())


def load_layout(style: Style) -> Layout:
    """Read and check the style's ``text.toml``; raises ConfigurationError that names the key."""
    where = f"style {style.name!r}, text.toml"
    try:
        values: dict[str, Json] = tomllib.loads(style_text(style, "text.toml"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{where}: {error}") from error
    for key in values:
        if key not in _KEYS:
            close = difflib.get_close_matches(key, _KEYS, 1)
            raise ConfigurationError(
                f"{where}: unknown key {key!r}",
                f"Did you mean {close[0]!r}?" if close else f"Keys: {', '.join(_KEYS)}.",
            )
    return Layout(
        columns=_number(values.get("columns"), "columns", range(40, 201), where),
        indent=_number(values.get("indent"), "indent", range(9), where),
        underlines=_underlines(values.get("underlines"), where),
        ornament=_line(values.get("ornament"), "ornament", where),
        bullet=_line(values.get("bullet"), "bullet", where),
    )


def _title(manuscript: Manuscript, layout: Layout) -> list[Block]:
    block = title_block(manuscript)
    updated = words(manuscript.meta.lang).updated.format(date=block.updated) if block.updated else ""
    last = [wrap(_one_line(text), layout.columns) for text in (block.byline, block.date, updated) if text]
    return [
        *([wrap(_one_line(block.kicker), layout.columns)] if block.kicker else []),
        heading(_one_line(block.headline), 1, layout),
        *([wrap(_one_line(block.standfirst), layout.columns)] if block.standfirst else []),
        *([[line for lines in last for line in lines]] if last else []),
    ]


def _sources(labels: tuple[Label, ...], layout: Layout, *, works: bool) -> list[Block]:
    room = len(f"{len(labels)}. ")
    if works and any(source.cited for source in labels):
        return [hang("", _source(source, layout.columns - _HANGING), indent=_HANGING) for source in labels]
    return [
        hang(f"{n}.".rjust(room - 1) + " ", _source(source, layout.columns - room))
        for n, source in enumerate(labels, 1)
    ]


def _source(source: Label, columns: int) -> list[Block]:
    sentence = " ".join(_one_line(text) for _, text in source.parts)
    derived = f"({source.derived})" if source.derived else ""
    cited = "".join(run.text for run in source.cited)
    return [
        *([wrap(_one_line(cited), columns)] if cited else []),
        *([wrap(sentence, columns)] if sentence else []),
        *([[source.address]] if source.address else []),
        *[wrap(_one_line(text), columns) for text in (derived, source.note) if text],
    ]


def _one_line(text: str) -> str:
    return re.sub("[ \t\r\n]+", " ", text).strip(" ")


def _number(value: Json, key: str, allowed: range, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value not in allowed:
        raise ConfigurationError(f"{where}: {key} is a whole number from {allowed[0]} to {allowed[-1]}")
    return value


def _underlines(value: Json, where: str) -> tuple[str, ...]:
    given = value if isinstance(value, list) else []
    marks = [mark for mark in given if isinstance(mark, str) and width(mark) == len(mark) == 1]
    if not marks or len(marks) != len(given):
        raise ConfigurationError(f'{where}: underlines is a list of single characters, such as ["=", "-"]')
    return tuple(marks)


def _line(value: Json, key: str, where: str) -> str:
    if not isinstance(value, str) or not value.strip() or "\n" in value:
        raise ConfigurationError(f"{where}: {key} is a line of text")
    return value
