"""Words that no line has room for: divided with a hyphen in every measure, code and addresses without one."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pytest

from pubpipe.editions.pdf import render
from pubpipe.editions.pdf.composition import lines
from pubpipe.editions.pdf.composition.faults import is_line, words
from pubpipe.model import Manuscript, Metadata
from tests.support.manuscripts import edition
from tests.support.prose import document

LAW = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"


@pytest.mark.parametrize(
    ("form", "style"),
    [(form, style) for form in ("pdf", "pdf-large", "pdf-draft") for style in ("default", "book", "handout")],
)
def test_no_long_word_ends_a_line_without_its_hyphen(
    form: str, style: str, amount: Callable[[int, int], int]
) -> None:
    if (form, style) not in {("pdf-draft", "default"), ("pdf", "book")} and amount(0, 1) == 0:
        pytest.skip("a proof")
    long = f"{LAW[:-6]}verordnungszuständigkeitsgesetz"
    body = (
        f"# T\n\n## {LAW} und {long}\n\n- a\n    - b\n        - c {LAW}\n            - d {long}\n\n"
        f"> Ein Zitat: {LAW}\n>\n> > Noch eines: {long}\n\nVers {LAW}\\\nVers {long}\n\n"
        f"| Wort | Sinn |\n|---|---|\n| {LAW} | {'Ein Gesetz. ' * 9}|\n| {long} | b |\n"
    )
    page = render(edition(Manuscript("a", Metadata("T", "de"), body, body), form, style)).content
    with pypdfium2.PdfDocument(page) as pdf:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    joined = text.replace("\x02", "")
    assert [joined.count(word) for word in (LAW, long)] == [5, 5]
    assert "\xad" not in text


@pytest.mark.parametrize(
    ("hyphens", "first"),
    [("manual", ["das", "Rindfleischetikettierungs-"]), ("auto", ["das Rindfleischetikettie-"])],
)
def test_a_word_is_divided_where_its_language_divides_it(hyphens: str, first: list[str]) -> None:
    plain = _column(f"das {LAW}", hyphens)
    with lines.mended() as count:
        found = _column(f"das {LAW}", hyphens)
    assert found[: len(first)] == first
    assert all(line.endswith("-") for line in found[len(first) : -1])
    assert not all(line.endswith("-") for line in plain[len(first) : -1])
    assert "".join(found).replace("-", "").replace(" ", "") == f"das{LAW}"
    assert count["overlong"] > 0


@pytest.mark.parametrize(
    ("text", "hyphens"),
    [
        (LAW, "none"),
        (LAW.replace("ü", "_"), "manual"),
        ("https://Rindfleisch.example/uebertragung", "manual"),
        ("x" * 60, "manual"),
        ("रिंडफ्लाइशएटिकेटीरुंग्सयूबरवाखुंग्सआउफगाबेन", "manual"),
    ],
)
def test_code_addresses_and_what_no_rules_are_known_for_have_no_hyphen(text: str, hyphens: str) -> None:
    with lines.mended() as count:
        found = _column(text, hyphens)
    assert len(found) > 1
    assert "".join(found) == text
    assert count["overlong"] == 0


def test_where_there_is_room_no_word_is_divided() -> None:
    with lines.mended() as count:
        found = _column("Ein Rindfleischetikett und Übertragungsgesetze", "manual")
    assert found == ["Ein Rindfleischetikett und", "Übertragungsgesetze"]
    assert count["overlong"] == 0


def _column(text: str, hyphens: str) -> list[str]:
    """The lines of a text in a narrow column."""
    style = f"overflow-wrap: break-word; width: 200px; hyphenate-limit-chars: 60 5 5; hyphens: {hyphens}"
    page = document(f'<div lang="de" style="{style}">{text}</div>', css="").pages[0]._page_box
    return [words(box) for box in page.descendants() if is_line(box) and words(box)]
