"""Refusals: the exit code that decides for many."""

import pytest

from pubpipe.errors import right_to_read, worst


@pytest.mark.parametrize(
    ("codes", "expected"), [(set(), 0), ({0}, 0), ({0, 6, 5}, 5), ({5, 3}, 3), ({3, 4}, 4), ({4, 130}, 130)]
)
def test_the_worst_code_decides(codes: set[int], expected: int) -> None:
    assert worst(codes) == expected


def test_who_may_not_read_is_told_to_get_the_right() -> None:
    assert "right" in right_to_read(PermissionError(13, "Permission denied"))
    assert not right_to_read(OSError(5, "Input/output error"))
