"""A title block -> CSS that makes the lines of its headline and its standfirst of about one length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pubpipe.editions import phrases
from pubpipe.editions.pdf.house import Gauge, House, lay_out
from pubpipe.editions.pdf.page import balance, headline_size
from pubpipe.model import Edition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weasyprint import Document

    _Parts = list[tuple[str, list[str]]]  # tags with the strings that are shown in them

# Widths are floats that come by different sums; a thousandth of this would be a hair's breadth.
_SAME = 1e-3
_PROVED = "70."  # WeasyPrint's version with which words were proved to be as wide alone as in a page


@dataclass(frozen=True, slots=True)
class _Widths:
    """In CSS pixels: the measure, the first word twice with a space between, each word and is there a space before."""

    measure: float
    pair: float
    each: tuple[tuple[bool, float], ...]


def balanced(edition: Edition, house: House) -> list[str]:
    """Return CSS for headline and standfirst: the width that makes their lines of about one length.

    WeasyPrint measures the words alone, a tenth of the work of a page, once two of them have shown in a page that they
    are as wide there: once a process for each language and size of headline. What it would set otherwise in a page (a
    word that is too wide, one with signs that nobody sees) is seen in a page every time.
    """
    parts = _parts(edition)
    lang = edition.manuscript.meta.lang
    if any(
        _words(text, lang) and text.isprintable() and (lang, tag) not in house.gauges for tag, text in parts
    ):
        _prove(edition, house)
    found = [_measured(house.gauges.get((lang, tag)), text, lang) for tag, text in parts]
    if None in found:
        found = [*_probed(edition, house)]
    return [
        balance([*one.each], one.pair - 2 * one.each[0][1], one.measure) if one and one.each else ""
        for one in found
    ]


def _parts(edition: Edition) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the parts of the title block whose lines are balanced, with their tags."""
    meta = edition.manuscript.meta
    return (f'h1 class="headline {headline_size(meta.title)}"', meta.title), (
        'p class="standfirst"',
        meta.subtitle,
    )


def _name(tag: str) -> str:
    return tag.partition(" ")[0]


def _words(text: str, lang: str) -> list[tuple[bool, str]]:
    """What is not divided, with whether a space stands before it: words, in Chinese and Japanese phrases."""
    if phrases.is_phrased(lang):
        return [(bool(space), piece) for space, piece in phrases.pieces(text, lang)]
    return [(True, word) for word in text.split()]


def _strings(text: str, lang: str) -> list[str]:
    each = [word for _, word in _words(text, lang)]
    return [f"{each[0]}\u00a0{each[0]}", *each] if each else []


def _measured(gauge: Gauge | None, text: str, lang: str) -> _Widths | None:
    """The widths of a text's words by themselves, None where only a page can tell them."""
    if not text:
        return _Widths(0, 0, ())
    if gauge is None or not text.isprintable():
        return None
    pair, *each = (_width(string, gauge.style) for string in _strings(text, lang))
    return _widths(gauge.measure, pair, each, text, lang) if max(each) < gauge.measure - 1 else None


def _widths(measure: float, pair: float, each: list[float], text: str, lang: str) -> _Widths:
    spaced = (space for space, _ in _words(text, lang))
    return _Widths(measure, pair, tuple(zip(spaced, each, strict=True)))


def _width(text: str, style: Any) -> float:  # noqa: ANN401
    from weasyprint.text.line_break import split_first_line

    width: float = split_first_line(text, style, None, None, 0, minimum=True)[3]
    # Letters set closer may take off more than a face without their glyphs has.
    return max(0.0, width)


def _prove(edition: Edition, house: House) -> None:
    """Note in the house the parts whose words are as wide alone as in a page: two first words, and the longest."""
    lang = edition.manuscript.meta.lang
    parts = [(tag, _strings(text, lang)) for tag, text in _parts(edition)]
    few = [(tag, [strings[0], max(strings[1:], key=len)] if strings else []) for tag, strings in parts]
    document = lay_out(_page(few, lang), house, {})
    for (tag, strings), (measure, widths) in zip(few, _seen(document, few), strict=True):
        if strings and (style := _style(document, tag, strings, widths)):
            house.gauges[lang, tag] = Gauge(measure, style)


def _probed(edition: Edition, house: House) -> Iterator[_Widths]:
    """The widths as a page has them."""
    lang, texts = edition.manuscript.meta.lang, _parts(edition)
    parts = [(tag, _strings(text, lang)) for tag, text in texts]
    seen = _seen(lay_out(_page(parts, lang), house, {}), parts)
    for (_, text), (_, strings), (measure, widths) in zip(texts, parts, seen, strict=True):
        told = widths and len(widths) == len(strings)
        yield _widths(measure, widths[0], widths[1:], text, lang) if told else _Widths(measure, 0, ())


def _page(parts: _Parts, lang: str) -> str:
    """A title block whose links are as wide as the measure and as each string of its parts."""
    from markupsafe import escape

    shown = []
    for tag, strings in parts:
        link = f'<a href="#{_name(tag)}" style="display:'
        links = " ".join(f'{link} inline-block">{escape(string)}</a>' for string in strings)
        shown.append(f'<{tag}>{link} block">x</a>{links}</{_name(tag)}>')
    return (
        f'<html lang="{escape(lang)}"><title>-</title>'
        f'<body><article><header class="title-block">{"".join(shown)}</header>'
    )


def _seen(document: Document, parts: _Parts) -> Iterator[tuple[float, list[float]]]:
    """The measure of each part and the widths of its strings, as :func:`_page` shows them."""
    links = [x2 - x1 for page in document.pages for _, _, (x1, _, x2, _), _ in page.links]
    for _, strings in parts:
        # None where the style shows no such words, or not in the text.
        measure, *widths = links[: len(strings) + 1] or [0.0]
        links = links[len(strings) + 1 :]
        yield measure, widths


def _style(document: Document, tag: str, strings: list[str], widths: list[float]) -> Any:  # noqa: ANN401
    """The style of a part's words, where by themselves they are as wide as their links in a page; else None."""
    import weasyprint

    descendants = (box for page in document.pages for box in page._page_box.descendants())
    texts = (box for box in descendants if hasattr(box, "text") and box.element_tag == "a")
    shown = [box for box in texts if box.element.get("href") == f"#{_name(tag)}"][1:]
    if not shown or len(widths) != len(strings):
        return None
    style = shown[0].style
    proved = weasyprint.__version__.startswith(_PROVED)
    # Letters that the style changes, to capitals perhaps, are other words.
    proved = proved and style["text_transform"] == "none"
    if not proved or "".join(box.text for box in shown) != "".join(strings):
        return None
    pairs = zip(strings, widths, strict=True)
    return style if all(abs(_width(string, style) - width) < _SAME for string, width in pairs) else None
