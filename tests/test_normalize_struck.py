"""Words that somebody has struck out: printed like others, and told with their line."""

import subprocess
from pathlib import Path

import pytest

from pubpipe.markup import pandoc_path
from pubpipe.model import Draft
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from pubpipe.readers import Received
from pubpipe.readers.html import read as read_page
from pubpipe.readers.markdown import read as read_markdown
from pubpipe.readers.office import read as read_document

PAGE = """<html><head><title>The price of fish</title></head><body><nav><s>Menu</s></nav><article>
<h1>The price of fish</h1><p>It was <s>one hundred</s> eighty on the market of the town, as those who sold it said.</p>
<p>Nobody who was asked on Monday morning could say what it would be on the next day, or on the day after it.</p>
</article></body></html>"""


def _told(draft: Draft) -> tuple[str, list[str]]:
    manuscript, ledger, findings = normalize(draft, Wishes("article"))
    assert [e.before for e in ledger.events if e.step == "struck"] != []
    return manuscript.body, [f.message for f in findings if f.code == "normalize-struck"]


def test_words_of_a_page(tmp_path: Path) -> None:
    body, told = _told(read_page(Received("a.html", PAGE.encode())))
    assert "It was one hundred eighty on" in body
    assert told == ["“one hundred” is struck out there, and is printed like any other words"]


@pytest.mark.parametrize("tag", ["s", "del", "strike"])
def test_words_of_html_within_markdown(tag: str) -> None:
    text = f"# Fish\n\nIt was <{tag}>*one*  hundred</{tag}> eighty.\n"
    body, told = _told(read_markdown(Received("a.md", text.encode())))
    assert body == "It was *one* hundred eighty.\n"
    assert told == ["“one hundred” is struck out there, and is printed like any other words"]


def test_words_of_a_document(tmp_path: Path) -> None:
    said = "It was ~~one hundred dollars and of these not one cent less~~ eighty."
    command = [pandoc_path(), "--from", "markdown", "--output", "a.docx"]
    subprocess.run(command, input=said, text=True, cwd=tmp_path, check=True)
    body, told = _told(read_document(Received("a.docx", (tmp_path / "a.docx").read_bytes())))
    assert "less eighty." in body
    assert told == [
        "“one hundred dollars and of these not one…” is struck out there, and is printed like any other words"
    ]
