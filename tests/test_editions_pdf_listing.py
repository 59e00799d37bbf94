"""Code that is wider than the page: each line begins at the margin, its turnovers do not."""

from __future__ import annotations

import pypdfium2
import pytest
from lxml import etree

from pubpipe.editions.pdf import render
from pubpipe.editions.pdf.body.listing import hang, set_bars
from pubpipe.editions.pdf.tree import text_of
from tests.support.law import manuscript
from tests.support.manuscripts import edition


def listing(code: str, form: str = "pdf") -> etree._Element:
    tree = etree.fromstring("<pre><code/></pre>")
    tree[0].text = code
    hang(tree, form)
    return tree


def test_short_lines_are_left_alone() -> None:
    tree = listing("a\n  b\n")
    assert text_of(tree) == "a\n  b\n"
    assert tree.get("class") == "short"
    assert listing("a\n" * 13).get("class") is None


@pytest.mark.parametrize(("form", "lines"), [("pdf", 12), ("pdf-large", 8), ("pdf-draft", 8)])
def test_code_that_no_page_s_end_divides_is_a_part_of_a_page(form: str, lines: int) -> None:
    assert listing("a\n" * lines, form).get("class") == "short"
    assert listing("a\n" * (lines + 1), form).get("class") is None


def test_long_lines_hang_below_their_own_start() -> None:
    code = f"a\n\n    {'b' * 80}\n{' ' * 70}c\n"
    rows = listing(code).findall(".//span")
    assert [row.text or "" for row in rows] == code.removesuffix("\n").split("\n")
    assert "text-indent: -2ch" in rows[0].get("style", "")
    assert "text-indent: -6ch" in rows[2].get("style", "")
    assert "text-indent: -26ch" in rows[3].get("style", "")


def test_a_turnover_takes_a_path_or_an_option_with_it() -> None:
    line = f"  #1 primary 16.4 MB  ext2  {'x' * 16}   /boot"
    made = render(edition(manuscript(f"```\n{line}\n/a\n```\n"), "pdf-large"))
    said = pypdfium2.PdfDocument(made.content)[0].get_textpage().get_text_range()
    assert "\r\n/boot\r\n/a\r\n" in said.replace(" ", "")


def test_a_turnover_may_begin_with_the_sign_that_a_name_begins_with() -> None:
    """After the space before a colon Unicode lets no line end (UAX 14, LB13), and code has no other place."""
    line = '>>> print(":smiley: :vampire: :pile_of_poo: :thumbs_up: :raccoon: :end:")'
    made = render(edition(manuscript(f"```\n{line}\n```\n"), "pdf-large"))
    said = pypdfium2.PdfDocument(made.content)[0].get_textpage().get_text_range()
    assert '>>> print(":smiley: :vampire: :pile_of_poo: \r\n:thumbs_up:' in said
    assert "\u200b" not in said


@pytest.mark.parametrize("line", ["═" * 85, "_" * 85, f"# {'-' * 83}", f"{'=' * 81} end"])
def test_a_bar_of_one_sign_is_one_line_in_a_smaller_size(line: str) -> None:
    first, bar = listing(f"{'b' * 80}\n{line}\n").findall(".//span")
    assert bar.text == line
    assert bar.get("style") == "font-size: 75.3%; white-space: pre"
    assert "white-space" not in first.get("style", "")
    (wrapped,) = listing("═" * 200).findall(".//span")
    assert "text-indent" in wrapped.get("style", "")


def test_a_paragraph_that_is_a_bar_is_one_line_of_the_page() -> None:
    body = f"Words.\n\n{'═' * 85}\n\n- Words with {'─' * 85} and `{'=' * 70}` among them.\n"
    for form in ("pdf", "pdf-large", "pdf-draft"):
        page = pypdfium2.PdfDocument(render(edition(manuscript(body), form)).content)[0]
        lines = page.get_textpage().get_text_bounded().split("\r\n")
        assert "═" * 85 in {line.strip() for line in lines}, form
        assert all(any(bar in line for line in lines) for bar in ("─" * 85, "=" * 70)), form


@pytest.mark.parametrize(
    ("text", "size"),
    [
        (f"<p>a {'═' * 85} b</p>", "61.7%"),
        (f"<p>a <code>{'═' * 85}</code> b</p>", "75.3%"),
        (f"<blockquote><p>a {'_' * 40}</p></blockquote>", "82.0%"),
        (f"<p>a {'.' * 85} 5</p>", None),
        (f"<p>a {'=' * 19} b</p>", None),
        (f"<table><tr><td>a {'=' * 40}</td></tr></table>", None),
        (f"<p>a {'═' * 200} b</p>", None),
    ],
)
def test_a_bar_among_words_is_set_as_one_alone_is(text: str, size: str | None) -> None:
    body = etree.fromstring(f"<body>{text}</body>")
    words = text_of(body)
    set_bars(body, "pdf")
    assert text_of(body) == words
    assert [bar.get("style") for bar in body.iter("span")] == ([f"font-size: {size}"] if size else [])


