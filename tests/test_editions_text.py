"""The text edition: a whole page as it must be, its layout in corners, its settings."""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubpipe.editions.parts import body_tree
from pubpipe.editions.text import render
from pubpipe.editions.text.columns import width
from pubpipe.editions.text.layout import load_layout
from pubpipe.errors import ConfigurationError
from pubpipe.model import Edition, Manuscript, Metadata, Source, Style
from pubpipe.styling import load
from tests.support.manuscripts import edition, founding, rich

RICH = """\
Analysis

A Rich Article & its “Parts”
============================

One sentence that says what it is about

Ana Pérez and Bob Lee
July 28, 2024


TOKYO (Reuters) — First paragraph with emphasis, strong words, code, a
link <1> and a note.[1]


A heading over a section
------------------------

- one item
- another item with a link <2>

3. third
4. fourth

    A quotation of some length that a printer would set apart from
    the text around it.

Country  Capital   Population
-------  -------  -----------
France    Paris    68,000,000
Japan     Tokyo   125,000,000

A smaller heading
~~~~~~~~~~~~~~~~~

    def f(x):
        return x + 1

    Verse of one line
    and of a second line

                                 * * *

Last paragraph.[2]


Notes
-----

[1] The first note, with a link <3>.

[2] The second note.


Sources
-------

1. example.org.
   https://example.org/a
   (publisher derived from the address)

2. https://example.org/b?x=1&y=2

3. https://example.org/c
"""


PIECES = (
    *(
        "word ",
        "*em* ",
        "**bold** ",
        "`code` ",
        "[link](https://e.org/a) ",
        "[bad](javascript:x) ",
        "![pic](q.png) ",
    ),
    *(
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "> ",
        "## ",
        "| a | b |\n|---|:-:|\n| c | d |\n",
        "\n```\nlines\n```\n",
        "\\\n",
    ),
    *("[^1]", "\n\n[^1]: note\n\n    more\n\n", "<b>", "<!-- x -->", "\n\n* * *\n\n", "日本語、", "    "),
)


def article(body: str, lang: str = "en", **meta: str) -> Manuscript:
    return Manuscript("x", Metadata(title="T", lang=lang, **meta), body, body)  # type: ignore[arg-type]


def page(manuscript: Manuscript) -> str:
    return render(edition(manuscript, "txt")).content.decode()


def text(body: str, lang: str = "en", **meta: str) -> str:
    """The page below its title block."""
    return page(article(body, lang, **meta)).split("\n\n\n", 1)[1]


def test_a_whole_page() -> None:
    assert page(rich()) == RICH


def test_an_address_of_a_source_has_a_line_of_its_own_whole() -> None:
    lines = page(founding()).split("\n")
    for source in founding().sources:
        assert f"   {source.url}" in lines


@pytest.mark.parametrize("manuscript", [founding(), rich()], ids=lambda m: str(m.slug))
def test_lines_are_at_most_72_columns_and_end_without_blanks(manuscript: Manuscript) -> None:
    content = page(manuscript)
    assert content.endswith("\n")
    assert not content.endswith("\n\n")
    assert "\r" not in content
    for line in content.split("\n"):
        assert line == line.rstrip()
        assert width(line) <= 72 or "https://" in line


def test_underlines_are_as_wide_as_their_heading() -> None:
    manuscript = article("## 見出し\n\nText.\n\n### q\u0308r\n\nText.", "ja")
    content = page(
        replace(
            manuscript,
            meta=replace(
                manuscript.meta,
                title="日米、軍事関係の強化へ共同生産を拡大し新たな措置を講じることで合意したと東京で発表",
            ),
        )
    )
    assert "=\n\n\n見出し\n------\n" in content
    assert "\nq\u0308r\n~~\n" in content
    first, second, rule = content.split("\n")[:3]
    assert second
    assert rule == "=" * max(width(first), width(second))


