"""Places to break in words of a table that are longer than any language's."""

from __future__ import annotations

import pytest

from pubpipe.editions.pdf import engine
from pubpipe.editions.pdf.body.pieces import LONGEST, breakable

engine.load()

LAW = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
DIVIDED = "Rindflei|sche|ti|ket|tie|rungs|über|wa|chungs|auf|ga|ben|über|tra|gungs|gesetz"


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        (LAW, "de", DIVIDED),
        (f"„{LAW}“.", "de-AT", f"„{DIVIDED}“."),
        (LAW, "tr", None),
        (LAW.replace("ü", "1"), "de", None),
        ("x" * (LONGEST + 1), "de", None),
        ("x" * LONGEST, "de", "x" * LONGEST),
        (f"Kurz und {LAW[:30]} und {LAW[30:]}", "de", f"Kurz und {LAW[:30]} und {LAW[30:]}"),
        ("", "de", ""),
    ],
)
def test_words_are_divided_by_their_language_and_others_after_so_many_letters(
    text: str, lang: str, expected: str | None
) -> None:
    found = breakable(text, lang)
    assert found is not None
    assert found.replace("\u00ad", "").replace("\u200b", "") == text
    assert found.replace("\u00ad", "|") == expected or (expected is None and found[8] == "\u200b")


def test_what_is_no_text_stays_none() -> None:
    assert breakable(None, "de") is None
