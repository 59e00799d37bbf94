"""A PDF of ours gives its source back byte for byte; any other is refused with a word of what to do."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pubpipe.editions.pdf import render
from pubpipe.errors import ArticleError
from pubpipe.model import Manuscript
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from pubpipe.readers import Received, markdown
from pubpipe.readers.portable import read
from tests.support.manuscripts import edition
from tests.test_readers_ebook import ARTICLE


@pytest.fixture(scope="module")
def made() -> Manuscript:
    return normalize(markdown.read(Received("tea.md", ARTICLE.encode())), Wishes("tea"))[0]


@pytest.fixture(scope="module")
def pdf(made: Manuscript) -> bytes:
    return render(edition(made, "pdf")).content


def saved(content: bytes, **options: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, **options)
    return out.getvalue()


def test_the_source_comes_back_byte_for_byte(made: Manuscript, pdf: bytes) -> None:
    draft = read(Received("renamed.pdf", pdf))
    assert draft.text == made.markdown
    assert normalize(draft, Wishes("tea"))[0].markdown == made.markdown


def test_it_survives_being_saved_by_others(made: Manuscript, pdf: bytes) -> None:
    again = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=True)
    assert read(Received("a.pdf", again)).text == made.markdown


def test_other_files_inside_are_not_taken_for_it(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as other:
        del other.attachments["tea.md"]
        other.attachments["notes.md"] = b"---\ntitle: Mine\n---\n\nNot yours.\n"
        out = io.BytesIO()
        other.save(out)
    with pytest.raises(ArticleError, match="carries no Markdown") as error:
        read(Received("a.pdf", out.getvalue()))
    assert "pdftotext" in error.value.hint


def test_locked_and_damaged_files_are_told_apart(pdf: bytes) -> None:
    locked = saved(pdf, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(ArticleError, match="locked by a password"):
        read(Received("a.pdf", locked))
    with pytest.raises(ArticleError, match="damaged"):
        read(Received("a.pdf", b"%PDF-1.7 and nothing else"))


def test_pictures_are_those_beside_it(tmp_path: Path) -> None:
    from PIL import Image

    (tmp_path / "tea.assets").mkdir()
    Image.new("RGB", (4, 3), "red").save(tmp_path / "square.png")
    source = normalize(markdown.read(Received("tea.md", ARTICLE.encode(), tmp_path)), Wishes("tea"))[0]
    content = render(edition(source, "pdf")).content
    (asset,) = source.assets
    (tmp_path / "tea.assets" / asset.name).write_bytes(asset.data)
    draft = read(Received("tea.pdf", content, tmp_path))
    assert [kept.data for kept in draft.assets] == [asset.data]
    assert draft.findings == ()
