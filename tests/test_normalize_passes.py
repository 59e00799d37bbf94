"""Each pass alone: what it finds, what it leaves, and that it is silent on its own output."""

from dataclasses import replace

import pytest

from pubpipe.model import Asset
from pubpipe.normalize import PASSES, normalize
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Given, Wishes
from pubpipe.normalize.identification import detect
from pubpipe.normalize.passes.blocks.headings import headings
from pubpipe.normalize.passes.blocks.pictures import pictures
from pubpipe.normalize.passes.characters.controls import controls
from pubpipe.normalize.passes.characters.invisible import invisible
from pubpipe.normalize.passes.characters.nfc import nfc
from pubpipe.normalize.passes.characters.spaces import spaces
from pubpipe.normalize.passes.sources.autolinks import autolinks
from pubpipe.normalize.passes.sources.references import references
from pubpipe.normalize.passes.sources.sources import sources
from pubpipe.normalize.passes.surplus.dropped import dropped
from pubpipe.normalize.passes.surplus.duplicates import duplicates
from pubpipe.normalize.passes.title_block._datelines import match_dateline
from pubpipe.normalize.passes.title_block._leads import from_lead
from pubpipe.normalize.passes.title_block.dateline import dateline
from pubpipe.normalize.passes.title_block.given import given
from pubpipe.normalize.passes.title_block.headline import headline
from pubpipe.normalize.passes.title_block.language import language
from pubpipe.normalize.passes.title_block.title import title
from pubpipe.readers import Received
from pubpipe.readers.markdown import read as read_markdown
from tests.support.drafts import galley, normalized

LONG = [
    "The council met on Monday to discuss the plans for the old harbour and the costs of the new bridge.",
    "Several members asked for a second opinion before anything was decided about the money for it.",
    "The mayor answered that the report had been on the table for a year and nobody had read it.",
]


def texts(found: Galley) -> list[str]:
    return [doc.words_of(piece.block) for piece in found.pieces]


def steps(found: Galley) -> list[tuple[str, str]]:
    return [(event.step, event.action) for event in found.events]


def test_every_pass_is_silent_on_its_own_output() -> None:
    text = "\n".join(
        ["TOKYO, July 28, 2024 (AP) — " + LONG[0], *LONG[1:], "Sources:", "https://example.org/a-b-c", *LONG]
    )
    found = galley(text)
    for one_pass in PASSES:
        found = one_pass(found)
        again = one_pass(found)
        assert texts(again) == texts(found), one_pass.__name__
        assert again.meta == found.meta, one_pass.__name__


def test_controls_go_and_a_lost_character_is_told() -> None:
    found = controls(galley("Bell\x07ringer \ufffd here"))
    assert texts(found) == ["Bellringer \ufffd here"]
    assert found.findings[0].code == "normalize-lost-character"


def test_invisible_characters_go_but_joiners_stay() -> None:
    found = invisible(galley("so\u00adft zero\u200bwidth می\u200cخواهم"))
    assert texts(found) == ["soft zerowidth می\u200cخواهم"]
    assert "2 invisible" in found.events[0].reason


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a  b\tc", "a b c"),
        ("a\u00a0b", "a b"),
        ("10\u00a0km and 5\u202f%", "10\u00a0km and 5\u202f%"),
        ("«\u00a0mot\u00a0» et quoi\u202f?", "«\u00a0mot\u00a0» et quoi\u202f?"),
    ],
)
def test_spaces(before: str, after: str) -> None:
    assert texts(spaces(galley(before))) == [after]


def test_letters_are_composed_and_compatibility_forms_are_not() -> None:
    assert texts(nfc(galley("cafe\u0301 ½ ﬁ １２"))) == ["café ½ ﬁ １２"]
    assert nfc(galley("café")).events == ()


def test_code_is_left_alone() -> None:
    found = spaces(invisible(galley("`a  b\u200b`\n\n    x  y\n", "markdown")))
    assert texts(found) == ["a  b\u200b", "x  y"]


def test_dropped_lines_are_in_the_ledger() -> None:
    found = dropped(galley("One.\nTwo.\nThree.", wishes=Wishes("a", drop=((2, 2),))))
    assert texts(found) == ["One.", "Three."]
    assert found.events[0].before == "Two."


