"""Paragraphs whose lines end where they are the most even together: filled, whole, and more even than one at a time."""

from __future__ import annotations

import contextlib
import random
import statistics
from typing import TYPE_CHECKING, Any

import pytest

from pubpipe.editions.pdf.breaking.planning import evened
from pubpipe.editions.pdf.composition.faults import faults, is_line, looseness, resume, words
from pubpipe.editions.pdf.composition.footnotes import at_foot
from pubpipe.editions.pdf.composition.lines import mended
from tests.support.prose import STYLE, document, prose, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weasyprint import Document

JUSTIFIED = "hyphens: auto; hyphenate-limit-chars: 7 3 4; text-align: justify"
HYPHEN = 6.0  # CSS pixels, or nearly so: that of tests/support/prose.py's face
MEASURE = 300.0  # CSS pixels between the margins of the page of tests/support/prose.py
RIGHT_TO_LEFT = (
    f"{JUSTIFIED}; direction: rtl; font-family: DejaVu Serif, Noto Naskh Arabic, Noto Serif Hebrew"
)
ARABIC = "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق، وقد وهبوا عقلا وضميرا وعليهم أن يعامل بعضهم بعضا بروح الإخاء."
HEBREW = (
    "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם, כולם חוננו בתבונה ובמצפון, לפיכך חובה עליהם לנהוג איש"
    " ברעהו ברוח של אחווה. כל אדם יש לו הזכות לחיים, לחירות ולביטחון אישי, לא יהיה אדם עבד או משועבד."
)


def lines_of(found: Document) -> list[Any]:
    every = [box for page in found.pages for box in page._page_box.descendants()]
    return [box for box in every if is_line(box) and words(box)]


def planned(text: str, css: str = JUSTIFIED) -> Document:
    with mended(), evened(), at_foot():
        return document(text, css)


def one_at_a_time(text: str, css: str = JUSTIFIED) -> Document:
    with mended(), at_foot():
        return document(text, css)


def loose(found: Document) -> list[float]:
    """Return how loose lines are but for a paragraph's last; one that ends short counts as loose as a line may be."""
    return [min(looseness(line), 0.75) for line in lines_of(found) if resume(line) is not None]


def test_lines_are_more_even_and_say_the_same() -> None:
    text = prose(1_000)
    greedy, even = one_at_a_time(text), planned(text)
    assert said(even) == said(greedy) == text.replace(" ", "").replace("-", "")
    assert statistics.pstdev(loose(even)) < 0.75 * statistics.pstdev(loose(greedy))
    torn = [sum(line > 0.4 for line in loose(found)) for found in (greedy, even)]
    assert torn[1] < 0.7 * torn[0]
    assert faults(even).ladders <= faults(greedy).ladders


def test_every_line_fills_the_measure() -> None:
    narrower = 0
    for line in lines_of(planned(prose(600))):
        if resume(line) is not None and words(line)[-1].isalpha():
            assert line.width == pytest.approx(MEASURE, abs=0.1)
            narrower += looseness(line) < 0
    assert narrower


def test_hyphens_and_stops_hang_in_the_margin() -> None:
    hanging: dict[str, list[float]] = {sign: [] for sign in "-.,"}
    for line in lines_of(planned(prose(1_000).replace(" the ", ", the "))):
        if resume(line) is not None and words(line)[-1] in hanging:
            hanging[words(line)[-1]].append(line.width - MEASURE)
    for sign, part in {"-": 0.5, ".": 0.7, ",": 0.7}.items():
        box = lines_of(document(sign, ""))[0]
        assert hanging[sign]
        assert hanging[sign] == pytest.approx([part * box.width] * len(hanging[sign]), abs=0.1)


def test_no_space_is_narrower_than_a_fifth_less() -> None:
    assert min(loose(planned(prose(1_000)))) >= -0.2 * 0.32  # a space of DejaVu Serif's is 0.318 of its size


def test_a_paragraph_of_several_elements_is_planned_whole() -> None:
    text = (
        prose(400).replace(" military ", " <em>military</em> ").replace(" Japan ", ' <a href="#a">Japan</a> ')
    )
    greedy, even = one_at_a_time(text), planned(text)
    assert said(even) == said(greedy)
    assert statistics.pstdev(loose(even)) < 0.8 * statistics.pstdev(loose(greedy))


