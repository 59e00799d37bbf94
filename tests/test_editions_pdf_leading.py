"""Lines that lead to what stands below them stay on its page."""

from __future__ import annotations

import pypdfium2
import pytest
from lxml import etree

from pubpipe.editions.pdf import render
from pubpipe.editions.pdf.body.leading import keep_leads, keep_rules
from tests.support.law import manuscript
from tests.support.manuscripts import edition


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>Such as these:</p><ul/>", True),
        ("<p class='ragged'>如下：</p><pre/>", True),
        ("<p>Said:</p><p>No list.</p>", True),
        (f"<p>{'He said ' * 9}:</p><p>No list.</p>", False),
        ("<p>Not so.</p><ul/>", False),
        ("<ol><li>One.</li><li>As follows:</li></ol><ol/>", True),
        ("<ul><li>As follows:</li><li>Two.</li></ul><ul/>", False),
        ("<ul><li>As follows:</li></ul><p>Words.</p>", False),
        ("<p><strong>Table 1.</strong></p><table/>", True),
        ("<p><strong>A <em>heading</em></strong></p><p>Text.</p>", True),
        ("<p><strong>Bold</strong> and more.</p><p>Text.</p>", False),
        ("<p>The last:</p>", False),
        ("<p>Term</p><p>What it is.</p>", True),
        ("<p><code>-v</code></p><p>Show more.</p>", True),
        ("<p>-v (terse)</p><p>--verbose</p><ul/>", True),
        ("<p>Zwei Namen</p><p>Noch einer</p><p>Ein dritter</p><p>Was sie sind.</p>", True),
        ("<p>One</p><p>Two</p><p>Three</p><p>Four</p><p>A list of names.</p>", False),
        ("<p>Yours</p><p>A. Writer</p>", False),
        ("<p>A term</p><hr/>", False),
        ("<p>“It is.”</p><p>So it is.</p>", False),
        ("<p>はい。</p><p>そうです。</p>", False),
        ("<p>* * *</p><p>Later.</p>", False),
        ("<p class='verse'>O word</p><p>It is.</p>", False),
        (f"<p>{'a word ' * 10}</p><p>It is.</p>", False),
        ("<figure><figcaption>[Note]</figcaption></figure><p>It is.</p>", True),
        ("<figure><figcaption>A house that was sold.</figcaption></figure><p>It is.</p>", False),
        ("<figure><img/><figcaption>A house</figcaption></figure><p>It is.</p>", False),
    ],
)
def test_what_leads_is_marked(html: str, kept: bool) -> None:
    body = etree.fromstring(f"<body>{html}</body>")
    keep_leads(body)
    assert ("lead" in body[0].get("class", "").split()) is kept


@pytest.mark.parametrize(
    ("lines", "terms"),
    [
        (["-v", "Show more."], ["-v"]),
        (["-v", "--verbose", "Show more.", "-q", "Show less."], ["-v", "--verbose", "-q"]),
        (["Disc 1", "part a", "part b /", "part c", "part d", "All that is on it."], []),
        (["Such as:", "-v", "Show more."], ["-v"]),
    ],
)
def test_a_term_is_one_of_few_lines(lines: list[str], terms: list[str]) -> None:
    body = etree.fromstring(f"<body>{''.join(f'<p>{line}</p>' for line in lines)}</body>")
    keep_leads(body)
    assert [p.text for p in body if "term" in p.get("class", "").split()] == terms


def test_no_page_ends_after_a_line_that_leads() -> None:
    code = "\n".join(f"row {n}" for n in range(8))
    for lines in range(36, 48):
        filler = "".join(f"Line {n}.\n\n" for n in range(lines))
        made = render(edition(manuscript(f"{filler}As one sees here:\n\n```\n{code}\n```\n"), "pdf"))
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.content)]
        (lead,) = (page for page in pages if "As one sees here" in page)
        assert "row 1" in lead, lines


@pytest.mark.parametrize("blank", ["", "\n"])
def test_no_page_ends_between_an_item_and_its_own_list(blank: str) -> None:
    inner = "".join(f"    - Inner {n}.\n{blank}" for n in range(3))
    for lines in range(39, 42):
        filler = "".join(f"Line {n}.\n\n" for n in range(lines))
        text = f"{filler}- First.\n{blank}- Second.\n{blank}- Outer.\n{blank}{inner}- Last.\n"
        made = render(edition(manuscript(text), "pdf"))
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.content)]
        (outer,) = (page for page in pages if "Outer." in page)
        assert "Inner 0." in outer, lines


