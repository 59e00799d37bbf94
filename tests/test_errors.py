"""Refusals: the exit code that decides for many."""

import pytest

from pubpipe.errors import worst


@pytest.mark.parametrize(
    ("codes", "expected"), [(set(), 0), ({0}, 0), ({0, 6, 5}, 5), ({5, 3}, 3), ({3, 4}, 4), ({4, 130}, 130)]
)
def test_the_worst_code_decides(codes: set[int], expected: int) -> None:
    assert worst(codes) == expected
