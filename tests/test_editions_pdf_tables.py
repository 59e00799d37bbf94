"""Wide tables: no word is divided, nothing runs off the page, and what does not fit is turned or told row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2
import pytest
from lxml import etree

from pubpipe.editions.parts import body_tree
from pubpipe.editions.pdf import render
from pubpipe.editions.pdf.body import for_paper, tables
from pubpipe.editions.pdf.body.notes import JOINER
from pubpipe.model import Manuscript, Metadata
from tests.support.manuscripts import edition
from tests.test_editions_pdf import elements, opened

A4 = (595, 841)


def table(rows: Sequence[Sequence[str]], after: str = "") -> Manuscript:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    body = "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]) + f"\n\n{after}\n"
    return Manuscript("a", Metadata("T", "en"), body, body)


def tree(m: Manuscript) -> etree._Element:
    body = body_tree(m)
    for_paper(body, m)
    return body


def columns(count: int, word: str) -> list[list[str]]:
    return [
        [f"h{n}{word}" for n in range(count)],
        *([f"r{r}c{n}{word}" for n in range(count)] for r in range(3)),
    ]


@pytest.mark.parametrize(
    ("style", "variant", "count"),
    [("default", "pdf", 14), ("default", "pdf", 30), ("book", "pdf", 9), ("default", "pdf-large", 7)],
)
def test_every_word_is_whole_and_on_the_page(style: str, variant: str, count: int) -> None:
    rows = columns(count, "letters")
    content = render(edition(table(rows), variant, style)).content
    with pypdfium2.PdfDocument(content) as pdf:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert [cell for row in rows for cell in row if cell not in text] == []


@pytest.mark.parametrize(
    ("count", "holder", "name"),
    [
        (4, "div", "short"),
        (8, "div", "short small close"),
        (10, "outset", "short small close"),
        (16, "turned", "short small close"),
    ],
)
def test_a_table_is_as_large_as_it_can_be(count: int, holder: str, name: str) -> None:
    m = table(columns(count, "word"))
    body = tree(m)
    wide = tables.doubtful(body)
    widths = {f"wide-0-{n}": count * width for n, width in enumerate((70.0, 60.0, 50.0))}
    tables.fit(wide, widths | {"wide-text": 410.0, "wide-outset": 550.0, "wide-turned": 900.0})
    found = body.find(".//table")
    assert found is not None
    parent = found.getparent()
    assert parent is not None
    assert (parent.get("class", parent.tag), found.get("class")) == (holder, name)


def test_a_table_in_a_list_has_less_room() -> None:
    rows = [f"  | {' | '.join(row)} |" for row in columns(8, "word")]
    body = "- Item:\n\n" + "\n".join([rows[0], "  |" + "---|" * 8, *rows[1:]]) + "\n"
    root = tree(Manuscript("a", Metadata("T", "en"), body, body))
    widths = {"wide-0-0": 400.0, "wide-0-1": 350.0, "wide-0-2": 300.0}
    tables.fit(
        tables.doubtful(root), widths | dict.fromkeys(("wide-text", "wide-outset", "wide-turned"), 410.0)
    )
    found = root.find(".//li//table")
    assert found is not None
    assert found.get("class") == "short small"


def test_what_fits_nowhere_is_told_row_by_row_with_each_note_once() -> None:
    rows = [["Name[^1]", "Whole"], ["a `b`", "c[^2]"], ["*d*", ""]]
    body = tree(table(rows, "[^1]: One.\n\n[^2]: Two."))
    wide = list(body.iter("table"))
    tables.fit(
        wide,
        dict.fromkeys(("wide-0-0", "wide-0-1", "wide-0-2"), 9.0)
        | dict.fromkeys(("wide-text", "wide-outset", "wide-turned"), 8.0),
    )
    assert body.find(".//table") is None
    told = [
        re.sub(r"\s+", " ", "".join(map(str, item.itertext()))).replace(JOINER, "")
        for item in body.iterfind("ul/li/p")
    ]
    assert told == ["Name11One. a b", "Whole c22Two.", "Name d", "Whole "]
    assert body.find("ul/li/p/span/code") is not None


def test_a_head_is_printed_though_its_first_row_fills_the_page() -> None:
    made = table([["Headword", "b"], [" ".join(["word"] * 1200), "c"], ["d", "e"]])
    body = "\n\n".join(["A line of the text above it."] * 45) + f"\n\n{made.body}"
    content = render(edition(replace(made, body=body, markdown=body), "pdf")).content
    with pypdfium2.PdfDocument(content) as pdf:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert text.count("Headword") == 1
    assert text.count("word") == 1 + 1200
    with opened(content) as file:
        roles = [role for role, _ in elements(file)]
    assert (roles.count("/THead"), roles.count("/TR")) == (1, 3)


def test_words_longer_than_any_language_has_may_be_divided() -> None:
    body = tree(table([["Name", "Digest"], ["a", "0123456789abcdef" * 4], ["b", "word" * 10]]))
    texts = ["".join(map(str, cell.itertext())) for cell in body.iter("td")]
    assert texts[1].split("\u200b")[:2] == ["01234567", "89abcdef"]
    assert texts[1].replace("\u200b", "") == "0123456789abcdef" * 4
    assert texts[3] == "word" * 10


def test_a_long_word_is_divided_as_its_language_does_and_code_and_addresses_are_not() -> None:
    word = "internationalization" * 3
    body = tree(table([["Word", "Code", "Address"], [word, f"`{word}`", f"<https://{word}.example>"]]))
    texts = ["".join(map(str, cell.itertext())) for cell in body.iter("td")]
    assert ["\u00ad" in text for text in texts] == [True, False, False]
    assert ["\u200b" in text for text in texts] == [False, True, True]


def test_a_column_has_room_for_a_part_of_a_word_with_its_hyphen() -> None:
    body = tree(table([["A", "B"], ["internationalization" * 3, "b"]]))
    table_of_it = body.find(".//table")
    assert table_of_it is not None
    parts = re.findall(r">([a-z]+-)<", tables.probe([table_of_it]))
    assert parts
    assert all(len(part) <= 17 for part in parts)


def test_ideographs_are_words_of_their_own() -> None:
    body = tree(table([["名前", "説明"], ["組版", "印刷所は紙面を読み、紙面は答える。" * 6]]))
    assert tables.doubtful(body) == []


def test_a_turned_page_is_the_same_sheet_with_links_where_they_are_seen() -> None:
    rows = columns(16, "letters")
    rows[1][15] = "[lastlink](https://example.org/)"
    with opened(render(edition(table(rows, "After."), "pdf")).content) as pdf:
        assert [tuple(map(int, page.mediabox[2:])) for page in pdf.pages] == [A4] * 3
        assert [int(page.get("/Rotate", 0)) for page in pdf.pages] == [0, 90, 0]
        left, bottom, right, top = map(float, pdf.pages[1].Annots[0].Rect)
        assert left < right
        assert bottom < top
        content = pdf.pages[1].Contents.read_bytes()
        assert content.startswith(b"0 1 -1 0 595")
        # The last of the columns is near the right end of the turned page, which is the upper end of the sheet.
        assert bottom > A4[1] / 2


def test_a_turned_page_is_trimmed_where_the_others_are() -> None:
    with opened(render(edition(table(columns(16, "letters"), "After."), "pdf-press")).content) as pdf:
        for name in ("/MediaBox", "/TrimBox", "/BleedBox"):
            assert len({tuple(round(float(n)) for n in page[name]) for page in pdf.pages}) == 1
        assert [round(float(n)) for n in pdf.pages[1].TrimBox] == [0, 0, 595, 842]


def test_bookmarks_lead_to_where_a_turned_table_is() -> None:
    rows = columns(16, "letters")
    content = render(edition(table(rows, "## After\n\nText."), "pdf")).content
    with opened(content) as pdf, pdf.open_outline() as outline:
        assert [child.title for item in outline.root for child in (item, *item.children)] == ["T", "After"]


def test_the_name_of_a_column_in_ideographs_is_whole_and_wide_enough() -> None:
    rows = [["サイズ", "備考"], ["大", "一行に収まらないほど長い説明をここに書いておくことにします。" * 3]]
    cells = {
        "".join(map(str, cell.itertext())): cell.get("class") for cell in tree(table(rows)).iter("th", "td")
    }
    assert [cells[name] for name in ("サイズ", "備考", "大")] == ["whole", "whole", None]
    assert tables.doubtful(tree(table([["四文字名"] * 5, ["一"] * 5]))) != []
    with pypdfium2.PdfDocument(render(edition(table(rows), "pdf")).content) as pdf:
        assert "サイズ" in pdf[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("September 2024", "whole"),
        ("printer (515)", "whole"),
        ("5 mm", "whole"),
        ("ports 1 to 3", None),
        ("administrator 4", None),
    ],
)
def test_a_number_and_its_word_are_one_line_of_a_cell(text: str, kind: str | None) -> None:
    (cell,) = tree(table([["a"], [text]])).iter("td")
    assert cell.get("class") == kind


@pytest.mark.parametrize(("form", "rows"), [("pdf", 12), ("pdf-large", 4), ("pdf-draft", 6)])
def test_a_table_that_no_page_s_end_divides_is_a_part_of_a_page(form: str, rows: int) -> None:
    for more, name in ((0, "short"), (1, None)):
        small = etree.fromstring(f"<table>{'<tr><td>a</td></tr>' * (rows + more)}</table>")
        tables.prepare(small, form, "en")
        assert small.get("class") == name


def test_a_row_of_many_lines_may_stand_alone_on_a_page_with_its_note() -> None:
    first, second = (" ".join(f"Row {row} has {n} words." for n in range(40)) for row in (1, 2))
    body = (
        f"| Long | Short |\n| --- | --- |\n| {first}[^1] | a |\n| {second} | b |\n\n[^1]: A note in a cell.\n"
    )
    made = render(edition(Manuscript("a", Metadata("T", "en"), body, body), "pdf-large"))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.content)]
    assert [[words in page for words in ("Long", "Row 1", "A note", "Row 2")] for page in pages] == [
        [True, True, True, False],
        [True, False, False, True],
    ]
