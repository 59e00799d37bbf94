"""The front matter's references and the section that they print."""

from tests.support.drafts import normalized

FIRST = "Some text here.\n\nSources\nThe Title, 3 May 2020: https://a.org/x\n"


def test_the_section_that_the_references_print_is_taken_out() -> None:
    manuscript, _ = normalized(FIRST)
    again, ledger = normalized(manuscript.markdown, "markdown")
    assert again.markdown == manuscript.markdown
    assert [e.destination for e in ledger.events if e.step == "references"] == [
        "sources-heading",
        "sources-section",
    ]


def test_a_text_that_is_not_canonical_keeps_a_section_like_it() -> None:
    text = (
        "---\nreferences:\n- URL: https://a.org/x\n---\n\nSome text here.\n\n## Sources\n\n1. More of it.\n"
    )
    manuscript, _ = normalized(text, "markdown")
    assert "1. More of it." in manuscript.body
    assert [source.url for source in manuscript.sources] == ["https://a.org/x"]


def test_an_address_alone_in_the_front_matter_tells_what_it_tells() -> None:
    text = (
        "---\ntitle: T\nreferences:\n"
        "  - URL: https://www.nytimes.com/2024/07/28/world/us-japan-military-alliance.html\n"
        "  - {URL: 'https://www.bbc.com/2020/01/02/a', title: Given, note: As it stands}\n---\n\nText.\n"
    )
    found, ledger = normalized(text, "markdown")
    first, second = found.sources
    assert (first.issued, first.derived) == ("2024-07-28", ("title", "issued", "container-title"))
    assert (second.title, second.issued, second.derived) == ("Given", "", ())
    assert ledger.audit.unaccounted == 0
    assert normalized(found.markdown, "markdown")[0].markdown == found.markdown


def test_works_that_share_an_address_or_a_title_stay_apart() -> None:
    text = (
        "---\nreferences:\n- {URL: 'https://a.org/x', title: The Tide, note: Page 5}\n"
        "- {URL: 'https://a.org/x', title: The Tide, note: Page 9}\n- title: Report\n- title: Report\n---\n\n"
        "Some text here.\n\nSources\n\nhttps://a.org/x\n"
    )
    found, ledger = normalized(text, "markdown")
    assert [source.note for source in found.sources] == ["Page 5", "Page 9", "", ""]
    assert len({source.id for source in found.sources}) == 4
    assert ledger.audit.unaccounted == 0
    assert normalized(found.markdown, "markdown")[0].markdown == found.markdown
