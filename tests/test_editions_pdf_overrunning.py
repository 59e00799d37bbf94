"""Words behind others within an element: on the next line where they do not fit, not divided."""

from __future__ import annotations

import re

import pytest

from pubpipe.editions.pdf.composition import lines
from pubpipe.editions.pdf.composition.faults import is_line, words
from tests.support.prose import document

TEXTS = (
    "<a>the words of <code>characteristics</code></a> and no others",
    "<a>the words <b>re</b>characterise</a> as they go",
    "<em>the <a>words of <code>characteristics</code></a></em>",
    "<a>the words of “<code>characteristics</code>”</a>",
)


@pytest.mark.parametrize("tag", ["p", "li"])
@pytest.mark.parametrize("text", TEXTS)
def test_no_word_is_divided_where_its_line_could_end_before(text: str, tag: str) -> None:
    whole = re.sub("<.*?>", "", text)
    assert any(" ".join(column) != whole for column in _columns(text, tag))
    with lines.mended():
        assert all(" ".join(column) == whole for column in _columns(text, tag))


@pytest.mark.parametrize("text", ["<a>the <code>{}</code></a>", "<a><b>the</b>{} word</a>", "<i>the</i> {}"])
def test_a_word_that_fits_on_no_line_is_divided(text: str) -> None:
    with lines.mended():
        for column in _columns(text.format("characteristics" * 3)):
            assert all(len(line) < 40 for line in column)


def test_the_end_of_words_that_are_not_to_be_parted_is_no_line_s_end() -> None:
    with lines.mended():
        found = _columns(f"<a><b style='white-space: nowrap'>a b</b>{'characteristics' * 3}</a>")
    assert all(len(line) < 40 for column in found for line in column)


def _columns(text: str, tag: str = "p") -> list[list[str]]:
    """The lines of a text in columns of many widths, from some words to nearly all of it."""
    style = "overflow-wrap: break-word; hyphens: manual; list-style: none; width"
    columns = "".join(f'<{tag} style="{style}: {width}px">{text}</{tag}>' for width in range(170, 280, 20))
    boxes = [box for page in document(columns, css="").pages for box in page._page_box.descendants()]
    found = [box for box in boxes if box.element_tag == tag and box.children and is_line(box.children[0])]
    return [column for box in found if any(column := [words(line) for line in box.children])]
