"""A word processor's file or an e-book -> a draft with its structure, its notes and its pictures."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from pubpipe.errors import ArticleError
from pubpipe.markup import pandoc_path
from pubpipe.model import Draft, Manuscript
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from pubpipe.readers import Received, markdown
from pubpipe.readers.office import read

ARTICLE = """---
title: A fine title
author: [Jane Doe, John Roe]
date: 2024-03-04
---

Words with *emphasis*, [a link](https://x.org/a) and a note[^1].

# A head

![A red square](square.png)

- one
- two

> quoted words

| a | b |
|---|---|
| 1 |   |

3. three
4. four

H~2~O stands\\
in two lines.

[^1]: The note.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from PIL import Image

    path = tmp_path_factory.mktemp("office")
    Image.new("RGB", (4, 3), "red").save(path / "square.png")
    (path / "article.md").write_text(ARTICLE, encoding="utf-8")
    for suffix in ("docx", "odt", "rtf", "epub"):
        command = [pandoc_path(), "article.md", "--standalone", "-o", f"article.{suffix}"]
        subprocess.run(command, cwd=path, check=True)
    return path


def _draft(folder: Path, suffix: str) -> Draft:
    path = folder / f"article.{suffix}"
    return read(Received(path.name, path.read_bytes(), folder))


def _normalized(folder: Path, suffix: str) -> Manuscript:
    manuscript, ledger, _ = normalize(_draft(folder, suffix), Wishes("article"))
    assert ledger.audit.unaccounted == 0
    return manuscript


@pytest.mark.parametrize("suffix", ["docx", "odt", "epub"])
def test_a_document_keeps_its_structure(folder: Path, suffix: str) -> None:
    body = _normalized(folder, suffix).body
    for block in (
        "Words with *emphasis*, [a link](https://x.org/a) and a note[^1].",
        "## A head",
        "- one\n- two",
        "> quoted words",
        "| a | b |\n| --- | --- |\n| 1 |  |",
        "3. three\n4. four",
        "H₂O stands\\\nin two lines.",
        "[^1]: The note.",
    ):
        assert block in body


@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf", "epub"])
def test_pictures_inside_become_assets(folder: Path, suffix: str) -> None:
    manuscript = _normalized(folder, suffix)
    (asset,) = manuscript.assets
    assert asset.media_type == "image/png"
    assert f"](article.assets/{asset.name})" in manuscript.body


@pytest.mark.parametrize("suffix", ["docx", "epub"])
def test_what_the_document_states_is_known(folder: Path, suffix: str) -> None:
    meta = _normalized(folder, suffix).meta
    assert (meta.title, meta.title_status, meta.date) == ("A fine title", "given", "2024-03-04")
    assert set(meta.authors) == {"Jane Doe", "John Roe"}


def test_the_first_lines_of_a_docx_are_part_of_its_text(folder: Path) -> None:
    assert _draft(folder, "docx").text.startswith("A fine title\nJane Doe\nJohn Roe\n2024-03-04\n")


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub"])
def test_a_damaged_document_is_refused(suffix: str) -> None:
    with pytest.raises(ArticleError, match=f"a{suffix} cannot be read"):
        read(Received(f"a{suffix}", b"PK\x03\x04 damaged"))


@pytest.mark.parametrize("stand_in", ["'", '"', "-", "?", " ?"])
def test_what_stands_for_a_character_in_rtf_takes_no_letter_along(stand_in: str) -> None:
    rtf = rb"{\rtf1\ansi {\pard qu\u8217%bun horloger.\par}}" % stand_in.encode()
    assert read(Received("a.rtf", rtf)).text.strip() == "qu’un horloger."


@pytest.mark.parametrize("star", [rb"", rb"\*"])
def test_no_word_of_a_footnote_in_rtf_is_lost(star: bytes) -> None:
    rtf = (
        rb"{\rtf1\ansi {\pard A word{\super\chftn}{%s\footnote\pard\plain\chftn The note.} goes on.\par}}"
        % star
    )
    assert read(Received("a.rtf", rtf)).text.split() == ["A", "word*", "goes", "on.", "The", "note."]


def test_the_moment_at_which_pandoc_made_an_e_book_is_not_the_day_of_the_article(tmp_path: Path) -> None:
    book = tmp_path / "a.epub"
    words = (
        b"# The ferry\n\nBy Mara Ellison\n\nSeptember 14, 2023\n\nThe last ferry leaves at ten past six.\n"
    )
    command = [pandoc_path(), "-f", "markdown", "-o", str(book), "-M", "title=Ferry"]
    subprocess.run(command, input=words, check=True, capture_output=True)
    assert "date" not in {declared.key for declared in read(Received("a.epub", book.read_bytes())).declared}


def test_the_day_that_calibre_writes_where_it_knows_none_is_none(tmp_path: Path) -> None:
    for day, declared in (("0101-01-01", False), ("2021-03-04", True)):
        book = tmp_path / f"{day}.epub"
        command = [pandoc_path(), "-f", "markdown", "-o", str(book), "-M", "title=Ferry", "-M", f"date={day}"]
        subprocess.run(command, input=b"The last ferry leaves at ten past six.\n", check=True)
        found = {one.key for one in read(Received("a.epub", book.read_bytes())).declared}
        assert ("date" in found) is declared


WITHIN = """---
title: A fine title
---

Words and [a link](#the-second-head) to a head, and [one](https://x.org/#the-second-head) to elsewhere.

# A head

More words[^1].

# The *second* head

[Back](#a-head) to where we began.

[^1]: The note, see [there](#a-head).
"""


@pytest.mark.parametrize("suffix", ["docx", "odt", "epub"])
def test_links_to_headings_lead_there_still(suffix: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(WITHIN, encoding="utf-8")
    subprocess.run([pandoc_path(), "a.md", "-s", "-o", f"a.{suffix}"], cwd=tmp_path, check=True)
    draft = read(Received(f"a.{suffix}", (tmp_path / f"a.{suffix}").read_bytes()))
    manuscript, ledger, _ = normalize(draft, Wishes("a"))
    assert "[a link](#the-second-head)" in manuscript.body
    assert "[one](https://x.org/#the-second-head)" in manuscript.body
    assert "[Back](#a-head)" in manuscript.body
    assert "[there](#a-head)" in manuscript.body
    assert ledger.audit.unaccounted == 0
    assert (
        normalize(markdown.read(Received("a.md", manuscript.markdown.encode())), Wishes("a"))[0] == manuscript
    )


def test_ruby_of_an_ebook_is_read_with_its_readings(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Head\n\nWORD\n", encoding="utf-8")
    subprocess.run([pandoc_path(), "a.md", "-s", "-o", "a.epub"], cwd=tmp_path, check=True)
    ruby = "<ruby class='r'>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>"
    out = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "a.epub") as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("ch001.xhtml"):
                data = data.replace(
                    b"WORD", f"\u3053\u308c\u306f{ruby}です &amp; <ruby>A&lt;B<rt>x</rt></ruby>".encode()
                )
                data = data.replace(b">Head<", f">{ruby}<".encode())
            target.writestr(name, data)
    text = read(Received("a.epub", out.getvalue())).text
    assert "これは{漢字|かんじ}です & A<B (x)" in text
    assert "漢字（かんじ）\n" in text