# -- duplicates


STANZAS = [
    "I left the gate unlatched for you,\nthe kettle on the hob,\nand twice I thought I heard your shoe\nand twice it was the knob",
    "of some old door that shuts alone\nwhen wind is in the hall.\nThe kettle has begun to moan.\nYou have not come at all.",
    "Leave it, leave it, let it stand,\nthe latch will know its hand.",
    "So I have set a second cup\nand turned it upside down,\nand I will not be getting up\ntill morning comes to town.",
    "Leave it, leave it, let it stand,\nthe latch will know its hand.",
]


def test_a_copy_with_every_block_edited_is_a_copy_and_told() -> None:
    edited = [line.replace(" the ", " that ", 1) for line in LONG]
    found = duplicates(galley("\n".join(LONG + edited)))
    assert texts(found) == LONG
    assert "3 with other words than the first copy" in found.findings[0].message


@pytest.mark.parametrize(
    "said",
    [
        "Lot {n}: an oil painting of the old harbour, framed, by an unknown master of the school.",
        "In district {n} the council party won 3{n} of the votes that were cast on Sunday in the old town.",
        "{name} has been a member of the council since the last election and stands again for the party of the town.",
    ],
)
def test_lots_results_and_candidates_are_no_copies(said: str) -> None:
    names = [
        "Adler",
        "Becker",
        "Conrad",
        "Dorn",
        "Ebert",
        "Fink",
        "Geiger",
        "Hahn",
        "Iden",
        "Jung",
        "Keller",
        "Lang",
        "Maier",
        "Noll",
        "Ott",
        "Pohl",
        "Roth",
    ]
    lines = [said.format(n=n, name=name) for n, name in enumerate(names)]
    found = duplicates(galley("\n\n".join(lines)))
    assert texts(found) == lines
    assert len(found.findings) <= 1


def test_parts_that_say_the_same_under_numbered_headings_are_no_copies() -> None:
    said = "The same words stand here in every part of it, so that a page is filled with them and nobody reads on."
    text = "\n\n".join(
        f"## Part {n}\n\n{said}\n\n[Its address](https://example.org/{n})" for n in range(1, 25)
    )
    found = duplicates(galley(text, "markdown"))
    assert texts(found) == [line for n in range(1, 25) for line in (f"Part {n}", said, "Its address")]
    assert len(found.findings) == 3


def test_a_poem_that_was_pasted_twice_with_its_title_stands_once() -> None:
    once = ["The Unlatched Gate", *STANZAS]
    assert texts(duplicates(galley("\n\n".join(once * 2)))) == once


def test_nothing_within_a_poem_is_a_copy() -> None:
    for poem in (
        STANZAS,
        STANZAS * 2,
        ["The Gate", *STANZAS * 2],
        ["The Gate", *STANZAS, "The Gate", *STANZAS[:4]],
    ):
        assert texts(duplicates(galley("\n\n".join(poem)))) == poem


def test_a_body_pasted_twice_stands_once() -> None:
    found = duplicates(galley("\n".join(LONG + LONG)))
    assert texts(found) == LONG
    assert [e.line for e in found.events] == [4]


def test_three_copies_leave_one() -> None:
    assert texts(duplicates(galley("\n".join(LONG * 3)))) == LONG


def test_quotes_and_case_do_not_make_a_copy_different() -> None:
    copy = [line.replace("The", "THE").replace("-", "–") for line in LONG]
    assert texts(duplicates(galley("\n".join(LONG + copy)))) == LONG


def test_a_copy_with_an_edited_word_is_removed_with_a_warning() -> None:
    copy = [LONG[0], LONG[1].replace("second", "third"), LONG[2]]
    found = duplicates(galley("\n".join(LONG + copy)))
    assert texts(found) == LONG
    assert found.events[0].severity == "warning"


