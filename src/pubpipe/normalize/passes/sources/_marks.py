"""A paragraph's words -> the marks in them that may call sources: ``[1]``, superscripts, ``(1)``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["sure", "likely", "possible", "other"]

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LIST = r"\d{1,3}(?:\s?[,;]\s?\d{1,3}){0,20}"
_RANGE = r"\d{1,3}\s?[-–]\s?\d{1,3}"
# A superscript after a letter is a power or a unit as often as a call.
_MARK = re.compile(
    rf"(?:(?<=\S)|(?<=\S\s))\[({_LIST}|{_RANGE})\]"
    rf"|(?<=[.,;:!?”\"’)\]»…。、，！？」』])([{_RAISED}]{{1,3}})(?![\w{_RAISED}])"
    rf"|\(({_LIST})\)"
)
_LONGEST_RANGE = 20
# What a figure in parentheses belongs to: an equation, a paragraph of a law, a part of the text itself.
_REFERS = re.compile(
    r"(?:\b(?:eqs?|equations?|formulae?|fig|figs|figures?|tables?|sections?|subsections?|articles?|arts?|steps?|items?"
    r"|parts?|options?|nos?|numbers?|chapters?|paras?|paragraphs?|clauses?|rules?|points?|lines?|cases?|pages?|in|by|of"
    r"|from|see|to|with|using|via|and|or|gleichung|formel|abb|abbildung|tabelle|abschnitt|absatz|abs|artikel|nr|punkt"
    r"|équation|formule|tableau|alinéa|numéro|point|ecuación|fórmula|figura|tabla|artículo|apartado|número|equazione"
    r"|tabella|articolo|comma|equação|artigo|уравнение|формула|рис|табл|статья|пункт|und|et|y|e|и)\.?|[§№:;,=+×·≤≥<>/-])"
    r"\s*$",
    re.I,
)
_COUNTS = {
    word: n
    for names in (
        "one two three four five six seven eight nine ten eleven twelve",
        "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        "un deux trois quatre cinq six sept huit neuf dix onze douze",
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
        "uno due tre quattro cinque sei sette otto nove dieci undici dodici",
        "um dois três quatro cinco seis sete oito nove dez onze doze",
        "een twee drie vier vijf zes zeven acht negen tien elf twaalf",
        "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
    )
    for n, word in enumerate(names.split(), 1)
}
_ENDS = re.compile(r"\s?(?:[.,;:!?»”\"’)…。、，；：！？」』]|$)", re.M)
_SENTENCE_BEFORE = re.compile(r"[.!?”\"»…。！？」』]\s?$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at ``start:end`` that names sources by ``numbers``.

    ``kind`` tells how it stands: ``sure`` for brackets and superscripts; a figure in parentheses is ``likely``
    where a sentence or a clause ends, ``possible`` within one, and ``other`` where it belongs to something else.
    """

    start: int
    end: int
    numbers: tuple[int, ...]
    kind: Kind


def marks(text: str) -> Iterator[Mark]:
    """Yield the marks of a paragraph's words in their order (NORMALIZER 1.6 `markers`)."""
    if not any(sign in text for sign in ("[", "(", *_RAISED)):
        return
    equation = re.search(r"[=≈≤≥].{0,200}\(\d{1,3}\)$", text) is not None
    for match in _MARK.finditer(text):
        numbers = _numbers(match[1] or match[2] or match[3])
        if not numbers:
            continue
        kind: Kind = "sure"
        if match[3]:
            kind = "other" if equation else _standing(text, match, numbers)
        yield Mark(*match.span(), numbers, kind)


def fit(found: list[Mark], known: Mapping[int, str]) -> bool:
    """Tell whether figures in parentheses are the calls of a list with the numbers ``known``.

    All that stand as calls must be in the list, they must call half of it at least, and more of them must stand
    where a statement ends than within one.
    """
    likely = [mark for mark in found if mark.kind == "likely"]
    called = {n for mark in likely for n in mark.numbers}
    within = sum(mark.kind == "possible" for mark in found)
    return (
        bool(called)
        and called <= set(known)
        and 2 * len(called) >= len(known)
        and min(known) in called
        and within <= len(likely)
    )


def _standing(text: str, match: re.Match[str], numbers: tuple[int, ...]) -> Kind:
    """How a figure in parentheses stands in its sentence."""
    before = text[max(0, match.start() - 40) : match.start()]
    if not before.strip() or before.endswith("\n") or re.search(r"(?<!\d)\d{1,3}\s?$", before):
        return "other"
    word = re.search(r"([^\W\d_]+)\s?$", before)
    counted = word is not None and _COUNTS.get(word[1].lower()) == numbers[0]
    if counted or _REFERS.search(before) or re.match(r"[\w(\[%°€$£]", text[match.end() :]):
        return "other"
    if _ENDS.match(text, match.end()) or _SENTENCE_BEFORE.search(before):
        return "likely"
    return "possible"


def _numbers(said: str) -> tuple[int, ...]:
    """The numbers of a mark: ``1``, ``1, 2``, ``1–3``; nothing where a range does not rise."""
    plain = unicodedata.normalize("NFKC", said)
    figures = [int(n) for n in re.findall(r"\d+", plain)]
    if re.search(r"\d\s?[-–]\s?\d", plain):
        first, last = figures
        return tuple(range(first, last + 1)) if first < last <= first + _LONGEST_RANGE else ()
    return tuple(figures)
