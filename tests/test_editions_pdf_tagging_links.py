"""Links with elements in them: each annotation of one stands in its ``Link`` (PDF/UA-1, 7.18.5)."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf

from pubpipe.editions.pdf import render
from pubpipe.model import Style
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


def test_what_a_style_writes_after_a_link_is_part_of_it() -> None:
    plain = edition(manuscript("See [this](https://example.org/a).[^1]\n\n## T\n\n[^1]: A note.\n"), "pdf")
    own = {"print-own.css": b'a::after { content: " (page " target-counter(attr(href), page) ")" }'}
    style = Style("mine", {**plain.style.files, **own}, frozenset(own))
    made = render(replace(plain, style=style))
    assert made.facts["pdfua"]
    with pikepdf.open(BytesIO(made.content)) as pdf:
        items = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/OBJR"]
        links = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Link"]
        assert len(items) == 2 * len(links) == 6
        assert all(link.P.S != "/Link" for link in links)