def test_a_sentence_of_the_copy_alone_is_set_into_the_first() -> None:
    surplus = "It took them until midnight to agree on a date for the vote."
    both = f"{LONG[1]} Then they went home."
    manuscript, ledger = normalized(
        "\n".join([*LONG[:1], both, LONG[2], LONG[0], f"{LONG[1]} {surplus} Then they went home.", LONG[2]])
    )
    assert manuscript.body.split("\n\n")[1] == f"{LONG[1]} {surplus} Then they went home."
    assert manuscript.body.count(LONG[1]) == 1
    moved = [e.before for e in ledger.events if e.step == "duplicates" and e.action == "moved"]
    assert moved == [surplus]
    assert ledger.audit.unaccounted == 0


def test_a_short_sentence_of_the_copy_alone_is_kept_too_and_told() -> None:
    copy = [LONG[0], f"{LONG[1]} The price is 900 euros.", LONG[2]]
    found = duplicates(galley("\n".join(LONG + copy)))
    assert texts(found) == [LONG[0], copy[1], LONG[2]]
    assert {finding.code for finding in found.findings} == {"normalize-duplicates"}
    assert any("only the second copy has" in finding.message for finding in found.findings)


def test_a_long_refrain_between_other_paragraphs_stays() -> None:
    lines = [LONG[0], LONG[1], LONG[2], LONG[1], LONG[0][:60], LONG[1], LONG[2][:50], LONG[1]]
    found = duplicates(galley("\n".join(lines)))
    assert texts(found) == lines
    assert {event.reason for event in found.events} == {
        "stands four times or more: a refrain, a plan or a form?"
    }


def test_a_copy_that_says_more_in_another_way_stays() -> None:
    more = "In the evening of that day, it seems, the mood had changed: " + LONG[1]
    found = duplicates(galley("\n".join([*LONG, LONG[0], more, LONG[2]])))
    assert more in texts(found)
    assert "this copy says more than the first" in [e.reason for e in found.events]


@pytest.mark.parametrize(
    "lines",
    [
        ["Nevermore."] * 6,
        ["Monday: rice", "Tuesday: beans", "Monday: rice", "Tuesday: beans"],
        [f"Item {n} costs {n * 3} euros and can be ordered from the shop in the town." for n in range(1, 6)],
        [LONG[0], LONG[1], "In between stands another thought.", LONG[2]],
    ],
)
def test_legitimate_repetition_stays(lines: list[str]) -> None:
    assert texts(duplicates(galley("\n\n".join(lines)))) == lines


def test_a_plan_whose_figures_differ_is_flagged_only() -> None:
    lines = [LONG[0] + " In 2023.", *LONG[1:], LONG[0] + " In 2024."]
    found = duplicates(galley("\n\n".join(lines)))
    assert texts(found) == lines
    assert ("duplicates", "flagged") in steps(found)


def test_kept_lines_are_never_a_copy() -> None:
    found = duplicates(galley("\n".join(LONG + LONG), wishes=Wishes("a", keep=((4, 6),))))
    assert texts(found) == LONG + LONG


def test_verse_code_and_quotations_are_never_copies() -> None:
    text = f"> {LONG[0]}\n\n```\n{LONG[0]}\n```\n\n> {LONG[0]}\n\n```\n{LONG[0]}\n```\n"
    assert len(duplicates(galley(text, "markdown")).pieces) == 4


# -- sources


def test_lines_under_a_sources_heading_become_records() -> None:
    found = sources(
        galley("Text.\nSources:\nhttps://www.nytimes.com/2024/07/28/world/some-title-here.html\nMore text.")
    )
    assert texts(found) == ["Text.", "More text."]
    assert found.sources[0].container_title == "The New York Times"
    assert found.sources[0].derived == ("title", "issued", "container-title")


def test_an_address_stands_once_however_it_is_written() -> None:
    found = sources(
        galley("Text.\nSources\nhttps://example.org/a/\nhttp://www.example.org/a\nhttps://example.org/b")
    )
    assert [s.url for s in found.sources] == ["https://example.org/a/", "https://example.org/b"]
    assert ("sources", "removed") in steps(found)


def test_a_heading_without_addresses_is_an_ordinary_heading() -> None:
    text = "Sources\n\nThe river has two sources in the hills.\n"
    assert len(sources(galley(text, "markdown")).pieces) == 2


