"""A heading or a paragraph with a picture in it: one element, which holds the picture and the words."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from pubpipe.editions.pdf import render
from pubpipe.model import Asset, Manuscript, Metadata
from tests.support.manuscripts import edition
from tests.support.validators import verapdf


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("## Words before ![A box](p.png) and behind", "/H2", ["/Figure"]),
        ("## ![A box](p.png) behind", "/H2", ["/Figure"]),
        ("## ![A box](p.png)", "/H2", ["/Figure"]),
        ("## Some *words* [linked](https://example.org/) ![A box](p.png)", "/H2", ["/Link", "/Figure"]),
        ("Words before ![A box](p.png) and behind", "/P", ["/Figure"]),
        (
            "Words[^1] ![A box](p.png) behind[^1]\n\n[^1]: A note.",
            "/P",
            ["/Reference", "/Note", "/Figure", "/Reference", "/Note"],
        ),
    ],
)
def test_it_is_one_with_one_bookmark(text: str, role: str, expected: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(content := render(edition(pictured(text), "pdf")).content)
    assert verapdf(tmp_path / "a.pdf") == []
    with pikepdf.open(BytesIO(content)) as pdf:
        body = pdf.Root.StructTreeRoot.K[0].K[0].K[-1]
        (one,) = [kid for kid in body.K if role == kid.S]
        assert [str(kid.S) for kid in one.K if kid.S not in ("/Span", "/NonStruct")] == expected
        assert not [kid for kid in under(one) if role == kid.S]
        with pdf.open_outline() as outline:
            assert len(outline.root[0].children) == (role == "/H2")


def pictured(text: str) -> Manuscript:
    buffer = BytesIO()
    Image.new("RGB", (200, 80), "navy").save(buffer, "PNG")
    picture = Asset("p.png", "0123abcd.png", "image/png", buffer.getvalue())
    return Manuscript("a", Metadata("A title", "en"), f"{text}\n", f"{text}\n", (), (picture,))


def under(element: Any) -> list[Any]:
    kids = [kid for kid in element.get("/K", []) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return kids + [inner for kid in kids for inner in under(kid)]