def test_east_asian_text_is_wrapped() -> None:
    body = (
        "日本と米国の当局者は東京で、中国の攻撃的な軍事行動の結果として軍事関係を強化するための措置を講じると発表した。"
        * 3
    )
    lines = text(body, "ja").strip().split("\n")
    assert "".join(lines) == body
    assert all(width(line) <= 72 for line in lines)
    assert not any(line.startswith(("、", "。")) for line in lines)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<https://example.org/a>", "https://example.org/a\n"),
        ("[https://example.org/a](https://example.org/a)", "https://example.org/a\n"),
        ("[example.org/a](https://example.org/a/)", "example.org/a\n"),
        ("<a@example.org>", "a@example.org\n"),
        ("[write](mailto:a@example.org)", "write <a@example.org>\n"),
        (
            "[*a* b](https://e.org/b) [c](https://e.org/c) [d](https://e.org/b)",
            "a b <1> c <2> d <1>\n\n\nSources\n-------\n\n1. https://e.org/b\n\n2. https://e.org/c\n",
        ),
        ("[bad](javascript:alert%281%29)", "bad\n"),
        ("[up](#top)", "up\n"),
        ("![A cat](cat.png)", "[A cat]\n"),
        ('![A cat](cat.png "Jane Doe")', "[A cat (Jane Doe)]\n"),
        ("a \\<b\\> \\*c\\* \\[1\\]", "a <b> *c* [1]\n"),
        ("- a\n\n  b\n- c", "- a\n\n  b\n\n- c\n"),
        ("- a\n  - b\n  - c\n- d", "- a\n  - b\n  - c\n- d\n"),
        ("- a\n\n  ```\n  x\n  ```", "- a\n\n      x\n"),
        ("- [x] a\n- [ ] b\n- \\[x\\] c", "- [x] a\n- [ ] b\n- [x] c\n"),
        ("- ## a\n\n  b", "- a\n  -\n\n  b\n"),
        ("> ## a", "    a\n    -\n"),
        ("1.\n2. b", "1.\n2. b\n"),
        ("9. i\n10. j", " 9. i\n10. j\n"),
        ("> a\n>\n> > b", "    a\n\n        b\n"),
        ("```\n\ta\n\n  b  \n```", "        a\n\n      b\n"),
    ],
)
def test_layout(body: str, expected: str) -> None:
    assert text(f"x\n\n{body}") == f"x\n\n{expected}"


def test_the_dateline_begins_the_text() -> None:
    assert text("First words.", dateline="TOKYO –") == "TOKYO – First words.\n"


def test_a_note_of_several_paragraphs_hangs() -> None:
    found = text("a[^n]\n\n[^n]: one\n\n    two\n")
    assert found == "a[1]\n\n\nNotes\n-----\n\n[1] one\n\n    two\n"


def test_an_article_without_text_is_its_title_block() -> None:
    assert page(article("")) == "T\n=\n"


def test_a_title_of_markup_characters_is_printed_as_it_is() -> None:
    title = '<b>*x*</b> & "y" # {{ z }} \\'
    manuscript = article("Text.")
    assert page(replace(manuscript, meta=replace(manuscript.meta, title=title))).startswith(f"{title}\n=")


def test_a_source_with_all_its_parts() -> None:
    source = Source(
        "s", title="What?", container_title="Paper", issued="2024-07", url="https://e.org/a", note="See it."
    )
    found = page(replace(article("Text."), sources=(source,)))
    assert found.endswith("Sources\n-------\n\n1. What? Paper. July 2024.\n   https://e.org/a\n   See it.\n")


def test_generated_words_are_in_the_articles_language() -> None:
    found = page(replace(founding(), meta=replace(founding().meta, lang="de", updated="2024-08-01")))
    assert "\nQuellen\n-------\n" in found
    assert "\n28. Juli 2024\nAktualisiert: 1. August 2024\n" in found


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_no_word_is_lost_or_added_in_any_nesting(body: str) -> None:
    manuscript = article(f"start\n\n{body}", dateline="TOKYO –")
    tree = body_tree(manuscript)
    for element in tree.iter("a", "img"):
        element.tail = (element.tail or "") + f" {element.get('alt') or ''} {element.get('title') or ''}"
        if (element.get("href") or "").startswith("https:"):
            element.tail += f" {element.get('href')}"
    expected = re.findall("[A-Za-z]+", " ".join(map(str, tree.itertext())))
    content = page(manuscript)
    assert set(re.findall("[A-Za-z]+", content)) == {
        *expected,
        "T",
        *(["Notes"] if "fn1" in str(tree.xpath("//@id")) else []),
        *(["Sources"] if "https" in expected else []),
    }
    assert not re.search("[ \t]\n", content)


def with_settings(**files: bytes) -> Edition:
    style = load("default")
    return Edition(rich(), Style("mine", {**style.files, "text.toml": files["settings"]}), "txt")


def test_the_style_sets_the_measures() -> None:
    settings = b'columns = 50\nindent = 2\nunderlines = ["#"]\nornament = "~"\nbullet = "*"\n'
    content = render(with_settings(settings=settings)).content.decode()
    assert "\nA smaller heading\n#################\n" in content
    assert "\n* one item\n" in content
    assert "\n  def f(x):\n" in content
    assert f"\n{' ' * 24}~\n" in content
    assert max(width(line) for line in content.split("\n") if "https" not in line) <= 50