def test_a_list_may_begin_a_page_where_nothing_leads_to_it() -> None:
    items = "".join(f"- Item {n} of a list.\n" for n in range(2))
    for lines in range(40, 46):
        filler = "".join(f"Line {n}.\n\n" for n in range(lines))
        made = render(edition(manuscript(f"{filler}One sees it here.\n\n{items}"), "pdf"))
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.content)]
        if "Item 0" not in pages[0] and "One sees it here" in pages[0]:
            return
    pytest.fail("no list begins a page")


@pytest.mark.parametrize(
    ("item", "is_parted"),
    [
        ("- {}\n", False),
        ("- {} " + "of the items in two lines or more " * 4 + "\n", True),
        ("- {}:\n\n  ```\n  code\n  ```\n\n", True),
    ],
)
def test_only_short_items_of_a_list_do_not_stand_alone(item: str, is_parted: bool) -> None:
    def parted(lines: int) -> bool:
        text = "".join(f"Line {n}.\n\n" for n in range(lines))
        made = render(edition(manuscript(text + item.format("First") + item.format("Second")), "pdf"))
        head = pypdfium2.PdfDocument(made.content)[0].get_textpage().get_text_range()
        return "First" in head and "Second" not in head

    assert any(map(parted, range(41, 46))) is is_parted


def test_a_line_in_bold_and_the_text_below_it_begin_at_the_margin_and_a_term_does() -> None:
    body = "Above.\n\n**Head**\n\nUnder it.\n\nNext to it.\n\nSuch are these:\n\n`-v`\n\nShow more of it.\n"
    words = pypdfium2.PdfDocument(render(edition(manuscript(body), "pdf")).content)[0].get_textpage()
    said = words.get_text_range()
    at = [
        words.get_charbox(said.index(word))[0]
        for word in ("Above", "Head", "Under", "Next", "Such", "-v", "Show")
    ]
    margin, head, under, following, opening, term, explained = at
    assert max(head, under, term) - margin < 3 < min(following, opening, explained) - margin


def test_a_bold_line_with_code_in_it_ends_between_words() -> None:
    body = (
        'Words.\n\n**Table 1.4. All that is meant by the first letters of an "`ls -l`"-issuing**\n\nMore.\n'
    )
    page = pypdfium2.PdfDocument(render(edition(manuscript(body), "pdf-large")).content)[0]
    assert '-l"-issuing' in page.get_textpage().get_text_bounded()


def test_no_page_begins_or_ends_with_a_thematic_break() -> None:
    text = "\n\n---\n\n".join(
        f"Paragraph {n}. " + f"So many are {n} words. " * (15 + n * 7 % 13) for n in range(36)
    )
    heads, feet = _ends(text, "pdf-large")
    assert len(heads) > 5
    assert all("*" not in line for line in heads + feet)


def test_a_page_may_end_with_a_thematic_break_where_lines_stand_alone_between_them() -> None:
    heads, feet = _ends("\n\n---\n\n".join(f"Line {n}." for n in range(24)), "pdf")
    assert all("*" not in line for line in heads)
    assert len(feet) == 3


def _ends(text: str, form: str) -> tuple[list[str], list[str]]:
    """The first line of each page but the first and the last line of each, without what stands in its margins."""
    pages = pypdfium2.PdfDocument(render(edition(manuscript(text), form)).content)
    said = [page.get_textpage().get_text_range().splitlines() for page in pages]
    said = [[line for line in lines if line != "The Title" and " of " not in line] for lines in said]
    return [lines[0] for lines in said[1:]], [lines[-1] for lines in said]


@pytest.mark.parametrize(
    ("between", "is_close"),
    [
        ("<p>A line.</p>", True),
        ("<h2>A heading</h2><p>A line.</p>", True),
        ("<pre class='short'>code</pre>", True),
        ("<p>A line.</p><p>Another.</p>", False),
        (f"<p>{'Many lines. ' * 30}</p>", False),
    ],
)
def test_thematic_breaks_with_one_short_block_between_them_are_close(between: str, is_close: bool) -> None:
    body = etree.fromstring(f"<body><hr/>{between}<hr/></body>")
    keep_rules(body)
    assert (body[0].get("class") == "close") is is_close
    assert body[-1].get("class") is None
