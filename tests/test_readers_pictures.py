"""Pictures that an article shows: what is wrong with one, with its line, and what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pubpipe.readers import Received
from pubpipe.readers.pictures import load


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("away.png", "picture away.png: No such file", "Put the picture beside the article"),
        (
            "moving.svg",
            "picture moving.svg: an SVG with a script in it",
            "Save the drawing without it, or as PNG",
        ),
    ],
)
def test_what_is_wrong_with_a_picture_is_told(tmp_path: Path, name: str, message: str, hint: str) -> None:
    (tmp_path / "moving.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    )
    assets, (found,) = load(f"Text.\n\n![A picture]({name})\n", Received("a.md", b"", tmp_path))
    assert not assets
    assert message in found.message
    assert found.hint.startswith(hint)
    assert found.place is not None
    assert found.place.line == 3
