"""What of a text is HTML: as CommonMark has it, in linear time, nothing left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubpipe.tags import Comment, Tag, parted, tag


@pytest.mark.parametrize(
    ("source", "name", "attributes"),
    [
        ("<b>", "b", {}),
        ("<IMG SRC=a.png ALT='x \"y\"' hidden />", "img", {"src": "a.png", "alt": 'x "y"', "hidden": ""}),
        ('<a href="/?a=1&amp;b"\n  title = "T">', "a", {"href": "/?a=1&b", "title": "T"}),
        ("<a b b=c>", "a", {"b": ""}),
        ("<your-name>", "your-name", {}),
    ],
)
def test_a_tag_has_a_name_and_attributes(source: str, name: str, attributes: dict[str, str]) -> None:
    assert tag(source) == Tag(source, name, attributes=attributes)


def test_a_tag_may_close() -> None:
    assert tag("</B >") == Tag("</B >", "b", closes=True)


@pytest.mark.parametrize(
    "source", ["<", "<>", "< b>", "<3>", "<b", "</b a>", "<a b=>", "<a b='c>", "<a =b>", "x", "<a*b>"]
)
def test_what_is_no_tag(source: str) -> None:
    assert tag(source) is None


def test_a_text_is_its_parts() -> None:
    assert list(parted("a <b>x</b> <!-- <i> --> 3 < 4")) == [
        (0, "a "),
        (2, Tag("<b>", "b")),
        (5, "x"),
        (6, Tag("</b>", "b", closes=True)),
        (10, " "),
        (11, Comment("<!-- <i> -->")),
        (23, " 3 < 4"),
    ]


def test_a_comment_that_never_ends_is_words() -> None:
    assert [part for _, part in parted("--> <!-- <b>")] == ["--> <!-- ", Tag("<b>", "b")]


@given(st.text("<>/ab='\" !-\n", max_size=60))
def test_no_character_is_left_out(text: str) -> None:
    parts = list(parted(text))
    assert "".join(part if isinstance(part, str) else part.source for _, part in parts) == text
    assert [at for at, _ in parts] == sorted({at for at, _ in parts})