GOOD = {
    "columns": "72",
    "indent": "4",
    "underlines": '["="]',
    "ornament": '"*"',
    "bullet": '"-"',
}


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("columns", "5", "columns is a whole number from 40 to 200"),
        ("columns", "true", "columns is a whole number"),
        ("columns", '"72"', "columns is a whole number"),
        ("indent", "9", "indent is a whole number from 0 to 8"),
        ("underlines", "[]", "underlines is a list of single characters"),
        ("underlines", '["=="]', "underlines is a list of single characters"),
        ("underlines", '"="', "underlines is a list of single characters"),
        ("ornament", '" "', "ornament is a line of text"),
        ("bullet", '"a\\nb"', "bullet is a line of text"),
        ("colums", "72", "unknown key 'colums'"),
        ("columns", "", "text.toml: "),
    ],
)
def test_wrong_settings_are_refused_by_name(key: str, value: str, words: str) -> None:
    settings = "\n".join(f"{k} = {v}" for k, v in {**GOOD, key: value}.items())
    with pytest.raises(ConfigurationError, match=r"style 'mine', text\.toml") as caught:
        load_layout(with_settings(settings=settings.encode()).style)
    assert words in str(caught.value)


def test_a_missing_setting_and_a_likely_one_are_named() -> None:
    with pytest.raises(ConfigurationError, match="columns is a whole number"):
        load_layout(with_settings(settings=b"indent = 4\n").style)
    with pytest.raises(ConfigurationError) as caught:
        load_layout(with_settings(settings=b"colums = 72\n").style)
    assert caught.value.hint == "Did you mean 'columns'?"


def test_the_same_bytes_whatever_the_process() -> None:
    code = (
        "import sys; from tests.support.manuscripts import edition, rich; from pubpipe.editions.text import render;"
        "sys.stdout.buffer.write(render(edition(rich(), 'txt')).content)"
    )
    seen = set()
    for seed, zone, locale in (("0", "UTC", "C"), ("77", "Asia/Tokyo", "C.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
        seen.add(hashlib.sha256(done.stdout).hexdigest())
    assert seen == {hashlib.sha256(RICH.encode()).hexdigest()}


def test_the_projects_width_stands_for_the_styles() -> None:
    content = render(edition(rich(), "txt", text_width=40)).content.decode()
    assert max(width(line) for line in content.split("\n") if "https" not in line) <= 40
    assert "\n    A quotation of some length that\n" in content


DEEP = "".join(f"{'> ' * n}level\n{'> ' * n}\n" for n in range(1, 31))
LIST = "".join(f"{'  ' * n}- item {'word ' * 20}\n" for n in range(40))
CODE = "```\n    " + "argument(of, many, words) " * 9 + "\n```\n"
HEADINGS = "> ## " + "heading " * 20 + "\n\n## " + "x" * 90 + "\n"


@pytest.mark.parametrize("body", [DEEP, LIST, CODE, HEADINGS], ids=["quotes", "list", "code", "headings"])
def test_nothing_but_a_word_is_wider_than_the_page(body: str) -> None:
    content = text(f"x\n\n{body}")
    assert [line for line in content.split("\n") if width(line) > 72 and " " in line.strip()] == []
    assert set(content.split()) - {"-", "x"} >= set(re.findall("[a-z(]{4,}[,)]?", body)) - {"x" * 90}


def test_a_link_to_a_source_has_the_sources_number() -> None:
    body = "[a](https://e.org/b) [b](https://e.org/a) [tel](tel:+44)"
    source = Source("s", url="https://e.org/a")
    found = page(replace(article(body), sources=(source,)))
    assert "\na <2> b <1> tel <+44>\n" in found
    assert found.endswith("\n1. https://e.org/a\n\n2. https://e.org/b\n")


def test_sources_are_called_as_links_are_where_notes_have_brackets() -> None:
    sources = (Source("a", title="One"), Source("b", title="Two"))
    body = "As told [@a], and *by [@b, p. 5; @a]* too.\n\n[@b] says."
    plain = set_text(body, sources)
    assert "As told [1], and by [2, p. 5; 1] too.\n\n[2] says." in plain
    noted = set_text(f"{body}[^n]\n\n[^n]: A note, by [@a].\n", sources)
    assert "As told <1>, and by <2, p. 5; 1> too.\n\n<2> says.[1]" in noted
    assert "[1] A note, by <1>." in noted


def set_text(body: str, sources: tuple[Source, ...]) -> str:
    manuscript = Manuscript("x", Metadata(title="T", lang="en"), body, body, sources)
    return render(edition(manuscript, "txt")).content.decode()
