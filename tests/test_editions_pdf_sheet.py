"""The sheet: its size by what was asked for, the style, the region; who heads which page."""

from __future__ import annotations

import pytest

from pubpipe.editions.pdf.sheet import paper, sheet
from pubpipe.model import Options
from pubpipe.styling import load


@pytest.mark.parametrize(
    ("lang", "wanted", "expected"),
    [
        ("en", "auto", "a4"),
        ("es-419", "auto", "a4"),
        ("en-us", "auto", "letter"),
        ("zh-Hant-PH", "auto", "letter"),
        ("en-US", "a4", "a4"),
        ("fr-FR", "letter", "letter"),
        ("fr-FR", "a5", "a5"),
    ],
)
def test_paper(lang: str, wanted: str, expected: str) -> None:
    assert paper(lang, wanted) == expected


def test_a_style_has_a_paper_of_its_own_unless_told() -> None:
    assert [paper("en-US", wanted, "a5") for wanted in ("auto", "letter")] == ["a5", "letter"]


@pytest.mark.parametrize(
    ("lang", "page", "size"),
    [
        ("en", "auto", "148.5mm 210mm"),
        ("en", "a5", "148.5mm 210mm"),
        ("en-US", "auto", "5.5in 8.5in"),
        ("en-US", "a4", "148.5mm 210mm"),
        ("en", "letter", "5.5in 8.5in"),
    ],
)
def test_a_booklet_has_half_a_sheet_and_two_sides(lang: str, page: str, size: str) -> None:
    for style in ("default", "book"):
        tokens = sheet(lang, Options(page=page), load(style), "booklet")
        assert f"{tokens['--paper-width']} {tokens['--paper-height']}" == size
        assert tokens["--left-begin"] == tokens["--right-end"] == "end"
        assert tokens["--binding"] == "0mm"


@pytest.mark.parametrize(
    ("lang", "two_sided", "expected"),
    [
        ("en", False, ["start end", "start end"]),
        ("en", True, ["start end", "end start"]),
        ("ar", False, ["end start", "end start"]),
        ("ar", True, ["end start", "start end"]),
    ],
)
def test_the_publication_begins_the_header(lang: str, two_sided: bool, expected: list[str]) -> None:
    tokens = sheet(lang, Options(two_sided=two_sided), load("default"))
    heads = [f"{tokens[f'--{side}-begin']} {tokens[f'--{side}-end']}" for side in ("right", "left")]
    assert heads == expected
    assert (tokens["--binding"] != "0mm") == two_sided


@pytest.mark.parametrize(
    ("lang", "region", "line"),
    [
        ("en", None, None),
        ("ja", "JP", "18.0pt"),
        ("zh-TW", "TC", "18.0pt"),
        ("zh", "SC", "18.0pt"),
        ("ar", "JP", "17.3pt"),
    ],
)
def test_tall_letters_have_wider_lines_and_their_own_shapes(
    lang: str, region: str | None, line: str | None
) -> None:
    tokens = sheet(lang, Options(), load("default"))
    assert (tokens.get("--region"), tokens.get("--line")) == (region, line)
    assert "--line" not in sheet(lang, Options(), load("default"), "draft")
    assert (tokens.get("--head-end") == "var(--head-start)") == (region is not None)
