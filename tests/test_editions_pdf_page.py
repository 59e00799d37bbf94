"""What the page is made of: paper, short title, page numbers, source entries, even lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pubpipe.editions.pdf.page import balance, folio, headline_size, setting, short_title, source_entry
from pubpipe.model import Run, Source
from pubpipe.sources.labels import label
from pubpipe.wording import languages, words


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        *((lang, "justified") for lang in ("en", "en-US", "de-CH", "ru")),
        ("tlh", "ragged"),
        ("ar", "justified upright"),
        ("hi-IN", "justified upright"),
        ("vi", "justified"),
        ("th", "ragged upright"),
        ("ko", "justified upright ideographic"),
        ("zh-Hant", "ragged upright ideographic indented-zh"),
    ],
)
def test_a_page_is_set_as_its_language_asks(lang: str, expected: str) -> None:
    assert setting(lang) == expected


def test_short_title_ends_with_a_whole_word() -> None:
    assert short_title("Short enough", "20") == "Short enough"
    assert short_title("One two, three four", "9") == "One two…"
    assert short_title("漢" * 30, "10") == "漢" * 10 + "…"


def test_every_language_writes_page_and_pages_in_this_order() -> None:
    for lang in languages():
        before, between, after = folio(words(lang).page_of)
        assert f"{before}2{between}3{after}" == words(lang).page_of.format(page=2, pages=3)
        assert between


def test_headline_shrinks_with_its_length() -> None:
    assert [headline_size("x" * n) for n in (20, 100, 300)] == ["large", "middle", "small"]


def test_derived_title_is_not_set_as_a_title() -> None:
    source = Source(
        id="s", title="a slug", container_title="U.S. News", url="https://a.org/x", derived=("title",)
    )
    entry = source_entry(label(source, "en"), "en")
    assert entry.parts == (("publisher", "U.S. News."), ("hint", "a slug."))
    assert entry.linked


def test_a_full_stop_after_latin_words_stands_apart_where_lines_run_from_right_to_left() -> None:
    source = Source(id="s", title="A & B", container_title="صحيفة", url="https://a.org/x")
    parts = source_entry(label(source, "ar"), "ar").parts
    assert ("publisher", "صحيفة.") in parts
    assert "<span>A &amp; B</span>." in [str(text) for _, text in parts]


def test_a_style_s_entry_runs_as_its_own_words_do() -> None:
    source = Source(id="s", title="A & B", url="https://a.org/x")
    named = replace(label(source, "he"), cited=(Run("", "A & B. 2024.", ""),))
    assert [source_entry(named, lang).side for lang in ("he", "en")] == ["ltr", ""]
    assert source_entry(replace(named, cited=(Run("", "1. אחווה", ""),)), "en").side == "rtl"


def test_source_without_a_safe_address_is_not_linked() -> None:
    assert not source_entry(label(Source(id="s", url="javascript:alert(1)"), "en"), "en").linked


def test_lines_are_evened_out() -> None:
    word = (True, 50.0)
    assert balance([word] * 2, 5, 200) == ""
    assert balance([word] * 4, 5, 160) == "max-width: 108px"
    assert balance([word, (True, 170)], 5, 160) == "hyphens: auto"


def test_phrases_without_spaces_are_evened_out() -> None:
    assert balance([(False, 50.0)] * 4, 5, 160) == "max-width: 103px"
    assert balance([(False, 50.0), (False, 160.0)], 5, 160) == "hyphens: auto"
