"""Passages that run the other way than the article: each block, item, cell and note in the order of its own script."""

from __future__ import annotations

import re

from lxml import etree

from pubpipe.editions.parts import body_tree
from pubpipe.editions.pdf import render
from pubpipe.editions.pdf.body import for_paper
from pubpipe.model import Manuscript, Metadata
from tests.support.manuscripts import edition
from tests.test_editions_pdf import elements, opened

ARABIC = "يقرأ الطابع الصفحة."
HEBREW = "המדפיס קורא את הדף."


def tree(body: str, lang: str = "en") -> etree._Element:
    m = Manuscript("a", Metadata("T", lang), body, body)
    root = body_tree(m)
    for_paper(root, m)
    return root


def sides(root: etree._Element) -> list[tuple[str, str | None]]:
    return [
        (str(element.tag), element.get("dir")) for element in root.iter(etree.Element) if element.get("dir")
    ]


def text(element: etree._Element) -> str:
    return re.sub(r"\s+", " ", "".join(map(str, element.itertext()))).strip().replace("\u2060", "")


def test_paragraphs_and_headings_go_to_their_own_side() -> None:
    root = tree(f"{ARABIC} 1234 abc\n\n## {HEBREW}\n\nHe said: {ARABIC}\n")
    assert sides(root) == [("p", "rtl"), ("h2", "rtl")]
    assert sides(tree(f"{ARABIC}\n\nEnglish, beside it: كلمة\n", "ar")) == [("p", "ltr")]
    assert sides(tree(f"{HEBREW}\n\nAll in English.\n\n- 12\n- An item.\n", "he")) == [
        ("p", "ltr"),
        ("span", "ltr"),
    ]


def test_a_first_word_alone_turns_nothing_round() -> None:
    assert sides(tree("## B.5.1. عملية\n\nReact: مكتبة من جافا سكريبت\n\n- glibc مكتبة\n", "ar")) == []
    assert sides(tree("שלום is the Hebrew word for peace.\n\n- שלום, peace\n")) == []
    assert sides(tree("## 5. שלום\n\nReact\n", "he")) == [("p", "ltr")]


def test_items_cells_and_notes_keep_their_place() -> None:
    body = f"- {HEBREW} and English, 56 %\n- one\n\n| a | b |\n|---|---|\n| {ARABIC}[^1] | 1 |\n\n[^1]: {HEBREW}\n"
    root = tree(body)
    assert [side for _, side in sides(root)] == ["rtl", "rtl", "ltr", "rtl"]
    assert {tag for tag, _ in sides(root)} == {"span"}
    item, cell = root.find("ul/li/span"), root.find("table/tbody/tr/td/span")
    assert item is not None
    assert text(item) == f"{HEBREW} and English, 56 %"
    assert cell is not None
    # The note is the English article's, only its words run the other way.
    assert cell.find(".//span[@class='note']") is not None


def test_what_stands_in_an_item_beside_its_words_stays_outside() -> None:
    root = tree(f"- {HEBREW}\n\n  - inner\n- {HEBREW}\n")
    assert root.find("ul/li/span/ul") is None
    assert text(root) == f"{HEBREW} inner {HEBREW}"


def test_parts_of_a_passage_are_put_together() -> None:
    root = tree("كالتمييز أو the *World* Health **Organization** أو اللغة.\n", "ar")
    (passage,) = root.iterfind("p/span[@dir='ltr']")
    assert text(passage) == "the World Health Organization"
    assert [child.tag for child in passage] == ["span", "em", "span", "strong"]
    assert text(root) == "كالتمييز أو the World Health Organization أو اللغة."


def test_articles_of_one_script_are_left_as_they_are() -> None:
    assert sides(tree("One *two*.\n\n- three\n\n| a |\n|---|\n| é |\n")) == []
    assert sides(tree(f"{ARABIC}\n\n- {ARABIC}\n", "ar")) == []


def test_the_tags_say_which_way_lines_run() -> None:
    def ways(body: str, lang: str) -> list[tuple[str, str]]:
        article = edition(Manuscript("a", Metadata("T", lang), body, body), "pdf")
        with opened(render(article).content) as pdf:
            found = [(role, element.get("/A", {})) for role, element in elements(pdf)]
            return [(role, str(one.WritingMode)) for role, one in found if "/WritingMode" in one]

    assert ways("One.\n\nשלום עולם.\n\n- מלה\n", "en") == [("/P", "/RlTb"), ("/Span", "/RlTb")]
    assert ways("שלום עולם.\n\nOne.\n", "he") == [("/Art", "/RlTb"), ("/P", "/LrTb")]
    assert ways("One.\n", "en") == []
