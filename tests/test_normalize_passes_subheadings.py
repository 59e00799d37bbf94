"""Short lines that head what follows, and those that only look like headings."""

import pytest

from pubpipe.model import Kind
from pubpipe.normalize import document as doc
from pubpipe.normalize.passes.blocks.subheadings import subheadings
from tests.support.drafts import galley, normalized

A = "The harbour master counts the boats every year and writes the figures down in a book that nobody reads at all."
B = "In the inn they said that it had been the current, and in the town hall that it had been the engine of the boat."
C = "Nobody asked the captain, who sat on the quay and waited for the night, as he had done each day of that week."


def heads(text: str, kind: Kind = "text") -> list[tuple[int, str]]:
    blocks = [piece.block for piece in subheadings(galley(text, kind)).pieces]
    return [(block.level, doc.plain(block.children)) for block in blocks if isinstance(block, doc.Heading)]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([A, "THE OLD HARBOUR", B], [(2, "THE OLD HARBOUR")]),
        ([A, "WHY NOBODY CAME?", B], [(2, "WHY NOBODY CAME?")]),
        ([A, "The Old Harbour", B, "What Comes Next", C], [(2, "The Old Harbour"), (2, "What Comes Next")]),
        (["1 Boats", A, "1.1 Old Boats", B, "2 Quays", C], [(2, "1 Boats"), (3, "1.1 Old Boats"), (2, "2 Quays")]),
        (["3. The Ferry", A, "2. The Barge", B, "1. The Dinghy", C],
         [(2, "3. The Ferry"), (2, "2. The Barge"), (2, "1. The Dinghy")]),
        ([A, "第一章 港\n"], []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_headings(lines: list[str], found: list[tuple[int, str]], between: str) -> None:
    assert heads(between.join(lines)) == found


@pytest.mark.parametrize(
    "lines",
    [
        [A, "The Old Harbour", B],
        [A, "The harbour we knew", B, "The quay we had", C],
        [A, "THE END"],
        [A, "HARBOUR", B],
        [A, "The harbour we knew", B, "The quay we had", C],
        [A, "THE OLD HARBOUR.", B],
        [A, "THE OLD HARBOUR", "THE NEW HARBOUR"],
        [A, "THE OLD HARBOUR", B.upper()],
        [A, "Photo by Jane Doe", B, "Getty Images", C],
        [A, "The Mayor", B, "The Mayor", C],
        [A, "1. The Ferry", B, "3. The Barge", C],
        ["1. The Ferry", "2. The Barge", "3. The Dinghy", A],
        [A, "10:30 PM ET", B, "11:30 PM ET", C],
        [A, "ArrayBuffer", B, "Uint8Array", C],
    ],
)
def test_other_lines_stay_paragraphs(lines: list[str]) -> None:
    assert heads("\n\n".join(lines)) == []


def test_a_lone_line_in_title_case_is_flagged() -> None:
    found = subheadings(galley(f"{A}\n\nThe Old Harbour\n\n{B}"))
    assert [(e.action, e.confidence) for e in found.events] == [("flagged", 0.7)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"## One\n\n{A}\n\n**The old harbour**\n\n{B}", [(2, "One"), (3, "The old harbour")]),
        (f"{A}\n\n**The *old* harbour**\n\n{B}", [(2, "The old harbour")]),
        (f"{A}\n\n**The old harbour.**\n\n{B}", []),
        (f"{A}\n\n**The old harbour** is old\n\n{B}", []),
        (f"{A}\n\n**The old harbour**", []),
        (f"{A}\n\nTHE OLD HARBOUR\n\n{B}", []),
    ],
)
def test_a_bold_line_alone_heads_a_paragraph_in_markdown(text: str, found: list[tuple[int, str]]) -> None:
    assert heads(text, "markdown") == found


def test_headings_settle() -> None:
    text = f"The Boats of Oldtown\n\n{A}\n\nTHE OLD HARBOUR\n\n{B}\n\n1. The Ferry\n\n{C}\n\n2. The Barge\n\n{A} Or so."
    manuscript, _ = normalized(text)
    assert "## THE OLD HARBOUR\n\n" in manuscript.body
    assert "## 2. The Barge\n\n" in manuscript.body
    assert normalized(manuscript.markdown, "markdown")[0].markdown == manuscript.markdown


def test_a_short_line_between_paragraphs_is_only_reported() -> None:
    prose = (
        "The council met on Monday to discuss the plans for the old harbour and the costs of the new bridge."
    )
    opened = subheadings(
        galley("\n\n".join([prose, "What the harbour was", prose.replace("Monday", "Friday")]))
    )
    assert [e.reason for e in opened.events] == ["looks like a heading: a short line between paragraphs"]


@pytest.mark.parametrize(
    "names", [("Ingredients", "Method"), ("Zutaten:", "Zubereitung:"), ("材料", "作り方")]
)
def test_the_parts_of_a_recipe_are_headings(names: tuple[str, str]) -> None:
    text = f"Bread\n\nThis is the loaf.\n\n{names[0]}\n\n- flour\n- water\n\n{names[1]}\n\n1. Mix it.\n2. Bake it."
    blocks = subheadings(galley(text)).pieces
    assert [doc.words_of(p.block) for p in blocks if isinstance(p.block, doc.Heading)] == list(names)


def test_what_an_encyclopaedia_marks_is_a_heading_without_its_mark() -> None:
    manuscript, ledger = normalized(
        "\n\n".join(["Kelder Horn", A, "Présent[modifier | modifier le code]", B, C])
    )
    assert "## Présent\n" in manuscript.markdown
    assert [e.before.strip() for e in ledger.events if e.action == "removed"] == [
        "[modifier | modifier le code]"
    ]


def test_whom_the_paragraph_below_is_about() -> None:
    about = "Tidewell makes gauges for harbours and rivers, and has done so since its founder fell into one of them."
    assert heads("\n\n".join([A, "About Tidewell", about])) == [(2, "About Tidewell")]
    assert heads("\n\n".join([A, "About the weather", B])) == []
