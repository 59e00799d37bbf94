"""UTF-8 that was read as another encoding: put right where it can be proved, else left."""

import sys

import pytest

from pubpipe.normalize.passes.characters.mojibake import mojibake
from tests.support.drafts import galley, normalized
from tests.test_normalize_passes import texts

MEANT = "“Don’t go to München,” she said – “the café is closed, naïve as it sounds…”"


def sloppy(text: str) -> str:
    """UTF-8 read as Windows-1252, its undefined bytes as controls."""
    return "".join(
        bytes([b]).decode("cp1252" if b not in b"\x81\x8d\x8f\x90\x9d" else "latin-1") for b in text.encode()
    )


@pytest.mark.parametrize(
    "meant",
    [
        MEANT,
        "日本語 is fine",
        "voilà le café",
        "Příliš žluťoučký kůň úpěl ďábelské ódy",
        "Привет, как дела у вас сегодня",
        "It’s £5 — or €6",
    ],
)
def test_text_read_as_windows_is_repaired(meant: str) -> None:
    assert texts(mojibake(galley(sloppy(meant)))) == [meant]


def test_text_read_wrongly_twice() -> None:
    assert texts(mojibake(galley(sloppy(sloppy("don’t")))))[0] == "don’t"


@pytest.mark.parametrize(
    "text",
    [
        MEANT,
        "（１２月） ﬁne &amp; “curly” ’quotes’ Ã-Dur",
        "Le café « à la carte » coûte 5 €",
        "São Paulo — Àlex, Ñandú, Łódź, Æsir © ® ™",
        "СССР и Россия, РСФСР",
        "naïve façade",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    found = mojibake(galley(text))
    assert texts(found) == [text]
    assert found.events == ()


def test_each_repaired_word_is_in_the_ledger() -> None:
    text = f"A title of four words\n\nA first paragraph that says nothing bad. {sloppy('Don’t go.')} Never.\n\nThe end of it."
    manuscript, ledger = normalized(text)
    assert "Don’t go." in manuscript.body
    assert [(e.before, e.after) for e in ledger.events if e.step == "mojibake"] == [
        (sloppy("Don’t"), "Don’t")
    ]


def test_a_broken_title_is_moved_repaired() -> None:
    text = f"{sloppy('The café’s end')}\n\nA first paragraph that says nothing bad about anything or anybody at all."
    manuscript, _ = normalized(text)
    assert manuscript.meta.title == "The café’s end"


def test_what_stays_broken_is_flagged() -> None:
    text = "The letter said ÃƒÂ Â¢Ã¢ÃƒÂƒ and Ã¢Ã¢ÃƒÃÃÂÂÃÃ¢ in the end."
    found = mojibake(galley(text))
    assert texts(found) == [text]
    assert [(e.action, e.severity) for e in found.events] == [("flagged", "warning")]


def test_code_is_left_alone() -> None:
    text = f"    {sloppy('don’t')}\n\nAnd `{sloppy('don’t')}` is code.\n"
    found = mojibake(galley(text, "markdown"))
    assert [e.action for e in found.events if e.action == "changed"] == []


def test_sound_text_imports_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ftfy", None)
    assert texts(mojibake(galley(MEANT))) == [MEANT]


def test_a_sign_before_a_quotation_is_no_letter() -> None:
    assert texts(mojibake(galley("The 4 ×“wheels” are here."))) == ["The 4 ×“wheels” are here."]


def test_what_left_a_paragraph_is_no_reason_to_leave_its_broken_letters() -> None:
    made, _ = normalized("\ufffd\u00cb\n5 it\x0c\u00cb\u00a4\n\ufffd\u00cb\n5 it\x0ce", "text")
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown


@pytest.mark.parametrize("unseen", ["\x06", "\u200b", "\u200e\x01"])
def test_what_nobody_sees_within_a_sign_is_no_reason_to_leave_it(unseen: str) -> None:
    made, ledger = normalized(f"The Caf\u00c3{unseen}\u00a9 is open.\n", "text")
    assert "The Caf\u00e9 is open." in made.markdown
    assert ledger.audit.unaccounted == 0
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown
