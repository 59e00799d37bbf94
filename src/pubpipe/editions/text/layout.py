"""A style's ``text.toml`` and the project's width -> the measures and marks of a text edition."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field

from pubpipe import compiled
from pubpipe.editions.text.columns import width
from pubpipe.errors import ConfigurationError
from pubpipe.model import Edition, Json, Style
from pubpipe.styling import text as style_text

_KEYS = ("columns", "indent", "underlines", "ornament", "bullet")


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands for the typography that plain text has not.

    ``above`` and ``below`` are the empty lines round the headings of level 1, 2, 3 and deeper, beyond the one
    that parts all blocks; ``picture`` takes a picture's words in ``{}``.
    """

    emphasis: str = ""
    strong: str = ""
    picture: str = "[{}]"
    underlined: bool = True
    above: tuple[int, int, int] = (0, 1, 0)
    below: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Layout:
    """The text edition's measures: all in columns, ``underlines`` one character for each level of heading."""

    columns: int
    indent: int
    underlines: tuple[str, ...]
    ornament: str
    bullet: str
    marks: Marks = field(default_factory=Marks)


def layout_of(edition: Edition) -> Layout:
    """Return the layout of an edition: its style's, in the width that the project asks for (``text.width``)."""
    return load_layout(edition.style, edition.options.text_width)


def load_layout(style: Style, columns: int = 0) -> Layout:
    """Read and check the style's ``text.toml``; raises ConfigurationError that names the key.

    ``columns``, where it is not 0, stands for the style's own.
    """
    where = f"style {style.name!r}, text.toml"
    try:
        values: dict[str, Json] = compiled.toml(style_text(style, "text.toml"))
    except ValueError as error:
        raise ConfigurationError(f"{where}: {error}") from error
    for key in values:
        if key not in _KEYS:
            close = difflib.get_close_matches(key, _KEYS, 1)
            raise ConfigurationError(
                f"{where}: unknown key {key!r}",
                f"Did you mean {close[0]!r}?" if close else f"Keys: {', '.join(_KEYS)}.",
            )
    return Layout(
        columns=columns or _number(values.get("columns"), "columns", range(40, 201), where),
        indent=_number(values.get("indent"), "indent", range(9), where),
        underlines=_underlines(values.get("underlines"), where),
        ornament=_line(values.get("ornament"), "ornament", where),
        bullet=_line(values.get("bullet"), "bullet", where),
    )


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
