"""Notes stand at the foot of the page of their call, whatever wants their room."""

from __future__ import annotations

import contextlib

import pytest

from pubpipe.editions.parts import body_tree, serialize
from pubpipe.editions.pdf import house
from pubpipe.editions.pdf.body import for_paper
from pubpipe.editions.pdf.house import house_of, lay_out
from tests.support.law import manuscript
from tests.support.manuscripts import edition, founding

SECOND = (
    "Words that have to stand on a second line as well, since they are more than the measure takes at once. "
)
NOTE = "A note of more than one line, with more words than it takes at once. "


def late(style: str, form: str, lead: int, below: str, longer: int = 1) -> tuple[int, int]:
    """How many notes stand on another page than their call, and how many pages there are."""
    lines = "".join(f"Line {number}.\n\n" for number in range(lead))
    body = manuscript(
        f"{lines}What is called.[^1]\n\n{below}\n\n[^1]: {NOTE * longer}\n\n    {NOTE * longer}\n"
    )
    tree = body_tree(body)
    for_paper(tree, body)
    html = (
        f'<html lang="en"><title>-</title><body><article><div class="text">{serialize(tree)}</div></article>'
    )
    pages = lay_out(html, house_of(edition(founding(), form, style)), {}).pages
    at = {name: number for number, page in reversed([*enumerate(pages)]) for name in page.anchors}
    return int(at["fn1"] != at["fnref1"]), len(pages)


@pytest.mark.parametrize("below", [SECOND * 4, "```\none\ntwo\nthree\nfour\n```"], ids=["text", "code"])
def test_no_second_line_drives_a_note_off_its_page(below: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert late("default", "pdf", 43, below) == (0, 2)
    monkeypatch.setattr(house, "at_foot", contextlib.nullcontext)
    assert late("default", "pdf", 43, below) == (1, 2)


def test_no_page_is_left_empty_for_a_note_that_it_has_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert late("default", "pdf-large", 6, SECOND, longer=4) == (0, 1)
    monkeypatch.setattr(house, "at_foot", contextlib.nullcontext)
    assert late("default", "pdf-large", 6, SECOND, longer=4) == (1, 3)
