"""Sections of sources: where they begin and end, what becomes of each line, and that no word is lost."""

import pytest

from pubpipe.model import Kind, Ledger, Manuscript
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from tests.support.drafts import draft, normalized

PROSE = (
    "A first paragraph of the article with some words in it, and more of them.\n\n"
    "A second paragraph that says a little more than the first one did.\n\n"
)


def read(text: str, kind: Kind = "text", wishes: Wishes | None = None) -> tuple[Manuscript, Ledger]:
    manuscript, ledger = normalized(PROSE + text, kind, wishes)
    again, _ = normalized(manuscript.markdown, "markdown")
    assert again.markdown == manuscript.markdown
    return manuscript, ledger


def urls(manuscript: Manuscript) -> list[str]:
    return [source.url for source in manuscript.sources]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text", "SOURCES\nhttps://a.org/x\nhttps://b.org/y\n"),
        ("text", "Quellen -\nhttps://a.org/x\nhttps://b.org/y\n"),
        ("text", "Sources:\nSources:\nhttps://a.org/x\n\nSources\nhttps://b.org/y\n"),
        ("text", "Sources: https://a.org/x, https://b.org/y\n"),
        ("text", "https://a.org/x\nhttps://b.org/y\n"),
        ("text", "• https://a.org/x\n• https://b.org/y\n"),
        ("markdown", "**Sources:**\nhttps://a.org/x\nhttps://b.org/y\n"),
        ("markdown", "**Sources:** <https://a.org/x>, <https://b.org/y>\n"),
        ("markdown", "#### المصادر\n\n1. <https://a.org/x>\n1. <https://b.org/y>\n"),
        (
            "markdown",
            "Sources\n\n| Nr | Link |\n|---|---|\n| 1 | https://a.org/x |\n| 2 | https://b.org/y |\n",
        ),
        ("markdown", "## Sources\n\n[1]: https://a.org/x\n[2]: https://b.org/y\n"),
        ("markdown", "- <https://a.org/x>\n- <https://b.org/y>\n"),
    ],
)
def test_sections_are_found(kind: Kind, text: str) -> None:
    manuscript, _ = read(text, kind)
    assert urls(manuscript) == ["https://a.org/x", "https://b.org/y"]
    assert manuscript.body == PROSE.rstrip() + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "Notes\n\n1. Wash the pan first.\n\n2. Dry it.\n",
        "Source: https://a.org/x\n\nThe text goes on after that line with a paragraph of more than twelve words.\n",
        "Links\n\nDoe, Jane. The Big Book. New York: Penguin, 2010.\n\nRoe, J. Another. London: Press, 2011.\n",
        "https://a.org/x\n",
        "For more information, visit www.example.org\n\nhttps://a.org/x\n",
    ],
)
def test_what_is_no_section_stays(text: str) -> None:
    assert read(text)[0].sources == ()


@pytest.mark.parametrize("picture", ['![The chart](chart.png "Credit")', "[![](icon.png)](https://x.org)"])
def test_a_list_that_shows_a_picture_is_no_list_of_sources(picture: str) -> None:
    text = f"# My talk\n\nIts text.\n\n## Links\n\n- {picture} [a](https://x.org)\n- [b](https://y.org)\n"
    manuscript, _, _ = normalize(draft(text, "markdown"), Wishes("a"))
    assert manuscript.sources == ()
    assert manuscript.body.endswith(text.partition("## Links")[2])


def test_text_after_a_section_stays() -> None:
    manuscript, _ = read("Sources\nhttps://a.org/x\n\nMore text, which no source is.\n\nAnd more of it.\n")
    assert manuscript.body.endswith("More text, which no source is.\n\nAnd more of it.\n")


def test_a_title_may_stand_above_its_address() -> None:
    manuscript, _ = read("Sources\nThe Title of It\nhttps://a.org/x\nAnother Title\nhttps://b.org/y\n")
    assert [source.title for source in manuscript.sources] == ["The Title of It", "Another Title"]