def test_a_markdown_list_of_links_becomes_records_with_their_titles() -> None:
    found = sources(
        galley(
            "Text.\n\n## References\n\n1. [A Title](https://example.org/a)\n2. B: https://b.org/x\n",
            "markdown",
        )
    )
    assert [(s.title, s.url) for s in found.sources] == [
        ("A Title", "https://example.org/a"),
        ("B", "https://b.org/x"),
    ]
    assert "title" not in found.sources[0].derived


def test_references_of_the_front_matter_are_kept_with_all_their_fields() -> None:
    text = (
        "---\nreferences:\n- id: x\n  type: book\n  title: T\n  author: [{family: Doe, given: Jane}]\n"
        "  issued: {date-parts: [[2020, 3]]}\n  volume: 7\n---\n\nText.\n"
    )
    found = references(given(galley(text, "markdown")))
    assert found.sources[0].authors[0].text == "Jane Doe"
    assert found.sources[0].issued == "2020-03"
    assert found.sources[0].extra == (("volume", "7"),)


# -- title, dateline, headline


def test_a_heading_of_the_first_level_is_the_title() -> None:
    found = title(galley("# The *Title*\n\nText.\n", "markdown"))
    assert found.meta["title"] == "The Title"
    assert texts(found) == ["Text."]


def test_two_headings_of_the_first_level_are_no_title() -> None:
    assert "title" not in title(galley("# One\n\nText.\n\n# Two\n\nText.\n", "markdown")).meta


def test_a_stated_title_stays_and_another_heading_stays_too() -> None:
    found = title(given(galley("---\ntitle: Mine\n---\n\n# Another\n\nText.\n", "markdown")))
    assert found.meta["title"] == "Mine"
    assert texts(found) == ["Another", "Text."]


@pytest.mark.parametrize(
    "line", ["By Jane Doe", "A sentence that ends.", "TOKYO (AP) — Short", "https://example.org/x"]
)
def test_not_every_short_first_line_is_a_title(line: str) -> None:
    assert "title" not in title(galley(f"{line}\n\n{LONG[0]}\n")).meta


def test_a_short_first_line_is_the_title() -> None:
    found = title(galley(f"Harbour plans stall again\n\n{LONG[0]}\n"))
    assert found.meta["title"] == "Harbour plans stall again"
    assert found.meta["title-source"] == "first-line"


@pytest.mark.parametrize(
    ("text", "date", "place", "agency"),
    [
        ("July 28, 2024 – Words follow.", "2024-07-28", None, None),
        ("TOKYO (Reuters) - Words follow.", None, "Tokyo", "Reuters"),
        ("WASHINGTON — Words follow.", None, "Washington", None),
        ("SÃO PAULO, Brazil, March 3, 2021 (AP) — Words.", "2021-03-03", "São Paulo", "AP"),
        ("(Reuters) - Words follow.", None, None, "Reuters"),
    ],
)
def test_datelines(text: str, date: str | None, place: str | None, agency: str | None) -> None:
    found = dateline(galley(text))
    assert (found.meta.get("date"), found.meta.get("place"), found.meta.get("agency")) == (
        date,
        place,
        agency,
    )
    assert str(found.meta["dateline"]) + " " + texts(found)[0] == text


@pytest.mark.parametrize(
    "text", ["IBM - a company of old.", "U.S. - China talks go on.", "Anna — she was tired — went.", "A - b."]
)
def test_what_only_looks_like_a_dateline(text: str) -> None:
    assert match_dateline(text) is None


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        (
            "U.S. and Japanese officials announced in Tokyo, Japan, that they will take steps to boost military ties"
            " as a result of aggressive military moves from China.",
            "U.S. and Japanese officials will take steps to boost military ties",
        ),
        (
            "The old harbour bridge was closed on Monday after a crack was found.",
            "The old harbour bridge was closed on Monday",
        ),
        (
            "Police said that two men were arrested near the station.",
            "Two men were arrested near the station",
        ),
        ("日本政府は新しい計画を発表した。詳細は未定。", "日本政府は新しい計画を発表した"),
    ],
)
def test_a_title_is_made_by_deletion_only(lead: str, expected: str) -> None:
    assert next(from_lead(lead)) == expected


