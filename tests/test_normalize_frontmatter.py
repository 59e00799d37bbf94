import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from pubpipe.model import Metadata, Source
from pubpipe.normalize.frontmatter import front_matter
from pubpipe.normalize.tokens import words
from pubpipe.normalize.values import unquoted
from pubpipe.readers.declarations import front_matter as read
from tests.support.drafts import normalized


def values(text: str) -> dict[str, object]:
    return dict(YAML(typ="base", pure=True).load(text.split("---\n")[1]))


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1)
    .map(lambda s: " ".join(s.split()))
    .filter(bool)
)
def test_any_title_reads_back(title: str) -> None:
    text = front_matter(Metadata(title, "en"), (), {})
    declared, _ = read(text, 4, len(text) - 4, "x.md")
    assert {d.key: d.value for d in declared} == {"title": title, "lang": "en"}


@pytest.mark.parametrize(
    "title",
    [
        "no",
        "Yes",
        "null",
        "2024-07-28",
        "12",
        "a: b",
        "- x",
        "# x",
        "'q'",
        '"q"',
        "x #y",
        "[a]",
        "@x",
        "ends:",
        "~",
    ],
)
def test_what_yaml_would_misread_is_quoted(title: str) -> None:
    assert values(front_matter(Metadata(title, "no"), (), {})) == {"title": title, "lang": "no"}


def test_keys_stand_in_a_fixed_order_and_empty_ones_are_left_out() -> None:
    meta = Metadata(
        "T", "en", "inferred", "lead", authors=("A, B", "C"), date="2024-07-28", extra=(("tags", ["x", "z"]),)
    )
    source = Source("src-1", url="https://example.org/", derived=("title",))
    assert front_matter(meta, (source,), {"normalizer": 1}) == (
        '---\ntitle: T\ntitle-status: inferred\ntitle-source: lead\nauthor: ["A, B", C]\ndate: "2024-07-28"\nlang: en\n'
        "tags: [x, z]\nreferences:\n- id: src-1\n  type: webpage\n  URL: https://example.org/\n  x-derived: [title]\n"
        "pubpipe:\n  normalizer: 1\n---\n"
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("abstract: |\n  First line.\n  Second (line).", "First line. Second (line)."),
        ("r: [C\n\nc, 'a, b\tc']", "C c a, b c"),
        ('r: C:\\new and "C:\\new", "C:\\new"', 'C:\\new and "C:\\new", "C:\\new"'),
        ('r: ["x\\ny", C:\\new "C:\\new" z]', 'x y C:\\new "C:\\new" z'),
        ('r:\n- a: "x\\ny"\n- "d\\ne: f"\n- g\\new', "a x y d e: f g\\new"),
    ],
)
def test_values_of_many_lines_and_backslashes_keep_their_words(key: str, value: str) -> None:
    markdown = normalized(f"---\ntitle: A\n{key}\n---\n\nThe council met.\n", "markdown")[0].markdown
    stated = unquoted(markdown.partition("lang: und\n")[2].partition("pubpipe:")[0])
    assert words(stated) == words(f"{key[: key.index(':')]} {value}")
    assert normalized(markdown, "markdown")[0].markdown == markdown


@pytest.mark.parametrize(
    ("matter", "told"),
    [
        ("---\n# of it\ntitle: T # beside\n---\n", ["# of it\n", "title: T # beside\n"]),
        ("---\n# title: T\n---\n", ["# title: T\n---\n"]),
        ('+++\n# of it\ntitle = "T"\n+++\n', ["# of it\n", 'title = "T"\n']),
    ],
)
def test_comments_of_a_front_matter_are_told(matter: str, told: list[str]) -> None:
    _, ledger = normalized(f"{matter}\nText here.\n", "markdown")
    assert sorted(e.before for e in ledger.events if e.step == "given") == told
    assert ledger.audit.unaccounted == 0


@pytest.mark.parametrize("said", ["title-status: given", "title-source: lead", "title-source: the editor"])
def test_where_a_title_is_from_is_said_of_a_proposed_one_only(said: str) -> None:
    made, ledger = normalized(f"---\ntitle: A\n{said}\n---\n\nText.\n", "markdown")
    assert "title-s" not in made.markdown
    assert [(e.before, e.action) for e in ledger.events if e.step == "given"][1] == (f"{said}\n", "removed")
