import textwrap

import pytest

from pubpipe.normalize.galley import Wishes
from pubpipe.normalize.raw.lines import Line, split
from pubpipe.normalize.raw.pages import Unpaged, unpaged
from tests.support.drafts import galley, normalized

PROSE = textwrap.wrap(
    "The ferry left the old harbour at noon and nobody saw it come back before the evening, which was odd, since the "
    "wind had been good all day and the captain knew the coast as well as anybody in the town. In the inn they said "
    "that it had been the current, and in the town hall that it had been the engine.",
    60,
)


def pages(text: str, *, remove: bool = True) -> Unpaged:
    return unpaged(split(text), lambda line: remove)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines if line.text]


def paged(*bodies: str, head: str = "The Daily Sail", foot: str = "Page {n} of 3", feed: str = "\f") -> str:
    parts = [f"{head}\n\n{body}\n\n{foot.format(n=n)}\n" for n, body in enumerate(bodies, 1)]
    return feed.join(parts)


@pytest.mark.parametrize(
    "foot",
    ["Page {n} of 3", "{n}", "- {n} -", "Seite {n}", "{n}/3", "第 {n} 页", "— {n} —", "Página {n} de 3"],
)
def test_running_heads_and_page_numbers_go(foot: str) -> None:
    bodies = ["My Title\n\nOne thing happened.", "Another thing happened.", "Nothing happened."]
    found = pages(paged(*bodies, foot=foot))
    assert texts(found.lines) == [
        "My Title",
        "One thing happened.",
        "Another thing happened.",
        "Nothing happened.",
    ]
    assert {event.action for event in found.events} == {"removed"}
    assert len(found.events) == 6


def test_numbered_pages_need_no_form_feed() -> None:
    backwards = textwrap.wrap(" ".join(reversed(" ".join(PROSE).split())), 60)
    last = ["Nobody knows", "what became", "of it.", "Nobody asked."]
    text = "\n".join(
        [*PROSE, "Page 1 of 3", "", "The Daily Sail | Ferries", *backwards, "Page 2 of 3", "",
         "The Daily Sail | Ferries", *last, "Page 3 of 3"]
    )  # fmt: skip
    assert texts(pages(text).lines) == [*PROSE, *backwards, *last]


def test_a_text_pasted_twice_has_no_running_heads_for_that() -> None:
    once = "\n".join(PROSE) + "\n\f"
    assert texts(pages(once + once).lines) == PROSE * 2
    assert pages(once * 4).events == ()


def test_a_paragraph_that_a_page_breaks_is_one_paragraph() -> None:
    manuscript, _ = normalized(
        paged("A Title of Some Words\n\n" + "\n".join(PROSE[:2]), "\n".join(PROSE[2:]))
    )
    assert manuscript.body == " ".join(PROSE) + "\n"


def test_a_sentence_broken_by_a_page_in_a_text_of_whole_lines() -> None:
    line = " ".join(PROSE)
    found = galley(paged(line[:80], line[81:], line))
    assert [len(piece.block.children) for piece in found.pieces] == [1, 1]  # type: ignore[union-attr]
    assert len(found.pieces) == 2


def test_the_title_that_the_running_head_repeats_stays() -> None:
    head = "The Ferry That Came Late"
    text = f"{head}\n\n{' '.join(PROSE)}\n\f{head}\n\nMore of it.\n\f{head}\n\nAnd the end.\n"
    assert texts(pages(text).lines)[0] == head
    assert texts(pages(text).lines).count(head) == 1


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(["1", *PROSE, "2", *PROSE, "3", *PROSE]).replace("engine.\n", "engine.\n\n"),
        "\n\n".join(["2019", "A year of rain.", "2020", "A year of sun.", "2021", "A year of wind."]),
        "Page 1 of 3 was lost.\n\nPage 2 of 3 was found.",
        "Page 2 of 7",
    ],
)
def test_what_only_looks_like_pages_stays(text: str) -> None:
    found = pages(text)
    assert found.lines == split(text)
    assert found.events == ()


def test_a_refusal_flags() -> None:
    text = paged("One thing.", "Another thing.")
    found = pages(text, remove=False)
    assert {event.action for event in found.events} == {"flagged"}
    assert texts(found.lines) == texts(split(text))


def test_wishes_are_respected() -> None:
    text = paged("One thing.", "Another thing.")
    kept = galley(text, wishes=Wishes("a", remove_nothing=True))
    assert [event.action for event in kept.events if event.step == "pdf_pages"] == ["flagged"] * 4
    kept = galley(text, wishes=Wishes("a", keep=((1, 1),)))
    assert [event.action for event in kept.events if event.step == "pdf_pages"] == ["flagged"] + [
        "removed"
    ] * 3


def test_a_text_that_is_the_same_on_every_page_is_no_head() -> None:
    text = "\f".join(f"{PROSE[0]}\n\nPage {n} of 3" for n in range(1, 4))
    assert len(texts(pages(text).lines)) == 6


def test_the_running_head_under_the_title_goes_as_well() -> None:
    told = ("the harbour and its boats", "the lamps of the town", "a loaf of bread", "the last train home")
    bodies = [f"This page tells of {what}, at a length that suits the matter." for what in told]
    text = "\f".join(f"The Coast Review, vol. 7\n\n{body}\n\n{n + 11}\n" for n, body in enumerate(bodies))
    found = unpaged(split(f"The last ferry\n\n{text}"), lambda line: True)
    assert [line.text for line in found.lines if line.text] == ["The last ferry", *bodies]


def test_two_pages_whose_numbers_and_heads_part_sentences() -> None:
    page = [f"line {n} of the paper says what the line before it had left unsaid and" for n in range(14)]
    text = "\n".join([*page, "112", "Journal of Harbour Studies 14", *page, "113"])
    found = unpaged(split(text), lambda line: True)
    assert [line.text for line in found.lines if line.text] == [*page, *page]
