"""Embedded faces: only when asked for, only the glyphs of the book, never without their licence."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from pubpipe.editions.epub import render
from pubpipe.errors import ConfigurationError
from pubpipe.model import Ebook, Edition
from tests.support.manuscripts import edition, founding, rich
from tests.support.validators import epubcheck


def asked() -> Edition:
    return edition(rich(), "epub", ebook=Ebook(fonts=True))


def test_no_face_is_embedded_unasked() -> None:
    archive = zipfile.ZipFile(BytesIO(render(edition(rich(), "epub")).content))
    assert not [name for name in archive.namelist() if "fonts/" in name]
    assert "@font-face" not in archive.read("EPUB/ebook.css").decode()


def test_faces_hold_the_books_glyphs_and_come_with_their_licence(tmp_path: Path) -> None:
    content = render(asked()).content
    archive = zipfile.ZipFile(BytesIO(content))
    names = [name for name in archive.namelist() if name.endswith(".ttf")]
    assert len(names) == 5
    for name in names:
        glyphs = TTFont(BytesIO(archive.read(name))).getBestCmap()
        assert {ord(c) for c in "Arich“”é1"} <= set(glyphs)
        assert ord("Ж") not in glyphs
        face = TTFont(BytesIO(archive.read(name)))
        assert {"kern", "onum"} <= {
            r.FeatureTag for t in ("GPOS", "GSUB") for r in face[t].table.FeatureList.FeatureRecord
        }
        assert "Open Font License" in face["name"].getDebugName(13)
    assert sum(archive.getinfo(name).compress_size for name in names) < 150_000
    assert "SIL OPEN FONT LICENSE" in archive.read("EPUB/fonts/OFL-SourceSerif4.txt").decode().upper()
    sheet = archive.read("EPUB/ebook.css").decode()
    assert sheet.count("@font-face") == 5
    assert sheet.index("@font-face") < sheet.index("body {")
    path = tmp_path / "book.epub"
    path.write_bytes(content)
    assert epubcheck(path) == []
    assert render(asked()).content == content


@pytest.mark.parametrize("name", ["fonts/none.ttf", "tokens.css"])
def test_a_sheet_at_fault_is_told(name: str) -> None:
    made = edition(founding(), "epub", ebook=Ebook(fonts=True))
    sheet = f'@font-face {{ font-family: "X"; src: url("{name}"); }}'.encode()
    style = replace(made.style, files={**made.style.files, "ebook-faces.css": sheet})
    with pytest.raises(ConfigurationError, match=name):
        render(replace(made, style=style))


@pytest.mark.parametrize("data", [b"", b"no font", b"\0\1\0\0" + bytes(200)])
def test_what_is_no_font_is_told(data: bytes) -> None:
    made = edition(founding(), "epub", ebook=Ebook(fonts=True))
    name = "fonts/SourceSerif4-Italic.ttf"
    with pytest.raises(ConfigurationError, match=rf"{name} is not a font"):
        render(replace(made, style=replace(made.style, files={**made.style.files, name: data})))
