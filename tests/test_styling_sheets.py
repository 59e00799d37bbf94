"""Tokens that stand for one another: written out to their end, refused where they have none."""

from __future__ import annotations

import pytest

from pubpipe import styling
from pubpipe.errors import ConfigurationError
from pubpipe.model import Style


def written(tokens: str, sheet: str) -> str:
    return styling.css(Style("mine", {"tokens.css": tokens.encode(), "a.css": sheet.encode()}), "a.css")


def test_tokens_stand_for_one_another_as_deep_as_a_style_wants() -> None:
    chain = "".join(f"--a{n}: var(--a{n + 1});" for n in range(30))
    assert written(f":root {{ {chain} --a30: 1px }}", "p { width: var(--a0) }") == "p { width: 1px }"


@pytest.mark.parametrize("times", [2, 10])
def test_tokens_that_multiply_are_refused_with_their_line(times: int) -> None:
    chain = "".join(f"--a{n}: {f'var(--a{n + 1}) ' * times};" for n in range(30))
    with pytest.raises(ConfigurationError, match=r"'mine', a\.css, line 2: --a\d+ comes to more than 5 MB"):
        written(f":root {{ {chain} --a30: 1px }}", "p {}\nq { margin: var(--a0) }")


def test_a_token_is_found_behind_whatever_stands_before_it() -> None:
    tokens = "/* --ink: blue */ :root { --ink: red; --x: y } /* --ink: green"
    assert written(tokens, "p { color: var(--ink) }") == "p { color: red }"


def test_no_sheet_is_read_in_the_square_of_its_length() -> None:
    for tokens in ("/*" * 300_000, "--" * 300_000, "--a" * 200_000):
        with pytest.raises(ConfigurationError, match="no token --ink"):
            written(tokens, "p { color: var(--ink) }")
