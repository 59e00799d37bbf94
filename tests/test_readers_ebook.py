"""A book of ours gives its source back byte for byte; any other is read by its text."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from pubpipe.editions.epub import render as epub
from pubpipe.model import Asset, Manuscript
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from pubpipe.readers import Received, ebook, markdown
from pubpipe.readers.office import read
from pubpipe.readers.pictures import load_one
from tests.support.manuscripts import edition

ARTICLE = """---
title: A fine title
author: [Jane Doe, John Roe]
lang: en
keywords: [tea, trade]
---

Words with *emphasis* and a note.[^1]

![A red square](square.png "Photo: J. Roe")

- one
- two

[^1]: The note.
"""


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Received:
    from PIL import Image

    folder = tmp_path_factory.mktemp("book")
    Image.new("RGB", (4, 3), "red").save(folder / "square.png")
    return Received("tea.md", ARTICLE.encode(), folder)


def made(received: Received) -> Manuscript:
    return normalize(markdown.read(received), Wishes("tea"))[0]


def book(received: Received) -> bytes:
    return epub(edition(made(received), "epub")).content


def without(content: bytes, name: str, old: bytes = b"", new: bytes = b"") -> bytes:
    """The book with one file changed, or left out when nothing is to be replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            data = source.read(entry)
            if entry.endswith(name):
                if not old:
                    continue
                assert old in data
                data = data.replace(old, new)
            target.writestr(entry, data)
    return out.getvalue()


def test_the_source_comes_back_byte_for_byte_with_its_pictures(received: Received) -> None:
    again, ledger, findings = normalize(read(Received("tea.epub", book(received))), Wishes("tea"))
    original = made(received)
    assert again.markdown == original.markdown
    assert [(a.name, a.data) for a in again.assets] == [(a.name, a.data) for a in original.assets]
    assert (ledger.audit.unaccounted, findings) == (0, ())


@pytest.mark.parametrize("slug", ["renamed-copy", "サブ/चाय"])
def test_a_book_under_another_name_gives_the_same_bytes(received: Received, slug: str) -> None:
    again, ledger, _ = normalize(read(Received("a copy.epub", book(received))), Wishes(slug))
    assert again.markdown == made(received).markdown
    assert "pictures" not in {event.step for event in ledger.events}
    assert [(a.source, a.data) for a in again.assets] == [(a.source, a.data) for a in made(received).assets]


def test_a_scaled_picture_comes_back_whole_from_beside_the_book_else_it_is_told(tmp_path: Path) -> None:
    from PIL import Image

    Image.radial_gradient("L").resize((4000, 60)).save(tmp_path / "wide.png")
    text = "---\ntitle: Wide\nlang: en\n---\n\nWords.\n\n![Noise](wide.png)\n"
    manuscript = made(Received("wide.md", text.encode(), tmp_path))
    (picture,) = manuscript.assets
    content = epub(edition(manuscript, "epub")).content

    again, _, findings = normalize(read(Received("wide.epub", content, tmp_path)), Wishes("tea"))
    assert again.markdown == manuscript.markdown
    assert again.assets[0].data != picture.data
    assert [(f.code, picture.source in f.message) for f in findings] == [("read-picture-scaled", True)]

    (tmp_path / picture.source).parent.mkdir()
    (tmp_path / picture.source).write_bytes(picture.data)
    again, _, findings = normalize(read(Received("wide.epub", content, tmp_path)), Wishes("tea"))
    assert (again.markdown, again.assets, findings) == (manuscript.markdown, manuscript.assets, ())

    (tmp_path / picture.source).write_bytes(b"\x89PNG\r\n\x1a\n another")
    assert read(Received("wide.epub", content, tmp_path)).findings[0].code == "read-picture-scaled"


def test_a_scaled_cover_comes_back_whole_from_beside_the_book_else_it_is_told(tmp_path: Path) -> None:
    from PIL import Image

    front = tmp_path / "front.png"
    Image.radial_gradient("L").resize((2000, 3200)).save(front)
    text = b"---\ntitle: Front\nlang: en\ncover: front.png\n---\n\nWords.\n"
    bare = made(Received("front.md", text, tmp_path))
    cover = load_one("front.png", Received("front.md", text, tmp_path))
    assert isinstance(cover, Asset)
    manuscript = replace(bare, assets=(cover,))
    content = epub(edition(manuscript, "epub")).content

    draft = read(Received("front.epub", content, tmp_path))
    assert ([a.data for a in draft.assets], draft.findings) == ([front.read_bytes()], ())
    front.write_bytes(b"\x89PNG\r\n\x1a\n another")
    draft = read(Received("front.epub", content, tmp_path))
    assert [(f.code, "front.png" in f.message) for f in draft.findings] == [("read-picture-scaled", True)]
    assert [a.source for a in draft.assets] == ["front.png"]
    assert Image.open(BytesIO(draft.assets[0].data)).size == (1581, 2529)  # four million pixels
    assert normalize(draft, Wishes("tea"))[0].markdown == manuscript.markdown


def test_a_cover_that_was_drawn_for_one_that_is_missing_is_not_the_articles_own() -> None:
    text = b"---\ntitle: Front\nlang: en\ncover: front.png\n---\n\nWords.\n"
    content = epub(edition(made(Received("front.md", text)), "epub")).content
    assert read(Received("front.epub", content)).assets == ()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("source.md", b"", b""),
        ("content.opf", b'id="pubpipe-source"', b'id="somebodys"'),
        ("content.opf", b'media-type="text/markdown"', b'media-type="text/plain"'),
    ],
)
def test_a_book_without_its_source_is_read_by_its_text(
    received: Received, name: str, old: bytes, new: bytes
) -> None:
    draft = read(Received("tea.epub", without(book(received), name, old, new)))
    assert draft.kind == "office"
    assert "Words with emphasis" in draft.text


def test_what_is_no_book_carries_nothing(tmp_path: Path) -> None:
    assert ebook.carried(Received("x.epub", b"PK\x03\x04 nothing behind it")) is None
