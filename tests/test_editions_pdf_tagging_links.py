"""Links with elements in them: each annotation of one stands in its ``Link`` (PDF/UA-1, 7.18.5)."""

from __future__ import annotations

from pathlib import Path

from pubpipe.editions.pdf import render
from tests.support.law import manuscript
from tests.support.manuscripts import edition
from tests.support.validators import verapdf


def test_links_with_elements_in_them_keep_the_claim(tmp_path: Path) -> None:
    text = (
        "See [`db-store`](https://example.org/a), [a *slanted **and** bold*](https://example.org/b) and"
        " [all](#t).\n\n- [`x`](https://example.org/c): y\n\n## T\n\n"
        "[![A badge](https://example.org/x.png)](https://example.org/d)\n"
    )
    made = render(edition(manuscript(text), "pdf"))
    assert made.facts["pdfua"]
    (tmp_path / "a.pdf").write_bytes(made.content)
    assert verapdf(tmp_path / "a.pdf") == []
