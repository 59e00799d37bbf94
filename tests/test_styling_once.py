"""What follows from a style alone is made once for the style, and anew for another."""

from dataclasses import replace

import pytest

from pubpipe.errors import ConfigurationError
from pubpipe.model import Style
from pubpipe.styling.once import once

HOUSE = Style("house", {"a.css": b"one"})


def test_it_is_made_once_for_a_style_and_for_what_is_asked_of_it() -> None:
    made = []

    @once
    def read(style: Style, name: str, *, loud: bool = False) -> bytes:
        made.append((style, name, loud))
        return style.files[name].upper() if loud else style.files[name]

    assert [read(HOUSE, "a.css"), read(HOUSE, "a.css"), read(replace(HOUSE), "a.css")] == [b"one"] * 3
    assert read(HOUSE, "a.css", loud=True) == b"ONE"
    assert read(replace(HOUSE, files={"a.css": b"two"}), "a.css") == b"two"
    own = replace(HOUSE, own=frozenset({"a.css"}))
    assert read(own, "a.css") == b"one"
    assert [(style.own, loud) for style, _, loud in made] == [
        (frozenset(), False),
        (frozenset(), True),
        (frozenset(), False),
        (own.own, False),
    ]


def test_what_is_raised_is_raised_each_time() -> None:
    tries = []

    @once
    def fail(style: Style) -> str:
        tries.append(style)
        raise ConfigurationError(f"style {style.name!r} has no file x.css")

    for _ in range(2):
        with pytest.raises(ConfigurationError, match=r"x\.css"):
            fail(HOUSE)
    assert len(tries) == 2
