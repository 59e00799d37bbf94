"""What the manuals ask of a source that CSL cannot say."""

from __future__ import annotations

import pytest

from pubpipe.model import Json, Name, Source
from pubpipe.sources.citing import bibliography, style
from pubpipe.sources.manuals import suited

MLA, APA = style("mla"), style("apa")
BODY: dict[str, Json] = {"title": "A", "publisher": "A Body", "author": [{"literal": "A Body"}]}


def shown(title: str, csl: str, lang: str = "en") -> str:
    ((_, runs),) = bibliography((Source("a", title=title, publisher="P"),), csl, lang).entries
    return next(run.text for run in runs if run.kind == "em")


@pytest.mark.parametrize(
    ("title", "mla"),
    [
        ("with one hand and without the other", "With One Hand and without the Other"),
        ("a room within", "A Room Within"),
        ("go: without a word", "Go: Without a Word"),
        ("after the flood came", "After the Flood Came"),
        ("dredging after the flood", "Dredging after the Flood"),
        ("ports before dawn: a log", "Ports before Dawn: A Log"),
        ("look before you leap", "Look Before You Leap"),
        ("life after the flood came", "Life After the Flood Came"),
        ("Gone With the Wind", "Gone with the Wind"),
        ("the withouten", "The Withouten"),
    ],
)
def test_mla_sets_prepositions_within_a_title_in_lower_case(title: str, mla: str) -> None:
    assert shown(title, MLA) == mla


def test_titles_in_other_languages_and_styles_stay_as_they_are() -> None:
    title = "El mar: viaje sin fin between dos orillas"
    assert shown(title, MLA, "es") == shown(title, APA, "es") == title
    assert suited({"title": "a: b between c"}, "", "en") == {"title": "a: b between c"}


def test_apa_begins_what_follows_a_colon_with_a_capital() -> None:
    assert shown("A sea: letters & éclats: two", APA) == "A sea: Letters & éclats: Two"


def test_a_body_that_publishes_its_own_work() -> None:
    assert "author" not in suited(BODY, MLA, "de")
    assert "publisher" not in suited(BODY, APA, "de")
    assert suited(BODY, style("chicago"), "de") == BODY
    others = BODY | {"author": [{"literal": "A Body"}, {"family": "B", "given": "C"}]}
    assert suited(others, MLA, "de") == suited(others, APA, "de") == others
    record = Source("a", title="Rules", authors=(Name(literal="A Body"),), publisher="A Body")
    made = {name: bibliography((record,), style(name), "en").entries[0][1] for name in ("mla", "apa")}
    assert {name: "".join(run.text for run in runs) for name, runs in made.items()} == {
        "mla": "Rules. A Body.",
        "apa": "A Body. (n.d.). Rules.",
    }


@pytest.mark.parametrize(
    ("genre", "url", "mla", "apa"),
    [
        ("Master’s thesis", "", "master’s thesis", "Unpublished master’s thesis"),
        ("PhD dissertation", "", "PhD dissertation", "Unpublished PhD dissertation"),
        ("Unpublished doctoral thesis", "", "unpublished doctoral thesis", "Unpublished doctoral thesis"),
        ("Doctoral dissertation", "https://example.org/a", "doctoral dissertation", "Doctoral dissertation"),
    ],
)
def test_the_kind_of_a_thesis(genre: str, url: str, mla: str, apa: str) -> None:
    item: dict[str, Json] = {"type": "thesis", "genre": genre, "URL": url}
    assert suited(item, MLA, "en")["genre"] == mla
    assert suited(item, APA, "en")["genre"] == apa
    assert suited(item, APA, "de") == suited(item, MLA, "de") == item
    assert suited(item | {"type": "report"}, APA, "en")["genre"] == genre


@pytest.mark.parametrize(
    ("accessed", "shown"),
    [
        ("", "CBS News. (n.d.). https://e.org/a"),
        ("2024-08-01", "CBS News. (n.d.). Retrieved August 1, 2024, from https://e.org/a"),
    ],
)
def test_apa_says_retrieved_where_it_can_say_when(accessed: str, shown: str) -> None:
    record = Source("a", authors=(Name(literal="CBS News"),), url="https://e.org/a", accessed=accessed)
    ((_, runs),) = bibliography((record,), APA, "en-US").entries
    assert "".join(run.text for run in runs) == shown
