"""pubpipe.delivery.printing.paper: keywords of paper, sizes of pages, and what people call them."""

import pytest

from pubpipe.delivery.printing.paper import Paper, named, of_keyword, of_page, range_of, setting_of


@pytest.mark.parametrize(
    ("keyword", "said", "setting"),
    [
        ("iso_a4_210x297mm", "A4 (210 × 297 mm)", "a4"),
        ("na_letter_8.5x11in", "US Letter (8.5 × 11 in)", "letter"),
        ("iso_a5_148x210mm", "A5 (148 × 210 mm)", "a5"),
        ("jis_b5_182x257mm", "JIS B5 (182 × 257 mm)", ""),
        ("na_number-10_4.125x9.5in", "No. 10 envelope (4.12 × 9.5 in)", ""),
        ("oe_photo-l_3.5x5in", "3.5 × 5 in", ""),
        ("iso_a4_210x297mm_borderless", "A4 (210 × 297 mm)", "a4"),
    ],
)
def test_paper_is_called_as_people_call_it(keyword: str, said: str, setting: str) -> None:
    paper = of_keyword(keyword)
    assert paper is not None
    assert (str(paper), setting_of(paper)) == (said, setting)


def test_what_tells_no_size_is_no_paper() -> None:
    assert [of_keyword(word) for word in ("auto", "custom_min_50x50mm", "main", "")] == [None] * 4


@pytest.mark.parametrize(
    ("width", "height", "name"),
    [
        (595.276, 841.89, "A4"),
        (841.89, 595.276, "A4"),
        (612, 792, "US Letter"),
        (420, 595, "A5"),
        (300, 300, ""),
    ],
)
def test_a_page_is_named_whichever_way_round(width: float, height: float, name: str) -> None:
    assert of_page(width, height).name == name


def test_sizes_are_the_same_within_a_millimetre_and_a4_is_not_letter() -> None:
    a4 = of_page(595, 842)
    assert a4.fits(Paper(210, 297))
    assert not a4.fits(of_page(612, 792))


def test_each_size_is_named_once_with_its_margins() -> None:
    words = ("iso_a4_210x297mm_borderless", "auto", "na_letter_8.5x11in", "iso_a4_210x297mm")
    assert [paper.keyword for paper in named(words)] == ["na_letter_8.5x11in", "iso_a4_210x297mm"]


def test_sizes_of_ones_own_have_bounds() -> None:
    bounds = range_of(("iso_a4_210x297mm", "custom_min_3x5in", "custom_max_215x355mm"))
    assert bounds is not None
    assert (round(bounds[0].width, 1), bounds[1].height) == (76.2, 355.0)
    assert range_of(("custom_min_3x5in",)) is None
