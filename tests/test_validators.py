"""The gates themselves: each validator passes a sound file and names the one fault put into it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from weasyprint import HTML

from tests.support.validators import ValidatorMissing, epubcheck, verapdf

DOT = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:isbn:9780000000002</dc:identifier>
<dc:title>Title</dc:title><dc:language>en</dc:language>
<meta property="dcterms:modified">2024-07-28T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>
<spine><itemref idref="nav"/></spine></package>"""
NAV = """<?xml version="1.0"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Title</title></head>
<body><nav epub:type="toc"><ol><li><a href="nav.xhtml">Title</a></li></ol></nav></body></html>"""


def _pdf(path: Path, image: str, lang: str = 'lang="en"') -> Path:
    page = f"<html {lang}><title>Title</title><h1>Heading</h1><p>Words and {image}</p></html>"
    HTML(string=page).write_pdf(path, pdf_variant="pdf/ua-1")
    return path


def _book(path: Path, package: str = PACKAGE, nav: str = NAV) -> Path:
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("book.opf", package)
        book.writestr("nav.xhtml", nav)
    return path


def test_verapdf_passes_a_sound_pdf(tmp_path: Path) -> None:
    assert verapdf(_pdf(tmp_path / "good.pdf", f'<img src="{DOT}" alt="a dot">')) == []


def test_verapdf_names_the_missing_description(tmp_path: Path) -> None:
    failures = verapdf(_pdf(tmp_path / "bad.pdf", f'<img src="{DOT}">'))
    assert [line.split(" (")[0] for line in failures] == ["ua1 7.3-1"]


def test_verapdf_judges_every_flavour_asked_for(tmp_path: Path) -> None:
    failures = verapdf(_pdf(tmp_path / "claim.pdf", "nothing else"), ("ua1", "3a"))
    assert failures
    assert {line.split()[0] for line in failures} == {"3a"}


def test_verapdf_fails_what_is_no_pdf(tmp_path: Path) -> None:
    path = tmp_path / "torn.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing behind it")
    (failure,) = verapdf(path)
    assert failure.startswith("cannot be read: ")


def test_verapdf_refuses_a_flavour_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(ValidatorMissing, match="no such flavour: ua9"):
        verapdf(_pdf(tmp_path / "good.pdf", "nothing else"), ("ua9",))


def test_epubcheck_passes_a_sound_book(tmp_path: Path) -> None:
    assert epubcheck(_book(tmp_path / "good.epub")) == []


@pytest.mark.parametrize(
    ("package", "nav", "expected"),
    [
        (PACKAGE.replace("<dc:language>en</dc:language>", ""), NAV, "ERROR RSC-005 book.opf"),
        (PACKAGE, NAV.replace("</a>", ""), "FATAL RSC-016 nav.xhtml"),
        (PACKAGE, NAV.replace("nav.xhtml", "gone.xhtml"), "ERROR RSC-007 nav.xhtml"),
    ],
    ids=["no language", "not well-formed", "link to nowhere"],
)
def test_epubcheck_names_the_fault(tmp_path: Path, package: str, nav: str, expected: str) -> None:
    messages = epubcheck(_book(tmp_path / "bad.epub", package, nav))
    assert any(message.startswith(expected) for message in messages), messages


def test_epubcheck_fails_what_is_no_book(tmp_path: Path) -> None:
    path = tmp_path / "torn.epub"
    path.write_bytes(b"PK\x03\x04 nothing behind it")
    assert epubcheck(path)
