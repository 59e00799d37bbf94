"""Long names in code: parted behind what separates their words, and copied as they are written."""

from __future__ import annotations

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pubpipe.editions.pdf import render
from pubpipe.editions.pdf.body.names import free_names, name_in_cell
from tests.support.law import manuscript
from tests.support.manuscripts import edition


@pytest.mark.parametrize(
    ("name", "among_words", "in_cell"),
    [
        ("some_long_identifier_name", "some_|long_|identifier_name", "some_long_identifier_name"),
        (
            "maximum_number_of_retries_before_giving_up",
            "maximum_|number_|of_retries_|before_|giving_up",
            "maximum_number_|of_retries_|before_giving_up",
        ),
        (
            "/usr/lib/python3.11/site-packages/inline.py",
            "/usr/|lib/python3.11/|site-|packages/|inline.py",
            "/usr/|lib/python3.11/|site-packages/|inline.py",
        ),
        ("com.example.project.Name", "com.example.|project.Name", "com.example.project.Name"),
        ("std::collections::HashMap", "std::|collections::|HashMap", "std::collections::HashMap"),
        (
            "--with-some-long-option=value",
            "--with-|some-|long-|option=|value",
            "--with-some-|long-option=|value",
        ),
        ("getElementsByTagNameAndMore", "getElements|ByTag|NameAndMore", "getElementsByTagNameAndMore"),
        ("XMLHttpRequestEventTarget", "XMLHttp|Request|Event|Target", "XMLHttpRequestEventTarget"),
        ("range(1000000.000000,20)", "range(1000000.000000,20)", "range(1000000.000000,20)"),
        ("a_short_name", "a_short_name", "a_short_name"),
        ("x" * 36, "x" * 36, "|".join(["x" * 8] * 4 + ["x" * 4])),
    ],
)
def test_a_long_name_is_parted_behind_its_separators(name: str, among_words: str, in_cell: str) -> None:
    assert among(name).replace("\u200b", "|") == among_words
    assert str(name_in_cell(name)).replace("\u200b", "|") == in_cell


@given(st.text(st.sampled_from("aB1_./:-=>([ \u200b\u2060"), max_size=90))
def test_no_letter_is_lost_or_moved(text: str) -> None:
    bare = text.replace("\u200b", "")
    assert among(text).replace("\u200b", "") == bare
    assert str(name_in_cell(text)).replace("\u200b", "") == bare
    assert all(part for part in among(bare).split("\u200b")[1:])


def test_listings_and_tables_have_ways_of_their_own() -> None:
    name = "some_long_identifier_name"
    for around in ("<pre><code>{}</code></pre>", "<table><td><code>{}</code></td></table>", "<p>{}</p>"):
        tree = etree.fromstring(f"<div>{around.format(name)}</div>")
        free_names(tree)
        assert "".join(map(str, tree.itertext())) == name


def test_a_name_is_copied_as_it_is_written() -> None:
    name = "a_module.with_a_long_name.and_a_function_of_it"
    text = f"{'Words of it. ' * 3}`{name}` {'and more words ' * 4}`{name}` end.\n\n| A | B |\n|---|---|\n| `{name}` | b |\n"
    with pypdfium2.PdfDocument(render(edition(manuscript(text), "pdf", "book")).content) as pdf:
        copied = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
    assert copied.count(name) == 3


def among(name: str) -> str:
    code = etree.Element("code")
    code.text = name
    holder = etree.Element("p")
    holder.append(code)
    free_names(holder)
    return code.text or ""
