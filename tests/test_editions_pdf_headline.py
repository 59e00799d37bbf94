"""Headlines: words by themselves are as wide as in a page, and no byte tells how they were measured."""

from dataclasses import replace

import pytest

from pubpipe.editions.pdf import engine, headline, render
from pubpipe.editions.pdf.house import House, house_of
from pubpipe.model import Edition
from tests.support.manuscripts import edition, founding

TITLES = (
    "Ministers of both countries announced an agreement on joint production of a “1.5 % better” AV-To model",
    "Straße zum Fluss gesperrt: Füchse & Hühner warten",
    "V. A. Tow, To. Ye",
    "日米両政府 防衛協力を強化へ",
    "عنوان المقال الأول من الجريدة",
)


def titled(title: str, subtitle: str = "", lang: str = "en") -> Edition:
    meta = replace(founding().meta, title=title, subtitle=subtitle, lang=lang)
    return edition(replace(founding(), meta=meta, body="Text.\n"), "pdf")


def house_without_gauges(of: Edition) -> House:
    engine.load()
    house = house_of(of)
    house.gauges.clear()
    return house


@pytest.mark.parametrize("lang", ["en", "de", "ar", "ja"])
def test_words_alone_are_as_wide_as_in_a_page(lang: str) -> None:
    house = house_without_gauges(titled("A word", "Another word", lang))
    headline.balanced(titled("A word", "Another word", lang), house)
    for title in TITLES:
        one = titled(title, f"What the article is about: {title}", lang)
        headline.balanced(titled(title, "", lang), house)
        for (tag, text), in_page in zip(headline._parts(one), headline._probed(one, house), strict=True):
            alone = headline._measured(house.gauges[lang, tag], text)
            assert alone is not None
            assert (alone.measure, alone.pair, *alone.each) == pytest.approx(
                (in_page.measure, in_page.pair, *in_page.each), abs=1e-6
            )


def test_no_byte_tells_how_a_headline_was_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    one = titled(
        TITLES[0], "A standfirst of some length that needs more than the one line it could have had here"
    )
    house = house_without_gauges(one)
    first = render(one)
    assert len(house.gauges) == 2
    monkeypatch.setattr(headline, "_probed", lambda *_: pytest.fail("a page was laid out"))
    assert render(one) == first


@pytest.mark.parametrize(
    "title",
    ["Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung", "Co\u00adoperation", "A\u200bB"],
)
def test_what_a_page_sets_otherwise_is_seen_in_a_page(title: str) -> None:
    house = house_without_gauges(titled("A word"))
    headline.balanced(titled("A word"), house)
    (tag, text), _ = headline._parts(titled(title))
    assert headline._measured(house.gauges["en", tag], text) is None


def test_another_weasyprint_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    house = house_without_gauges(titled("A word"))
    monkeypatch.setattr(headline, "_PROVED", "0.")
    headline.balanced(titled("A word"), house)
    assert not house.gauges