def test_code_with_elements_in_it_keeps_them() -> None:
    tree = etree.fromstring(f"<pre><code>{'x' * 80}<b>y</b></code></pre>")
    hang(tree, "pdf")
    assert tree.find(".//b") is not None


@pytest.mark.parametrize(("form", "letters"), [("pdf", 64), ("pdf-large", 48), ("pdf-draft", 59)])
def test_lines_hang_where_they_are_too_long_for_their_format(form: str, letters: int) -> None:
    assert listing("x" * letters, form).find(".//span") is None
    assert listing("x" * (letters + 1), form).find(".//span") is not None


def test_a_list_takes_of_the_room_for_code() -> None:
    tree = etree.fromstring("<ul><li><pre><code/></pre></li></ul>")
    tree[0][0][0].text = "x" * 60
    hang(tree[0][0], "pdf")
    assert tree.find(".//span") is not None


@pytest.mark.parametrize("form", ["pdf", "pdf-large"])
def test_a_word_of_code_that_is_wider_than_the_page_is_broken_whole(form: str) -> None:
    word = "SHA256:" + "K0QjpGzZOacLZ3jX4gBw" * 5
    code = f"SSH Fingerprint :  SHA256:K+0QjpGzZOacLZ3jX4gBwp0mCESt5ceN5HCJZSKWS1A (DSA)\nkey  {word} (RSA)\n"
    made = render(edition(manuscript(f"Text.\n\n```\n{code}```\n"), form))
    document = pypdfium2.pypdfium2.PdfDocument(made.content)
    shown = "".join(page.get_textpage().get_text_range() for page in document)
    assert "".join(code.split()) in "".join(shown.replace("\x02", "").split())


@pytest.mark.parametrize("lines", [42, 43, 44])
def test_no_page_ends_in_a_frame_without_code(lines: int) -> None:
    above = "".join("Line.\n\n" for _ in range(lines))
    code = "const got\n\n" + "row\n" * 12 + "x" * 80 + "\n"
    made = render(edition(manuscript(f"{above}It is:\n\n```\n{code}```\n"), "pdf"))
    document = pypdfium2.pypdfium2.PdfDocument(made.content)
    first = document[0]
    frames = [one for one in first.get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]
    assert bool(frames) == ("const got" in first.get_textpage().get_text_range())


def test_a_drawing_is_set_smaller_and_keeps_its_lines() -> None:
    for width, whole in ((80, True), (200, False)):
        frame = f"┌{'─' * width}┐\n│{'words':^{width}}│\n└{'─' * width}┘"
        made = render(edition(manuscript(f"Text.\n\n```\n{frame}\n```\n"), "pdf"))
        shown = pypdfium2.pypdfium2.PdfDocument(made.content)[0].get_textpage().get_text_range()
        assert (f"┌{'─' * width}┐" in shown) == whole


@pytest.mark.parametrize("form", ["pdf-large", "pdf-draft"])
def test_a_drawing_too_wide_for_the_page_is_on_a_turned_one(form: str) -> None:
    frame = f"┌{'─' * 90}┐\n│{'words':^90}│\n└{'─' * 90}┘"
    document = pypdfium2.PdfDocument(
        render(edition(manuscript(f"Text.\n\n```\n{frame}\n```\n\nMore.\n"), form)).content
    )
    above, drawing, below = document
    assert f"┌{'─' * 90}┐" in drawing.get_textpage().get_text_range()
    assert drawing.get_width() > drawing.get_height()
    assert above.get_width() < above.get_height() and below.get_width() < below.get_height()


def test_a_drawing_in_a_list_stays_there() -> None:
    frame = f"    ┌{'─' * 90}┐\n    │{'words':^90}│\n    └{'─' * 90}┘"
    made = render(edition(manuscript(f"- Text.\n\n    ```\n{frame}\n    ```\n"), "pdf-draft"))
    assert len(pypdfium2.pypdfium2.PdfDocument(made.content)) == 1


def test_a_drawing_stays_on_its_page_up_to_thirty_lines() -> None:
    assert listing("│ a │\n" * 30).get("class") == "short"
    assert listing("│ a │\n" * 31).get("class") is None
