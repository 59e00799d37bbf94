"""Lines of Chinese and Japanese: as wide as the measure, and no letter torn from the next."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest

from pubpipe.editions.pdf import render
from pubpipe.editions.pdf.composition import lines
from pubpipe.editions.pdf.composition.faults import is_line, texts
from pubpipe.model import Manuscript, Metadata
from tests.support.manuscripts import edition
from tests.support.prose import document

TEXT = "印刷者读这一页，这一页也回答；他量了两次边距、行距、字距，“一次用尺，一次用手指。” " * 3


def column(text: str, lang: str = "zh", width: int = 423) -> list[Any]:
    style = f"width: {width}px; font-family: Noto Serif CJK SC; text-align: justify; overflow-wrap: anywhere"
    page = document(f'<div lang="{lang}" style="{style}">{text}</div>', css="").pages[0]._page_box
    return [box for box in page.descendants() if is_line(box) and texts(box)]


@pytest.mark.parametrize("lang", ["zh", "zh-Hant-TW", "ja"])
def test_lines_are_as_wide_as_the_measure_but_for_the_last(lang: str) -> None:
    with lines.mended() as count:
        *full, last = column(f"<b>粗体</b>{TEXT}<sup>1</sup>{TEXT}", lang)
    assert count["apart"] > 0
    assert [line.width for line in full] == pytest.approx([423] * len(full), abs=0.1)
    assert last.width < 423
    for line in full:
        for before, after in zip(texts(line), texts(line)[1:], strict=False):
            assert after.position_x == pytest.approx(before.position_x + before.width, abs=0.1)


def test_a_line_that_lacks_much_stays_as_it_is() -> None:
    long = "Donaudampfschifffahrtsgesellschaft"
    with lines.mended():
        first, *_ = column(f"印刷者读这一页印刷者读这一页{long}也回答。")
    assert first.width < 300
    assert {box.style["letter_spacing"] for box in texts(first)} == {"normal"}


def test_spaces_are_made_wider_first() -> None:
    with lines.mended():
        first, *_ = column(f"印刷者读 a printer 这一页也回答{TEXT}")
    (box,) = texts(first)
    assert first.width == pytest.approx(423, abs=0.1)
    assert box.justification_spacing > box.style["letter_spacing"]


def test_other_languages_are_set_as_ever() -> None:
    with lines.mended() as count:
        column(TEXT, "ko")
    assert count["apart"] == 0


def test_an_edition_says_each_word_as_it_is_written() -> None:
    body = f"{TEXT.strip()}\n"
    content = render(edition(Manuscript("a", Metadata("题", "zh"), body, body), "pdf", "book")).content
    with pypdfium2.PdfDocument(content) as pdf:
        said = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
    assert TEXT.replace(" ", "") in said
