"""Headlines: words by themselves are as wide as in a page, and no byte tells how they were measured."""

from dataclasses import replace
from io import BytesIO

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from pubpipe.editions import pdf
from pubpipe.editions.pdf import engine, headline, render
from pubpipe.editions.pdf.house import House, house_of, lay_out
from pubpipe.editions.phrases import pieces
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
            alone = headline._measured(house.gauges[lang, tag], text, lang)
            assert alone is not None
            assert [space for space, _ in alone.each] == [space for space, _ in in_page.each]
            widths, in_page_widths = ([width for _, width in one.each] for one in (alone, in_page))
            assert (alone.measure, alone.pair, *widths) == pytest.approx(
                (in_page.measure, in_page.pair, *in_page_widths), abs=1e-6
            )


def test_no_byte_tells_how_a_headline_was_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    one = titled(
        TITLES[0], "A standfirst of some length that needs more than the one line it could have had here"
    )
    house = house_without_gauges(one)
    first = render(one)
    assert len(house.gauges) == 2
    with monkeypatch.context() as patch:
        patch.setattr(headline, "lay_out", lambda *_: pytest.fail("a page was laid out"))
        assert render(one) == first
    house.gauges.clear()
    monkeypatch.setattr(headline, "_prove", lambda *_: None)
    assert render(one) == first
    assert not house.gauges


def squares(characters: str) -> bytes:
    """A face whose glyphs are as wide as they are high, like those of any Chinese or Japanese one."""
    names = {ord(c): f"u{ord(c):04X}" for c in sorted(set(characters))}
    made = FontBuilder(1000)
    made.setupGlyphOrder([".notdef", *names.values()])
    made.setupCharacterMap(names)
    made.setupGlyf(dict.fromkeys([".notdef", *names.values()], TTGlyphPen(None).glyph()))
    made.setupHorizontalMetrics(dict.fromkeys([".notdef", *names.values()], (1000, 0)))
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "Squares", "styleName": "Bold"})
    made.setupOS2(usWeightClass=700)
    made.setupPost()
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def lines(title: str, lang: str) -> list[str]:
    """The lines of a headline in a face of squares, whatever this machine has installed."""
    own = b"@font-face { font-family: Squares; font-weight: 700; src: url(style:squares.ttf) }"
    own += b".headline { font-family: Squares }"
    one = titled(title, "", lang)
    files = {**one.style.files, "squares.ttf": squares(title), "print-own.css": own}
    one = replace(one, style=replace(one.style, files=files))
    engine.load()
    house = house_of(one)
    values = {"balanced": headline.balanced(one, house), "sources": [], "works": False}
    document = lay_out(pdf._html(one, "<p>-</p>", values), house, {})
    boxes = list(document.pages[0]._page_box.descendants())
    headings = (box for box in boxes if box.element_tag == "h1" and type(box).__name__ == "LineBox")
    return ["".join(box.text for box in line.descendants() if hasattr(box, "text")) for line in headings]


@pytest.mark.parametrize(
    ("title", "lang"),
    [
        ("日米両政府が軍事協力を強化する措置を取ると発表した", "ja"),
        ("美国和日本官员将采取措施加强军事关系，并扩大联合演习", "zh"),
        ("한미일 관리들이 군사 관계를 강화하기 위한 조치를 취한다", "ko"),
    ],
)
def test_no_line_ends_within_a_phrase(title: str, lang: str) -> None:
    long = f"{title} {title} {title}"
    found = [line.strip() for line in lines(long, lang)]
    assert len(found) > 2
    assert " ".join(found).replace(" ", "") == long.replace(" ", "")
    phrases = [piece for _, piece in pieces(long, lang)]
    for line in found:
        taken = 0
        while "".join(phrases[:taken]) != line.replace(" ", ""):
            taken += 1
            assert taken <= len(phrases), f"{line} is not made of whole phrases"
        phrases = phrases[taken:]


def test_a_phrase_wider_than_the_page_is_divided() -> None:
    assert len(lines("カンファレンスチャンピオンシップインターナショナル" * 5, "ja")) > 2


@pytest.mark.parametrize(
    "title",
    ["Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung", "Co\u00adoperation", "A\u200bB"],
)
def test_what_a_page_sets_otherwise_is_seen_in_a_page(title: str) -> None:
    house = house_without_gauges(titled("A word"))
    headline.balanced(titled("A word"), house)
    (tag, text), _ = headline._parts(titled(title))
    assert headline._measured(house.gauges["en", tag], text, "en") is None


def test_a_style_that_changes_letters_is_seen_in_a_page() -> None:
    one = titled("Straße 1")
    files = {**one.style.files, "print-own.css": b".headline { text-transform: uppercase }"}
    one = replace(one, style=replace(one.style, files=files))
    house = house_without_gauges(one)
    headline.balanced(one, house)
    assert not house.gauges


def test_another_weasyprint_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    house = house_without_gauges(titled("A word"))
    monkeypatch.setattr(headline, "_PROVED", "0.")
    headline.balanced(titled("A word"), house)
    assert not house.gauges
