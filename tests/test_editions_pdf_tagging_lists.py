"""A list within an item is read where it stands there."""

import pytest

from tests.support.law import broken, manuscript


@pytest.mark.parametrize(
    "item",
    [
        "1. one\n   ## Heading\n   1. inner",
        "1. one\n   ## Heading\n   1. inner\n   ## Another\n   - more",
        "1. one\n\n   ## Heading\n\n   1. inner\n\n   After it.",
        "1. one\n   - inner\n   ## Heading",
        "1. ## Heading\n   - inner",
        "1. one\n   > quoted\n   - inner",
        "1. - - inner\n2. two",
    ],
)
def test_it_is_read_behind_what_stands_before_it(item: str) -> None:
    assert broken(manuscript(f"Words.\n\n{item}\n"), ("pdf",)) == []
