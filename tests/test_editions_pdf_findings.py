"""What WeasyPrint logs -> findings that name character, place and the package that helps."""

from __future__ import annotations

import logging

import pytest

from pubpipe.editions.pdf.findings import told
from pubpipe.model import Manuscript, Metadata


@pytest.mark.parametrize(
    ("character", "hint"),
    [
        ("漢", "fonts-noto-cjk"),
        ("ꦲ", "fonts-noto-core"),
        ("🦉", "fonts-noto-color-emoji"),
        ("\ue000", "no agreed shape"),
    ],
)
def test_a_missing_glyph_is_named_with_its_place_and_its_package(character: str, hint: str) -> None:
    markdown = f"One line.\n\nAnd {character} in another.\n"
    article = Manuscript("a", Metadata(title="T", lang="en"), markdown, markdown)
    record = logging.LogRecord("weasyprint", logging.WARNING, "", 0, ".notdef %s", (character,), None)
    (finding,) = told([record, record], article)
    assert finding.code == "pdf-missing-glyph"
    assert f"U+{ord(character):04X}" in finding.message
    assert hint in finding.hint
    assert f", first in “And {character} in another.” (line 3 of its canonical Markdown);" in finding.message
    (generated,) = told([record])
    assert ", first in" not in generated.message
