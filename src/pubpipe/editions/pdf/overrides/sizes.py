"""A value in a project's own stylesheet -> a refusal of lengths that no page can be laid out with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pubpipe.errors import ConfigurationError
from pubpipe.model import Style

_MOST = 1_000_000  # CSS pixels, a quarter of a kilometre: Pango counts 1024ths of one in 32 bits
# CSS Values 4, 6.2; of what hangs on a face or a page, as much as usual.
_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 96 / 101.6}
_USUAL = 16.0


def need_measure(style: Style, where: tuple[str, int], declared: str, value: Iterable[Any]) -> None:
    """Raise ConfigurationError for a length beyond measure, with its file and line; ``value`` is tinycss2's."""
    for token in value:
        if token.type == "function":
            need_measure(style, where, declared, token.arguments)
        elif token.type == "dimension" and abs(token.value) * _PIXELS.get(token.lower_unit, _USUAL) > _MOST:
            name, line = where
            raise ConfigurationError(
                f"style {style.name!r}, {name}, line {line}: {declared} cannot be {token.serialize()}",
                f"A length is {_MOST:,} pixels at most.",
            )
