"""Markers of sources become citations of them where they fit; what does not fit stays and is told."""

import pytest

from pubpipe.normalize.galley import Wishes
from tests.support.drafts import normalized

TITLE = "The title of it\n\n"
SOURCES = "\n\nSources\n[1] https://a.org/x\n[2] https://b.org/y\n"
STATED = "\n\nSources\n\n1. First thing. https://a.org/x\n2. Second thing. https://b.org/y\n"


def body(text: str, sources: str = SOURCES) -> str:
    manuscript, _ = normalized(TITLE + text + sources)
    again, _ = normalized(manuscript.markdown, "markdown")
    assert again.markdown == manuscript.markdown
    return (
        manuscript.body.split("\n\n")[0]
        .replace(manuscript.sources[0].id, "A")
        .replace(manuscript.sources[-1].id, "Z")
    )


def flags(text: str, sources: str = SOURCES) -> list[tuple[str, str]]:
    _, ledger = normalized(TITLE + text + sources)
    return [(e.reason, e.severity) for e in ledger.events if e.step == "markers" and e.action == "flagged"]


REST = "\n\nMore of the text."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A claim.[1] Another,² and a third[2].", "A claim.[@A] Another,[@Z] and a third[@Z]."),
        ("Both say so [1, 2].", "Both say so [@A; @Z]."),
        ("All of them[1–2] say so.", "All of them[@A; @Z] say so."),
        (
            "An area of 5 m² and 10³ of them [sic] in [2020].",
            r"An area of 5 m² and 10³ of them \[sic\] in \[2020\].",
        ),
    ],
)
def test_markers_become_citations(text: str, expected: str) -> None:
    assert body(text + REST) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So they say (1). Others (2) doubt it (2).", "So they say [@A]. Others [@Z] doubt it [@Z]."),
        ("So they say. (1) It is not so (1, 2).", "So they say. [@A] It is not so [@A; @Z]."),
        ("So they say (1).", "So they say [@A]."),
    ],
)
def test_figures_in_parentheses_that_fit_the_list_are_markers(text: str, expected: str) -> None:
    assert body(text + REST, STATED) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Anna Moor (34), a nurse, and her son (1), were there.",
        "There are two reasons: (1) the price and (2) the time.",
        "He sold two (2) of them in one (1), as agreed.",
        "In § 5 (1), and in Article 7 (2), the law says so.",
        "It is plain that E = mc + d (1)",
        "From equation (1) and by (2), it follows.",
        "They won in 2019 (1).5 times, and lost (0).",
        "The town (2) is small and so is its mayor, said one.",
    ],
)
def test_other_figures_in_parentheses_stay(text: str) -> None:
    assert body(text + REST, STATED) == text


def test_a_list_without_numbers_has_no_markers_in_parentheses() -> None:
    plain = "\n\nSources\n\nhttps://a.org/x\nhttps://b.org/y\n"
    assert (
        body("So they say (1). Others doubt it (2)." + REST, plain) == "So they say (1). Others doubt it (2)."
    )
    assert (
        body("So they say.[1] Others doubt it.[2]" + REST, plain) == "So they say.[@A] Others doubt it.[@Z]"
    )


def test_figures_that_do_not_fit_are_told() -> None:
    ((reason, severity),) = flags("So they say (1). Others doubt it (2), or not (9)." + REST, STATED)
    assert reason.endswith("(1), (2), (9)")
    assert severity == "warning"


def test_both_numbers_of_a_page_that_stands_twice_call_it() -> None:
    twice = "\n\nSources\n\n1. https://a.org/x\n2. https://www.a.org/x/\n3. https://b.org/y\n"
    assert body("One.[1] Two.[2] Three.[3]" + REST, twice) == "One.[@A] Two.[@A] Three.[@Z]"


def test_a_list_that_begins_later_is_called_by_its_own_numbers() -> None:
    later = "\n\nSources\n[7] https://a.org/x\n[8] https://b.org/y\n"
    assert body("One.[7] Two.[8]" + REST, later) == "One.[@A] Two.[@Z]"


def test_a_number_that_two_lists_give_is_no_number() -> None:
    two = "\n\nSources\n[1] https://a.org/x\n\nMore words here.\n\nSources\n[1] https://b.org/y\n[2] https://c.org/y\n"
    assert body("One.[1] Two.[2]" + REST, two) == r"One.\[1\] Two.[@Z]"


def test_a_marker_without_a_source_is_a_warning() -> None:
    ((reason, severity),) = flags("A claim.[1] Another.[7]" + REST)
    assert reason == "markers without a source: [7]"
    assert severity == "warning"


def test_markers_of_markdown_and_in_lists() -> None:
    text = "# Title\n\n- *One.*[1]\n- Two.\\[2\\] `x[1]`\n\n## Sources\n\n1. <https://a.org/x>\n2. <https://b.org/y>\n"
    manuscript, _ = normalized(text, "markdown")
    first, second = (source.id for source in manuscript.sources)
    assert manuscript.body == f"- *One.*[@{first}]\n- Two.[@{second}] `x[1]`\n"


def test_the_step_can_be_switched_off() -> None:
    manuscript, _ = normalized(
        TITLE + "A claim.[1]" + REST + SOURCES, wishes=Wishes("article", switches={"markers": False})
    )
    assert manuscript.body.startswith(r"A claim.\[1\]")


def test_figures_in_tables_are_figures() -> None:
    table = "So they say (1). Others doubt it (2).\n\n| Year | Loss |\n| --- | --- |\n| one | (1) |\n| two | x.[2] |\n"
    manuscript, _ = normalized(f"# Title\n\n{table}{STATED}", "markdown")
    assert "| one | (1) |\n| two | x.[@src" in manuscript.body
    assert manuscript.body.startswith("So they say [@src")


def test_a_citation_of_a_source_that_is_not_there_is_a_warning() -> None:
    head = "---\ntitle: Harbours\nlang: en\nreferences:\n- {id: smith, title: The long pier, type: book}\n---\n\n"
    text = head + "A claim [@smith, p. 5]. Another [@smith; @smyth].\n\n    code [@x]\n"
    _, ledger = normalized(text, "markdown")
    (event,) = [event for event in ledger.events if event.step == "markers"]
    assert (event.severity, event.reason) == ("warning", "citations without a source: [@smyth]")