def test_works_count_among_addresses_and_under_a_strong_head() -> None:
    works = "Doe, Jane. The Big Book. New York: Penguin, 2010.\nRoe, R. (2019). A book. Big Press.\n"
    assert len(read("Works Cited\n" + works)[0].sources) == 2
    assert len(read("Links\nhttps://a.org/x\n" + works)[0].sources) == 3


def test_tracking_is_removed_over_its_exact_range() -> None:
    manuscript, ledger = read(
        "Sources\nTitle: https://a.org/x?b=1&utm_source=q&fbclid=2\nhttps://b.org/#:~:text=w\n"
    )
    assert urls(manuscript) == ["https://a.org/x?b=1", "https://b.org/"]
    assert [e.before for e in ledger.events if e.action == "removed"] == [
        "&utm_source=q",
        "&fbclid=2",
        "#:~:text=w",
    ]


def test_markdown_may_have_escaped_what_is_removed() -> None:
    manuscript, _ = read("## Sources\n\nhttps://a.org/x\\_y?utm\\_source=q\n", "markdown")
    assert urls(manuscript) == ["https://a.org/x_y"]


def test_nothing_is_removed_when_nothing_may_be() -> None:
    text = "Sources\nTitle. Retrieved from https://a.org/x?utm_source=q\nhttps://a.org/x?utm_source=q\n"
    manuscript, ledger = read(text, wishes=Wishes("a", remove_nothing=True))
    assert urls(manuscript) == ["https://a.org/x?utm_source=q"]
    assert not [event for event in ledger.events if event.action == "removed"]


def test_a_redirector_is_unwrapped_and_reported() -> None:
    manuscript, ledger = read("Sources\nhttps://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa&h=1\n")
    assert urls(manuscript) == ["https://example.org/a"]
    assert [e.after for e in ledger.events if e.step == "sources" and e.action == "changed"] == [
        "https://example.org/a"
    ]


def test_an_amp_address_is_flagged() -> None:
    _, ledger = read("Sources\nhttps://amp.example.org/a\n")
    assert [e.severity for e in ledger.events if e.action == "flagged" and e.step == "sources"] == ["warning"]
    _, _, findings = normalize(draft(PROSE + "Sources\nhttps://amp.example.org/a\n"), Wishes("a"))
    assert [f.message.rpartition(" ")[2] for f in findings if f.code == "normalize-source-amp"] == [
        "https://amp.example.org/a"
    ]


def test_a_second_line_adds_what_the_first_does_not_say() -> None:
    lines = "Sources\nhttps://a.org/some-long-slug\nThe Title - http://www.a.org/some-long-slug/?utm_source=q\nOther - https://a.org/some-long-slug\n"
    manuscript, _ = read(lines)
    (source,) = manuscript.sources
    assert (source.title, source.note) == ("The Title", "Other")
    assert "title" not in source.derived


def test_an_edited_section_of_a_canonical_text_is_read() -> None:
    manuscript, _ = read("Sources\nhttps://a.org/x\n")
    edited = manuscript.markdown + "2. Added. <https://b.org/y>\n"
    again, ledger = normalized(edited, "markdown")
    assert urls(again) == ["https://a.org/x", "https://b.org/y"]
    assert ledger.audit.unaccounted == 0


def test_footnotes_stay_footnotes() -> None:
    manuscript, _ = read("A call.[^1]\n\n[^1]: https://a.org/x\n", "markdown")
    assert manuscript.sources == ()
    assert "[^1]: <https://a.org/x>" in manuscript.body


def test_a_kept_section_stays_on_every_run() -> None:
    for kept in (
        "<!-- pubpipe:keep -->\n## Sources\n\n- https://a.org/x\n",
        "## Sources\n\n<!-- pubpipe:keep -->\n- https://a.org/x\n",
    ):
        manuscript, _ = read(kept, "markdown")
        assert manuscript.sources == ()
        assert "## Sources\n\n- <https://a.org/x>" in manuscript.body


def test_a_comment_drops_a_block() -> None:
    text = "<!-- pubpipe:drop -->\nGone <!-- x --> *now*.\n\nStays.\n\n<!--pubpipe:drop--> Gone too.\n"
    manuscript, ledger = read(text, "markdown")
    assert manuscript.body == PROSE + "Stays.\n"
    assert [e.before for e in ledger.events if e.step == "dropped"] == [
        "Gone <!-- x --> *now*.",
        "<!--pubpipe:drop--> Gone too.",
    ]


def test_dashes_stand_for_the_author_of_the_entry_before() -> None:
    text = (
        "# T\n\nWords.\n\n## Bibliography\n\nFrayne, Alan. “One.” *Gazette*, April 2, 2024. https://a.org/1.\n\n"
        "———. “Two.” *Gazette*, May 3, 2024. https://a.org/2.\n\n---. “Three.” *Gazette*, May 4, 2024. https://a.org/3.\n"
    )
    manuscript, ledger = normalized(text, "markdown")
    assert [[n.text for n in source.authors] for source in manuscript.sources] == [["Alan Frayne"]] * 3
    assert [e.after for e in ledger.events if "the entry before" in e.reason] == ["Alan Frayne"] * 2
    again, _ = normalized(manuscript.markdown, "markdown")
    assert again.markdown == manuscript.markdown


def test_the_form_of_a_file_is_no_part_of_its_date() -> None:
    text = "# T\n\nWords.\n\n## Sources\n\n- [Survey of the baths](https://a.org/s.pdf) (PDF). 2015.\n- https://a.org/2\n"
    source = normalized(text, "markdown")[0].sources[0]
    assert (source.title, source.issued, source.note) == ("Survey of the baths", "2015", "PDF")


def test_a_day_before_its_month_is_read_and_its_words_are_said_once() -> None:
    line = "Wendt, K. (2019, {day}). Stille im Turm. Talbote. https://talbote.de/turm?utm_source=newsletter"
    dated, _ = read("Quellen\n\n" + line.format(day="3. März"))
    assert (dated.sources[0].issued, dated.sources[0].url) == ("2019-03-03", "https://talbote.de/turm")
    feast, ledger = read("Quellen\n\n" + line.format(day="Ostersonntag"))
    assert (feast.sources[0].issued, feast.sources[0].note) == ("2019", "Ostersonntag")
    assert not ledger.audit.unaccounted


def test_the_citations_of_an_encyclopaedia_as_pasted() -> None:
    lines = (
        '^ a b "Fog signals". Lights Board. 1999. https://lights.org/fog. Retrieved 4 May 2021.',
        '^ Finch, Orla (2 May 2016). "The horn". Harbour Review. https://review.org/horn',
    )
    manuscript, _ = read("References[edit]\n\n" + "\n\n".join(lines))
    first, second = manuscript.sources
    assert (first.title, first.container_title, first.accessed) == (
        "Fog signals",
        "Lights Board",
        "2021-05-04",
    )
    assert (second.title, second.issued, second.authors[0].family) == ("The horn", "2016-05-02", "Finch")


def test_a_book_may_be_the_first_of_the_notes() -> None:
    text = "Notes\n\n1. Orla Finch, Lights (Leeds: Headland, 2016), 41.\n\n2. “Log,” Vestry, https://vestry.org/log"
    manuscript, _ = read(text)
    assert [source.url for source in manuscript.sources] == ["", "https://vestry.org/log"]


def test_the_small_words_of_a_heading_of_sources_are_told() -> None:
    _, ledger = read("Enlaces de interés:\nhttps://a.org/de\nhttps://b.org/y")
    assert "Enlaces de interés:" in [e.before for e in ledger.events if e.action == "removed"]


@pytest.mark.parametrize(
    ("line", "title", "said"),
    [
        ("1. A Reporthttps://example.org/x", "A Report", ""),
        ("2. A\u0343lhttp://e.org/a", "A\u0313l", ""),
        ("1. A x\u0311https://example.org/x", "A x\u0311", ""),
        ("clhttps)lhttp://e.org/a", "clhttps)l", ""),
        ("https://e.org/a re[think](x)", "re think x", ""),
        ("http://d.org www.o.com Report", "www.o.com Report", ""),
        ("URLhttp://e.org/a", "", ""),
        ("A Report. Available athttps://e.org/a", "A Report", ""),
        ("lhttp://\u0313\u04b7", "l", ""),
        ("[](\u0343lhttp://e.org/a)!", "\u0313l", ""),
        ("^ a\nUR\x13Lhttp://e.org/a", "", "a URLhttp://e.org/a"),
        ("https://e.org/a `x\u200by\u00a0z\x03`", "xy z", ""),
        ("- ```py\n  https://e.org/a\n  ```", "py", ""),
    ],
)
def test_no_word_of_a_source_is_lost(line: str, title: str, said: str) -> None:
    made, _ = normalized(f"Text.\n\nSources\n\n{line}\n", "markdown")
    assert [source.title + source.note for source in made.sources] == [title + said]
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown


def test_a_number_alone_is_no_source() -> None:
    made, _ = normalized("Text.\n\nSources\n\n2. [2]\n3. http://e.org/a\n", "markdown")
    assert all(source.url for source in made.sources)


def test_an_empty_link_makes_no_address_of_what_follows() -> None:
    made, _ = normalized("Text.\n\nSources\n\n[](h)ttp://e.org/a\n", "markdown")
    assert made.sources == ()
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown


def test_a_word_before_an_address_that_is_known_already_is_kept() -> None:
    made, _ = normalized("Text.\n\nSources\n\nReport https://e.org/a\nAnotherhttps://e.org/a\n", "markdown")
    assert [(source.title, source.note) for source in made.sources] == [("Report", "Another")]


def test_lines_of_an_entry_that_are_printed_as_one_are_read_as_one() -> None:
    made, _ = normalized(
        "Text.\n\nSources\n---\nA report\nhttp://a.org/x  \nB report\nhttp://b.org/y (2020)\n", "markdown"
    )
    assert [source.title for source in made.sources] == ["A report", "B report"]
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown


def test_a_word_before_an_address_is_found_where_it_begins() -> None:
    made, ledger = normalized(
        "Text.\n\nSources\n\n1. http://gclhttps://x\n2. clhttps://e.org/a\n", "markdown"
    )
    assert [source.title for source in made.sources] == ["", "cl"]
    assert ledger.audit.unaccounted == 0


def test_an_address_is_parted_from_its_own_word_and_from_no_end_of_another() -> None:
    made, ledger = normalized("Text.\n\nSource\n\nh\x08clhttps://\nclhttps://a\n", "markdown")
    assert [source.url for source in made.sources] == ["https://a"]
    parted = [event for event in ledger.events if event.reason == "an address parted from a word"]
    assert [event.line for event in parted] == [6]


def test_an_entry_stays_as_it_stands_where_an_earlier_step_changed_a_part_of_what_is_rewritten() -> None:
    made, _ = normalized("Text.\n\nSources\n\nThe Lion\x92shttps://e.org/a\n")
    assert [(source.url, source.note) for source in made.sources] == [("", "The Lion’shttps://e.org/a")]


def test_what_falls_away_before_an_address_is_not_sought_within_a_word_of_the_title() -> None:
    for title in ("The URLs of it", "Hyperlinks"):
        manuscript, _ = normalized(f"The council met.\n\nReferences\n{title}. URL: https://a.org/x\n")
        assert [(source.title, source.url) for source in manuscript.sources] == [(title, "https://a.org/x")]
