"""The metadata: what goes into XML, what an edition is known by."""

from dataclasses import replace
from pathlib import Path

from pubpipe.editions.epub import render
from pubpipe.editions.epub.container.describing import identifier
from tests.support.manuscripts import edition, rich
from tests.support.validators import epubcheck


def test_an_identifier_is_the_same_for_the_same_text() -> None:
    assert identifier(rich()) == identifier(replace(rich()))
    assert identifier(rich()) != identifier(replace(rich(), markdown="Other words.\n"))


def test_characters_without_a_place_in_xml_break_no_file(tmp_path: Path) -> None:
    meta = replace(rich().meta, title="A\x01 title\x0b", subtitle="\ufffe", authors=("Ana\x08 Pérez",))
    path = tmp_path / "book.epub"
    path.write_bytes(render(edition(replace(rich(), meta=meta), "epub")).content)
    assert epubcheck(path) == []
