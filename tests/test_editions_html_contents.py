"""Reading time by language, anchors of headings, contents of a long text."""

import pytest

from pubpipe.editions.html.contents import Entry, anchors, contents, minutes
from pubpipe.editions.parts import body_tree
from pubpipe.model import Manuscript, Metadata


def tree_of(body: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    return body_tree(Manuscript("x", Metadata(title="T", lang="en"), body, body))


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("word", "en", 1),
        ("word " * 228 * 5, "en-GB", 5),
        ("Wort " * 179 * 3, "de", 3),
        ("ord " * 184 * 2, "da", 2),
        ("字" * 255 * 4, "zh-Hant", 4),
        ("かな、" * 357, "ja", 2),
        ("it's a well-known 1,000.5 " * 57, "en", 1),
        ("", "en", 1),
    ],
)
def test_minutes(text: str, lang: str, expected: int) -> None:
    assert minutes(tree_of(text), lang) == expected


def test_headings_have_anchors_of_their_words_each_its_own() -> None:
    tree = tree_of(
        "## One *two*!\n\n## One two\n\n### 日本 2024\n\n## Sources\n\n## fn1\n\n## !\n\na[^1]\n\n[^1]: n"
    )
    anchors(tree)
    found = [heading.get("id") for heading in tree.iter("h2", "h3")]
    assert found == ["one-two", "one-two-1", "日本-2024", "sources-1", "h-fn1", "section"]


LONG = "word " * 1300


def test_a_long_text_has_contents_of_two_levels() -> None:
    tree = tree_of(f"## A[^1]\n\n{LONG}\n\n### B\n\n## C\n\n#### D\n\n## E\n\n> ## F\n\n[^1]: n")
    anchors(tree)
    assert contents(tree) == (Entry("a", "A", (Entry("b", "B"),)), Entry("c", "C"), Entry("e", "E"))


@pytest.mark.parametrize("body", ["## A\n\n## B\n\n## C", f"## A\n\n{LONG}\n\n## B", LONG])
def test_a_short_text_or_one_of_few_headings_has_none(body: str) -> None:
    tree = tree_of(body)
    anchors(tree)
    assert contents(tree) == ()