@pytest.mark.parametrize("words_of", [ARABIC, HEBREW])
def test_lines_from_right_to_left_are_more_even_and_say_the_same(words_of: str) -> None:
    text = turned(words_of, 500)
    greedy, even = one_at_a_time(text, RIGHT_TO_LEFT), planned(text, RIGHT_TO_LEFT)
    assert said(even) == said(greedy) == text.replace(" ", "")
    assert statistics.pstdev(loose(even)) < 0.85 * statistics.pstdev(loose(greedy))
    assert -0.2 * 0.32 <= min(loose(even)) < 0


def turned(words_of: str, count: int) -> str:
    """Return so many words of a sentence in an order of their own."""
    chance = random.Random(count)
    return " ".join(chance.choice(words_of.split()) for _ in range(count))


def test_from_right_to_left_a_line_is_full_and_its_stops_hang_on_the_left() -> None:
    text = (
        f"{turned(ARABIC, 200)} <b>{turned(HEBREW, 90)}</b> Free Software, <i>GNU</i>. {turned(ARABIC, 200)}"
    )
    hanging = set()
    for line in lines_of(planned(text, f"{RIGHT_TO_LEFT}; text-indent: 20px")):
        left, right = edges(line)
        if resume(line) is None:
            assert left > 21
            continue
        assert right == pytest.approx(20 + MEASURE - line.text_indent, abs=0.1)
        if words(line)[-1].isalpha():
            assert left == pytest.approx(20, abs=0.1)
        else:
            hanging.add(words(line)[-1])
            assert 16 < left < 19.5
    assert {"،", ","} <= hanging


def edges(line: Any) -> tuple[float, float]:
    """Return where the texts of a line begin and end on the page, in CSS pixels."""
    boxes = [box for box in line.descendants() if hasattr(box, "text") and box.text]
    return min(box.position_x for box in boxes), max(box.position_x + box.width for box in boxes)


def test_a_stop_at_the_end_of_what_runs_the_other_way_does_not_hang() -> None:
    """It stands at the right of its words, and not in the margin."""
    words_of = " ".join(f'<span dir="ltr">{word},</span>' for word in prose(120).replace(",", "").split())
    full = [line for line in lines_of(planned(words_of, RIGHT_TO_LEFT)) if resume(line) is not None]
    assert len(full) > 10
    for line in full:
        assert getattr(line, "is_short", False) or edges(line) == pytest.approx((20, 20 + MEASURE), abs=0.1)


def test_words_from_right_to_left_within_a_line_are_planned_with_the_others() -> None:
    text = " ".join(f"{prose(23)} {phrase}" for phrase in phrases(HEBREW))
    greedy, even = one_at_a_time(text), planned(text)
    assert said(even) == said(greedy)
    assert statistics.pstdev(loose(even)) < 0.75 * statistics.pstdev(loose(greedy))


def phrases(words_of: str) -> Iterator[str]:
    every = words_of.split()
    return (" ".join(every[n : n + 2]) for n in range(len(every) - 1))


@pytest.mark.parametrize(("text", "css"), [(prose(500), JUSTIFIED), (turned(ARABIC, 500), RIGHT_TO_LEFT)])
def test_words_with_room_at_their_sides_are_planned_with_the_others(text: str, css: str) -> None:
    words_of = text.replace(",", "").replace(".", "").replace("،", "").split()
    html = " ".join(
        f'<i style="margin-inline-start: 1px; padding: 0 3px 0 6px">{word}</i>' if n % 9 == 3 else word
        for n, word in enumerate(words_of)
    )
    greedy, even = one_at_a_time(html, css), planned(html, css)
    assert said(even) == said(greedy)
    assert statistics.pstdev(loose(even)) < 0.85 * statistics.pstdev(loose(greedy))
    for line in lines_of(even):
        if resume(line) is not None and words(line)[-1].isalpha():
            assert line.width == pytest.approx(MEASURE, abs=0.1)


def test_a_paragraph_of_many_pages_is_as_even_all_over() -> None:
    text = prose(3_500)
    assert len(text) > 20_000
    found = planned(text)
    assert said(found) == text.replace(" ", "").replace("-", "")
    measured = loose(found)
    parts = [measured[begin : begin + 100] for begin in range(0, len(measured) - 100, 100)]
    few = statistics.pstdev(loose(planned(prose(700))))
    assert len(parts) > 3
    assert all(statistics.pstdev(part) < 1.2 * few for part in parts)