def test_the_title_comes_from_the_address_before_the_lead() -> None:
    found = headline(
        given(
            galley(
                LONG[0],
                wishes=Wishes("a", {"url": Given("https://x.org/1/harbour-plans-stall-again", "option")}),
            )
        )
    )
    assert (found.meta["title"], found.meta["title-source"]) == ("Harbour plans stall again", "url")


def test_a_file_name_that_says_something_serves_when_no_lead_does() -> None:
    found = headline(galley("Short.", name="source/harbour plans stall.txt"))
    assert (found.meta["title"], found.meta["title-source"]) == ("Harbour plans stall", "filename")


def test_the_day_before_a_file_name_is_no_part_of_a_title() -> None:
    found = headline(galley("Short.", name="source/2026-05-04-harbour-plans-stall.md"))
    assert found.meta["title"] == "Harbour plans stall"


def test_a_picture_without_a_description_outlives_a_change_of_characters() -> None:
    draft = read_markdown(Received("a.md", b"# T\n\n![](chart.png)\n\nNot\xe2\x80\x8b so.\n"))
    manuscript, ledger, _ = normalize(draft, Wishes("a"))
    assert manuscript.body == "![](chart.png)\n\nNot so.\n"
    assert ledger.audit.unaccounted == 0


def test_a_generic_file_name_says_nothing() -> None:
    found = headline(galley("Short.", name="source/document-2.txt"))
    assert found.meta["title-source"] == "lead"


def test_what_a_title_is_proposed_from_is_told_in_words() -> None:
    from_nothing = headline(galley("```\nx = 1\n```\n", "markdown"))
    assert from_nothing.findings[0].message == (
        "no title in the text, nor words to propose one from: Untitled"
    )
    from_its_name = headline(galley("```\nx = 1\n```\n", "markdown", name="harbour plans stall.md"))
    assert from_its_name.findings[0].message == (
        "no title in the text; proposed from its file's name: Harbour plans stall"
    )


# -- language, headings, pictures, links


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (LONG[0], "en"),
        (
            "Der Rat hat am Montag über die Pläne für den alten Hafen und die Kosten der neuen Brücke beraten.",
            "de",
        ),
        (
            "Le conseil s’est réuni lundi pour discuter des projets du vieux port et du coût de la nouvelle route.",
            "fr",
        ),
        (
            "El consejo se reunió el lunes para discutir los planes del viejo puerto y el costo del puente.",
            "es",
        ),
        ("Совет собрался в понедельник, чтобы обсудить планы старого порта и стоимость нового моста.", "ru"),
        ("理事会は月曜日に集まり、古い港の計画と新しい橋の費用について話し合いました。", "ja"),
        ("اجتمع المجلس يوم الاثنين لمناقشة خطط الميناء القديم وتكاليف الجسر الجديد في المدينة.", "ar"),
        ("Zzz qqq xxx", "und"),
    ],
)
def test_languages(text: str, lang: str) -> None:
    assert detect(text) == lang


def test_an_unclear_language_is_told() -> None:
    assert language(galley("Hm.")).findings[0].code == "normalize-language-unknown"


def test_heading_levels_begin_at_two_and_skip_none() -> None:
    found = headings(galley("# A\n\n### B\n\n#### C\n\n## D\n\nText.\n", "markdown"))
    assert [p.block.level for p in found.pieces if isinstance(p.block, doc.Heading)] == [2, 3, 4, 3]


def test_headings_in_other_blocks_leave_the_first_level_to_the_title() -> None:
    found = normalized("One.\n\n> # A\n>\n> ### B\n\n- # C\n\nD[^1].\n\n[^1]: # E\n", "markdown")[0].body
    assert found == "One.\n\n> ## A\n>\n> ### B\n\n- ## C\n\nD[^1].\n\n[^1]: ## E\n"


def test_headings_that_say_nothing_are_none() -> None:
    text = "One.\n\n##\n\n> ##\n\n> two\n>\n> ### ###\n\n- three\n\n  #\n\n## ![four](a.png)\n\nFive[^1].\n\n[^1]: #\n"
    found = normalized(text, "markdown")[0].body
    assert found == "One.\n\n> two\n\n- three\n\n## ![four](a.png)\n\nFive[^1].\n\n[^1]: #\n"


