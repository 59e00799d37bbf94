"""The torture document: it is what it says, and every word of it passes the normalizer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pubpipe.editions.pdf import render
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from pubpipe.readers import Received, portable
from pubpipe.readers.markdown import read
from tests.support.manuscripts import edition
from tests.support.validators import verapdf
from tests.test_editions_pdf import elements, opened
from tests.torture import NOTES, document, pictures, write


def test_the_document_holds_what_it_promises(tmp_path: Path) -> None:
    draft = read(Received("torture.md", write(tmp_path).read_bytes(), tmp_path))
    assert draft.findings == ()
    assert {asset.source for asset in draft.assets} == set(pictures())
    text = document()
    assert len(re.findall(r"(?m)^\[\^", text)) == NOTES
    assert all(text.count(f"[^{name}]") == 2 for name in re.findall(r"(?m)^\[\^([^\]]+)\]:", text))
    assert text.count("\n| 500 |") == 1
    assert max(map(len, text.split())) >= 300
    assert pictures() == pictures()


@pytest.mark.proof
def test_its_pdf_keeps_every_promise(tmp_path: Path) -> None:
    draft = read(Received("torture.md", write(tmp_path).read_bytes(), tmp_path))
    manuscript = normalize(draft, Wishes("torture"))[0]
    rendering = render(edition(manuscript, "pdf"))
    assert rendering.findings == ()
    assert (rendering.facts["pdfua"], rendering.facts["pdfa"]) == (True, "3a")
    pages = rendering.facts["pages"]
    assert isinstance(pages, int)
    assert pages >= 60
    (tmp_path / "torture.pdf").write_bytes(rendering.content)
    assert verapdf(tmp_path / "torture.pdf", ("ua1", "3a")) == []
    with opened(rendering.content) as pdf:
        assert sum(role == "/Note" for role, _ in elements(pdf)) == NOTES
    assert portable.read(Received("torture.pdf", rendering.content)).text == manuscript.markdown
