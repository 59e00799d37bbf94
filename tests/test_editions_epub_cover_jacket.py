"""The user's own cover: taken as it is, scaled down, or refused with a reason and replaced by one that is drawn."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pubpipe.editions.epub import render
from pubpipe.editions.epub.cover.jacket import jacket
from pubpipe.model import Asset, Manuscript
from tests.support.manuscripts import edition, rich
from tests.support.validators import epubcheck


def covered(data: bytes | None, source: str = "front.jpg") -> Manuscript:
    meta = replace(rich().meta, extra=(("cover", source),))
    assets = (Asset(source, "0a0b0c0d.jpg", "image/jpeg", data),) if data is not None else ()
    return replace(rich(), meta=meta, assets=assets)


def picture(size: tuple[int, int], form: str = "JPEG", mode: str = "RGB") -> bytes:
    out = BytesIO()
    Image.radial_gradient("L").resize(size).convert(mode).save(out, form)
    return out.getvalue()


def test_an_article_that_names_none_has_none() -> None:
    assert jacket(rich()).file is None
    assert jacket(rich()).findings == ()


@pytest.mark.parametrize(("form", "suffix"), [("JPEG", "jpg"), ("PNG", "png")])
def test_a_cover_of_the_right_kind_is_taken_byte_for_byte(form: str, suffix: str) -> None:
    data = picture((800, 1280), form)
    name = f"cover-{hashlib.sha256(data).hexdigest()[:8]}.{suffix}"
    own = jacket(covered(data))
    assert own.file is not None
    assert (own.file.name, own.file.data, own.findings) == (name, data, ())


def test_a_huge_cover_is_scaled_down_and_keeps_its_shape() -> None:
    own = jacket(covered(picture((4000, 5000))))
    assert own.file is not None
    assert Image.open(BytesIO(own.file.data)).size == (1600, 2000)
    assert [f.code for f in own.findings] == ["epub-cover-scaled"]
    assert "front.jpg is scaled from 4000 × 5000 to 1600 × 2000 pixels" in own.findings[0].message


def test_a_heavy_cover_that_is_packed_anew_is_told() -> None:
    out = BytesIO()
    Image.effect_noise((800, 1280), 90).save(out, "JPEG", quality=98)
    own = jacket(covered(out.getvalue()))
    assert own.file is not None
    assert len(own.file.data) < len(out.getvalue())
    assert [(f.code, "packed anew" in f.message) for f in own.findings] == [("epub-cover-scaled", True)]


@pytest.mark.parametrize(
    ("data", "code", "kept"),
    [
        (picture((300, 480)), "epub-cover-small", True),
        (picture((1600, 1200)), "epub-cover-wide", True),
        (picture((800, 1280), "GIF", "P"), "epub-cover-unusable", False),
        (picture((800, 1280))[:300], "epub-cover-unusable", False),
        (b"%PDF-1.7", "epub-cover-unusable", False),
        (None, "epub-cover-unusable", False),
    ],
    ids=["small", "wide", "gif", "torn", "pdf", "missing"],
)
def test_what_is_wrong_with_a_cover_is_told(data: bytes | None, code: str, kept: bool) -> None:
    own = jacket(covered(data))
    assert [f.code for f in own.findings] == [code]
    assert (own.file is not None) == kept


def test_the_book_has_the_users_cover_or_one_that_is_drawn(tmp_path: Path) -> None:
    for data, name in ((picture((800, 1280)), "cover-"), (b"no picture", "cover.png")):
        made = render(edition(covered(data), "epub"))
        path = tmp_path / "book.epub"
        path.write_bytes(made.content)
        assert f"EPUB/{name}".encode() in made.content
        assert epubcheck(path) == []
