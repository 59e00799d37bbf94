"""Lines at fault: ladders, hyphens at a page's end and stubs are counted, and fewer where they are mended."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter
from typing import Any

import pytest

from pubpipe.editions.pdf.composition import lines
from pubpipe.editions.pdf.composition.faults import Faults, faults, is_line
from tests.support.prose import document, prose, said


def test_fewer_faults_and_the_same_words() -> None:
    plain = document(prose(1500))
    with lines.mended() as count:
        better = document(prose(1500))
    before, after = faults(plain), faults(better)
    assert before.ladders > 2 * after.ladders
    assert before.page_ends > after.page_ends
    assert count["ladders"] > 0
    assert count["page_ends"] + count["passed_on"] > 0
    assert said(better) == said(plain) == prose(1500).replace(" ", "").replace("-", "")


def test_a_ladder_is_foreseen_where_its_last_line_cannot_be_mended() -> None:
    foreseen = 0
    for width in range(190, 230, 5):
        with lines.mended() as count:
            document(prose(600), css=f"hyphens: auto; text-align: justify; width: {width}px")
        foreseen += count["foreseen"]
    assert foreseen > 0


def test_a_paragraph_does_not_end_in_the_end_of_a_word() -> None:
    stubs = 0
    for length in range(40, 80, 4):
        with lines.mended() as count:
            document("i " * length + "relationship.", css="hyphens: auto")
        stubs += count["stubs"]
    assert stubs > 0


def test_no_paragraph_ends_in_the_end_of_a_word_with_its_own_hyphen() -> None:
    text = "what all of us know who have used one of these programs for a year or two is what stands in apt-cache."
    stubs = [0, 0]
    for width in range(300, 420, 15):
        css = f"hyphens: auto; text-align: justify; width: {width}px"
        for mends in (True, False):
            with lines.mended() if mends else contextlib.nullcontext():
                stubs[mends] += faults(document(text, css=css)).stubs
    assert stubs[False] > 0
    assert stubs[True] == 0


def test_a_last_word_too_long_to_move_is_divided_earlier() -> None:
    text = (
        "there are some words above it, and what we then have at the end of it all is internationalization."
    )
    stubs = [0, 0]
    for width in (225, 335, 345):
        css = f"hyphens: auto; text-align: justify; width: {width}px"
        for mends in (True, False):
            with lines.mended() if mends else contextlib.nullcontext():
                stubs[mends] += faults(document(text, css=css)).stubs
    assert stubs[False] > 0
    assert stubs[True] == 0


def test_a_line_that_would_be_torn_apart_keeps_its_hyphen() -> None:
    wide = "internationalization " * 40
    with lines.mended():
        found = document(wide, css="hyphens: auto; text-align: justify; padding-right: 60px")
    assert faults(found).ladders > 0


def test_nothing_is_mended_outside_and_in_other_threads() -> None:
    before = faults(document(prose(200)))
    found: list[Faults] = []
    with lines.mended():
        other = threading.Thread(target=lambda: found.append(faults(document(prose(200)))))
        other.start()
        other.join()
    assert found == [before] == [faults(document(prose(200)))]


def test_an_unknown_weasyprint_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint

    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    monkeypatch.setattr(lines, "_install", lambda: pytest.fail("installed"))
    with lines.mended() as count:
        assert count == Counter()


def test_notes_stay_at_the_foot_of_their_page() -> None:
    note = '<span style="float: footnote">A note.</span>'
    text = " ".join(word + (note if n % 37 == 0 else "") for n, word in enumerate(prose(300).split()))
    with lines.mended() as count:
        found = document(text)
    assert sum(count.values()) > 0
    assert said(found).count("Anote.") == text.count("A note.")


def test_a_line_that_would_be_torn_apart_ends_short() -> None:
    words = f"one two three {'x' * 60} and then so many more words that there is a line which can be justified as ever."
    for mends in (True, False):
        with lines.mended() if mends else contextlib.nullcontext():
            found = document(words, css="text-align: justify; width: 440px; font-size: 12px")
        first, _, third, *_ = _widths(found)
        assert (first < 120) == mends
        assert third == pytest.approx(440, abs=1)


def _widths(document: Any) -> list[float]:
    boxes = document.pages[0]._page_box.descendants()
    return [box.width for box in boxes if is_line(box) and box.children]