@pytest.mark.parametrize("mark", ["<br>", " <br> ", "<br><br>"])
@pytest.mark.parametrize(("text", "css"), [(prose(200), JUSTIFIED), (turned(ARABIC, 200), RIGHT_TO_LEFT)])
def test_what_stands_before_a_break_is_set_as_a_paragraph_of_its_own(text: str, css: str, mark: str) -> None:
    every = text.split()
    pieces = [" ".join(every[begin : begin + 37]) for begin in range(0, len(every), 37)]
    alone = [shown for piece in pieces for shown in looks(planned(piece, css))]
    assert looks(planned(mark.join(pieces), css)) == alone
    assert looks(planned(f"{mark.join(pieces)}<br>", css)) == alone


def looks(found: Document) -> list[tuple[str, float]]:
    """Return the words of each line, and how loose it is."""
    return [(words(line), looseness(line)) for line in lines_of(found)]


def test_an_indent_makes_the_first_line_shorter() -> None:
    css = f"{JUSTIFIED}; text-indent: 20px"
    first, second, *_ = lines_of(planned(prose(100), css))
    begins = [next(box for box in line.descendants() if hasattr(box, "text")) for line in (first, second)]
    assert begins[0].position_x == begins[1].position_x + 20
    for line in (first, second):
        assert line.width == pytest.approx(MEASURE, abs=0.5 * HYPHEN)


def test_notes_stay_with_their_calls() -> None:
    note = '<span style="float: footnote">a note</span>'
    text = " ".join(f"{prose(40)}{note}" for _ in range(12))
    greedy, even = one_at_a_time(text), planned(text)
    assert said_of(even.pages[0]).count("anote") > 0
    assert sorted(said(even)) == sorted(said(greedy))


def said_of(page: Any) -> str:
    return "".join(box.text for box in page._page_box.descendants() if hasattr(box, "text")).replace(" ", "")


@pytest.mark.parametrize(
    "css",
    [
        "text-align: left; hyphens: auto",
        f"{JUSTIFIED}; white-space: pre-line",
    ],
)
def test_what_is_not_planned_is_set_as_ever(css: str) -> None:
    text = prose(200)
    assert list(map(words, lines_of(planned(text, css)))) == list(
        map(words, lines_of(one_at_a_time(text, css)))
    )


def test_a_line_beside_a_float_is_as_wide_as_its_room() -> None:
    text = f'<i style="float: right; width: 90px; height: 40px"></i>{prose(200)}'
    found = [line for line in lines_of(planned(text)) if resume(line) is not None]
    assert found[0].width == pytest.approx(MEASURE - 90, abs=0.1)
    assert found[-1].width == pytest.approx(MEASURE, abs=0.1)


def test_a_short_line_and_a_word_longer_than_a_line_are_set_as_ever() -> None:
    for text in (
        "One line.",
        f"Some words before {'x' * 120} and some behind it, so that it goes on for a while.",
    ):
        assert said(planned(text)) == text.replace(" ", "")


def test_an_article_is_set_alike_before_and_after_another() -> None:
    first = list(map(words, lines_of(planned(prose(300)))))
    planned(prose(500), f"{JUSTIFIED}; width: 200px")
    assert list(map(words, lines_of(planned(prose(300))))) == first


def test_nothing_is_planned_outside() -> None:
    with contextlib.ExitStack() as stack:
        stack.enter_context(evened())
    assert list(map(words, lines_of(document(prose(200))))) == list(
        map(words, lines_of(document(prose(200))))
    )
    assert min(loose(document(prose(300)))) >= 0


def test_a_paragraph_that_goes_on_on_a_wider_page_fills_it() -> None:
    from weasyprint import CSS, HTML

    wider = CSS(string=f"{STYLE} @page :nth(n + 2) {{ size: 420px 240px }}")
    html = f'<html lang="en"><title>-</title><body style="margin: 0"><p style="{JUSTIFIED}">{prose(300)}'
    with mended(), evened(), at_foot():
        first, second, *_ = HTML(string=html).render(stylesheets=[wider]).pages
    for page, measure in ((first, MEASURE), (second, MEASURE + 80)):
        boxes = [box for box in page._page_box.descendants() if is_line(box) and words(box)]
        assert len(boxes) > 5
        for line in boxes:
            if resume(line) is not None:
                assert line.width == pytest.approx(measure + HYPHEN / 2, abs=HYPHEN / 2 + 0.1)