def test_pictures_get_their_stored_names() -> None:
    before = galley("![alt](img/a.png)\n", "markdown", Wishes("sub/slug"))
    asset = Asset("img/a.png", "12345678.png", "image/png", b"x")
    found = pictures(replace(before, draft=replace(before.draft, assets=(asset,))))
    assert isinstance(found.pieces[0].block, doc.Paragraph)
    assert found.pieces[0].block.children == (doc.Picture("alt", "slug.assets/12345678.png"),)
    assert found.events[0].before == "img/a.png"
    assert [asset.source for asset in found.draft.assets] == ["slug.assets/12345678.png"]


def test_a_description_may_tell_the_name_of_the_file() -> None:
    before = galley("![saved as a.png](a.png) beside a.png\n\n![b](grey-a.png)\n", "markdown", Wishes("slug"))
    asset = Asset("a.png", "12345678.png", "image/png", b"x")
    found = pictures(replace(before, draft=replace(before.draft, assets=(asset,))))
    assert [(e.start, e.before) for e in found.events] == [(18, "a.png")]


def test_bare_addresses_become_links_without_the_full_stop() -> None:
    found = autolinks(galley("See https://example.org/a_(b). Then http:// alone."))
    link = doc.Link((doc.Text("https://example.org/a_(b)"),), "https://example.org/a_(b)")
    assert isinstance(found.pieces[0].block, doc.Paragraph)
    assert found.pieces[0].block.children == (doc.Text("See "), link, doc.Text(". Then http:// alone."))


def test_given_values_name_their_origin() -> None:
    found = given(galley("Text.", wishes=Wishes("a", {"title": Given("T", "sidecar")})))
    assert found.events[0].reason == "stated by the sidecar"
    assert found.meta == {"title": "T"}


@pytest.mark.parametrize("said", ["15 June 2006", "2006-06-15", "June 15, 2006"])
def test_a_date_of_the_sidecar_is_a_day(said: str) -> None:
    found = given(galley("Text.", wishes=Wishes("a", {"date": Given(said, "sidecar")})))
    assert found.meta == {"date": "2006-06-15"}


def test_paragraphs_that_stand_twice_where_two_pastes_met() -> None:
    met = [
        LONG[0],
        LONG[1],
        LONG[2],
        LONG[1],
        LONG[2],
        "Then they went home, each by another way than they came.",
    ]
    assert texts(duplicates(galley("\n\n".join(met)))) == [*LONG, met[-1]]


def test_a_poem_pasted_thrice_stands_once() -> None:
    stanza = "the boat that never came\nhas left its rope to me\nthe rope that has no name\nis counting out the sea"
    poem = f"The rope\n\n{stanza}\n\n{stanza.replace('boat', 'bell')}"
    manuscript, _ = normalized("\n\n".join([poem] * 3))
    assert manuscript.body.count("counting") == 2


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Text *\u200b\nhttp://a.org/x* more.", "Text *<http://a.org/x>* more.\n"),
        (
            "A *word\u00a0\x01 \u200b*and [one \u200b](https://a.org/b).",
            "A *word* and [one](https://a.org/b) .\n",
        ),
    ],
)
def test_emphasis_that_begins_with_what_nobody_sees_stays(text: str, body: str) -> None:
    made, _ = normalized(text, "markdown")
    assert made.body == body
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown


def test_an_address_in_emphasis_that_cannot_be_printed_is_a_link() -> None:
    made, _ = normalized("See _http://_e.org/___-.v now.", "markdown")
    assert made.body == "See <http://e.org/_-.v> now.\n"
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Call `f`\x05`g` now.", "Call ```f``g``` now.\n"),
        ("Call *it `f`\u200b`g`* now.", "Call *it ```f``g```* now.\n"),
        ("Call `f`\u200b`()` now.", "Call `f()` now.\n"),
    ],
)
def test_code_that_only_the_unseen_parts_is_one(text: str, body: str) -> None:
    made, _ = normalized(text, "markdown")
    assert made.body == body
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown
