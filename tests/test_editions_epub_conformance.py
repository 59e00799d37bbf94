"""Conformance: claimed where someone answers for it and nothing speaks against it, else withheld and told."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from pubpipe.editions.epub import render
from pubpipe.model import Ebook, Manuscript
from tests.support.manuscripts import edition, rich
from tests.support.validators import epubcheck
from tests.test_editions_epub import pictured

ASKED = Ebook(certified_by="The School Press")


def package(content: bytes) -> str:
    return zipfile.ZipFile(BytesIO(content)).read("EPUB/content.opf").decode()


def written(body: str) -> Manuscript:
    return replace(rich(), body=body, markdown=body)


def test_who_answers_for_a_sound_book_is_named_with_the_claim(tmp_path: Path) -> None:
    made = render(edition(pictured(), "epub", ebook=ASKED))
    assert made.findings == ()
    assert "EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>" in package(made.content)
    assert 'property="a11y:certifiedBy" refines="#conformance">The School Press<' in package(made.content)
    path = tmp_path / "book.epub"
    path.write_bytes(made.content)
    assert epubcheck(path) == []


def test_nothing_is_claimed_where_nobody_answers() -> None:
    made = render(edition(rich(), "epub"))
    assert "conformsTo" not in package(made.content)
    assert made.findings == ()


@pytest.mark.parametrize(
    ("manuscript", "why"),
    [
        (pictured(described=False), "pictures without description: 1"),
        (written("Words.\n\n![Gone](gone.png)\n"), "pictures are missing"),
        (written("## One\n\n#### Three\n\nWords.\n"), "heading 'Three' skips a level"),
        (written("## One\n\nWords [](#one) more.\n"), "a link has no words"),
        (replace(rich(), meta=replace(rich().meta, lang="und")), "the language is not known"),
    ],
)
def test_what_stands_against_it_is_told(manuscript: Manuscript, why: str) -> None:
    made = render(edition(manuscript, "epub", ebook=ASKED))
    (finding,) = [f for f in made.findings if f.code == "epub-not-conformant"]
    assert why in finding.message
    assert "conformsTo" not in package(made.content)
    assert "certifiedBy" not in package(made.content)
