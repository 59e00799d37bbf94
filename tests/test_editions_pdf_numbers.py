"""The variants: large print is large, a draft's lines are numbered but not read out, neither loses its claim."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from pubpipe.checks.fidelity import findings
from pubpipe.checks.fidelity.telling import Subject
from pubpipe.editions.pdf import render
from tests.support.law import manuscript
from tests.support.manuscripts import edition, founding, rich
from tests.support.validators import verapdf


def told(*command: str, content: bytes) -> str:
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


def test_a_draft_numbers_its_lines_and_neither_reads_nor_copies_them(tmp_path: Path) -> None:
    content = render(edition(founding(), "pdf-draft")).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        streams = [page.Contents.read_bytes() for page in pdf.pages]
    numbered = sum(stream.count(b"<</ActualText ( )>> BDC") for stream in streams)
    shown = told("pdftotext", "-layout", "-", "-", content=content)
    text = shown[shown.index("July 28, 2024 –") : shown.index("Sources")]
    assert numbered == sum(1 for line in text.splitlines() if line.strip()) > 6
    assert not re.search(r"(?m)^\s*\d+\s", text)
    (tmp_path / "a.pdf").write_bytes(content)
    read = told("pdfinfo", "-struct-text", str(tmp_path / "a.pdf"), content=b"")
    assert "announced in Tokyo" in read
    assert not re.search(r'(?m)^\s*"?\d+\s*"?$', read)


def test_a_draft_hides_no_line_that_begins_a_space_outside_of_its_text() -> None:
    words = (
        "http://e.com/x_(y) نكته the ؟ مرحبا شيئا of council 1234 abc of council abc of council 1234 the abc the ، abc"
        " كتب abc مرحبا 1234 نكته\n"
    )
    article = manuscript(words)
    content = render(edition(article, "pdf-draft")).content
    assert findings(Subject("a.draft.pdf", "pdf-draft", content, article)) == ()


@pytest.mark.parametrize("form", ["pdf-large", "pdf-draft"])
def test_variants_keep_the_claim(form: str, tmp_path: Path) -> None:
    made = render(edition(rich(), form))
    assert not made.findings
    (tmp_path / "a.pdf").write_bytes(made.content)
    assert verapdf(tmp_path / "a.pdf") == []


def test_large_print_is_large() -> None:
    assert heights("pdf-large") > 1.6 * heights("pdf")


def heights(form: str) -> float:
    """The height of the letters of the first paragraph, in points."""
    page = pypdfium2.PdfDocument(render(edition(rich(), form)).content)[0].get_textpage()
    place = page.get_text_range().index("First paragraph")
    _, bottom, _, top = page.get_charbox(place)
    return float(top - bottom)
