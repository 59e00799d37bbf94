"""The torture document: it is what it says, and every word of it passes the normalizer."""

from __future__ import annotations

import re
from pathlib import Path

from pubpipe.readers import Received
from pubpipe.readers.markdown import read
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
