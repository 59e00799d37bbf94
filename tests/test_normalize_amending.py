"""What a sidecar and a lock file say about sources."""

import pytest

from pubpipe.errors import ArticleError
from pubpipe.model import Json, Manuscript, Name, Source
from pubpipe.normalize import normalize
from pubpipe.normalize.amending import edit, fill
from pubpipe.normalize.galley import Given, Wishes
from pubpipe.sources.address import from_address
from pubpipe.sources.lines import read
from tests.support.drafts import draft

ADDRESS = "https://www.nytimes.com/2024/07/28/world/asia/us-japan-military-alliance.html"
TEXT = f"""The Harbour Plan

The council has agreed on a plan for the harbour after three years of talks.

Sources:
{ADDRESS}
"Tides and Towns" by A. Writer: https://example.org/tides
"""


def manuscript(text: str, kind: str = "text", **wishes: object) -> Manuscript:
    made, ledger, _ = normalize(draft(text, kind), Wishes("a", **wishes))  # type: ignore[arg-type]
    assert ledger.audit.unaccounted == 0, ledger.audit.problems
    return made


def sidecar(*edits: Json) -> dict[str, Given]:
    return {"references": Given(list(edits), "sidecar")}


def test_an_edit_wins_over_what_the_address_told() -> None:
    edited = edit((from_address(ADDRESS),), [{"URL": "http://nytimes.com" + ADDRESS[23:], "title": "A Pact"}])
    (record,) = edited.sources
    assert (record.title, record.issued, record.url) == ("A Pact", "2024-07-28", ADDRESS)
    assert (record.derived, record.edited) == (("issued", "container-title"), ("title",))
    assert record.extra == ()


def test_an_edit_that_confirms_what_was_derived_makes_it_certain() -> None:
    (record,) = edit((from_address(ADDRESS),), [{"URL": ADDRESS, "issued": "2024-07-28"}]).sources
    assert "issued" in record.edited
    assert "issued" not in record.derived


def test_an_empty_field_takes_a_field_out_for_good() -> None:
    (record,) = edit((from_address(ADDRESS),), [{"URL": ADDRESS, "title": ""}]).sources
    assert (record.title, record.edited) == ("", ("title",))
    assert fill((record,), {record.id: {"title": "Fetched"}})[0].title == ""


def test_what_an_article_gives_is_kept_when_it_is_replaced() -> None:
    entry = read("Tides and Towns: https://example.org/tides")
    assert entry is not None
    once = edit((entry.source,), [{"id": entry.source.id, "title": "Tides", "author": ["A. Writer"]}])
    assert once.sources[0].title == "Tides"
    assert once.sources[0].authors == (Name(literal="A. Writer"),)
    assert dict(once.sources[0].extra) == {"x-replaced": {"title": "Tides and Towns"}}
    again = edit(once.sources, [{"id": entry.source.id, "title": "Tides", "author": ["A. Writer"]}])
    assert again.sources == once.sources


def test_an_edit_that_names_no_record_is_a_further_source() -> None:
    edited = edit((), [{"DOI": "10.1000/1", "title": "A Work"}])
    assert edited.added == 1
    assert edited.sources[0].edited == ("DOI", "title")


def test_works_of_one_title_are_two_sources_and_are_found_again() -> None:
    edits: Json = [{"title": "Report", "issued": "2023"}, {"title": "Report", "issued": "2024"}]
    edited = edit((), edits)
    assert [source.issued for source in edited.sources] == ["2023", "2024"]
    assert len({source.id for source in edited.sources}) == 2
    assert edit(edited.sources, edits).sources == edited.sources


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"id": "src-9", "type": "book"}, "edits source 'src-9', which is not there"),
        ({"id": "src-1", "title": ""}, "leaves nothing of source 'src-1'"),
    ],
)
def test_an_edit_that_leaves_nothing_to_print_is_refused(item: dict[str, Json], message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        edit((Source("src-1", title="Given"),), [item])


def test_an_edit_of_a_source_that_is_not_there_names_the_article() -> None:
    with pytest.raises(ArticleError, match=r"^article\.txt: the sidecar edits"):
        manuscript(TEXT, given=sidecar({"id": "src-9"}))


def test_what_was_fetched_fills_gaps_and_guesses_alone() -> None:
    record = from_address(ADDRESS)
    given = Source("src-1", title="Given", url="https://example.org/x")
    found: dict[str, Json] = {
        "title": "Alliance",
        "issued": "2024-07-29",
        "author": [{"literal": "R. Porter"}],
    }
    filled, kept = fill((record, given), {record.id: found, "src-1": found})
    assert (filled.title, filled.issued) == ("Alliance", "2024-07-29")
    assert filled.fetched == ("title", "issued", "author")
    assert filled.derived == ("container-title",)
    assert (kept.title, kept.fetched) == ("Given", ("issued", "author"))


def test_a_sidecar_wins_in_the_canonical_text_and_no_word_is_lost() -> None:
    edits = sidecar(
        {"URL": ADDRESS, "title": "A New Pact"}, {"URL": "https://example.org/tides", "title": "Tides"}
    )
    fetched = {from_address(ADDRESS).id: {"title": "Never Seen", "author": [{"literal": "Rae Porter"}]}}
    made = manuscript(TEXT, given=edits, fetched=fetched)
    first, second = made.sources
    assert (first.title, first.fetched, first.edited) == ("A New Pact", ("author",), ("title",))
    assert second.title == "Tides"
    assert "Towns" in made.markdown
    assert "Never Seen" not in made.markdown
    assert "x-derived: [issued, container-title]" in made.markdown
    again = manuscript(made.markdown, "markdown", given=edits, fetched=fetched)
    assert again.markdown == made.markdown
    alone = manuscript(made.markdown, "markdown")
    assert alone.markdown == made.markdown


def test_edits_reach_a_canonical_text_that_has_been_derived_before() -> None:
    canonical = manuscript(TEXT).markdown
    made = manuscript(canonical, "markdown", given=sidecar({"URL": ADDRESS, "title": "A New Pact"}))
    assert made.sources[0].title == "A New Pact"
    assert "us japan military" not in made.body + made.markdown.partition("## Sources")[2].replace(
        ADDRESS, ""
    )
    assert made.markdown.count("## Sources") == 1
