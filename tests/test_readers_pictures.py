"""Pictures that an article shows: what is wrong with one, with its line, and what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

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


@pytest.mark.parametrize(
    "shown",
    ["x <img alt=A src='red.png'> y", "<p>\n<a href='b'><IMG SRC=red.png></a>\n</p>", "- <img src=red.png>"],
)
def test_a_picture_may_be_a_tag(tmp_path: Path, shown: str) -> None:
    Image.new("RGB", (4, 3), "red").save(tmp_path / "red.png")
    received = Received("a.md", b"", tmp_path)
    (asset,), findings = load(f"Text.\n\n{shown} <img src=away.png>\n\n`<img src=code.png>`\n", received)
    assert asset.source == "red.png"
    assert [finding.message.split(":")[0] for finding in findings] == ["picture away.png"]
    assert findings[0].place is not None
    assert findings[0].place.line == 3 + shown.count("\n")


def test_a_picture_may_stand_in_a_definition(tmp_path: Path) -> None:
    Image.new("RGB", (4, 3), "red").save(tmp_path / "red.png")
    text = "Term\n\n:   What it is.\n\n    ![A](red.png)\n\n        ![no](code.png)\n\n    ![B](away.png)\n"
    (asset,), (finding,) = load(text, Received("a.md", b"", tmp_path))
    assert asset.source == "red.png"
    assert finding.message.startswith("picture away.png")
    assert finding.place is not None
    assert finding.place.line == 9
