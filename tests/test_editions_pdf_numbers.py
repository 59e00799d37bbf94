"""The variants: large print is large, a draft's lines are numbered but not read out, neither loses its claim."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from pubpipe.editions.pdf import render
from tests.support.manuscripts import edition, rich
from tests.support.validators import verapdf


def told(*command: str, content: bytes) -> str:
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


def test_a_draft_numbers_its_lines_and_does_not_read_them_out(tmp_path: Path) -> None:
    content = render(edition(rich(), "pdf-draft")).content
    shown = told("pdftotext", "-layout", "-", "-", content=content)
    numbers = [int(n) for n in re.findall(r"(?m)^ {0,14}(\d+) {2,}\S", shown)]
    assert numbers[:12] == list(range(1, 13))
    assert numbers == sorted(set(numbers))
    (tmp_path / "a.pdf").write_bytes(content)
    read = told("pdfinfo", "-struct-text", str(tmp_path / "a.pdf"), content=b"")
    assert "First paragraph" in read
    assert not re.search(r'(?m)^\s*"?1?[1-9]"?\s*$', read.replace('"1"', "").replace('"2"', ""))


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
