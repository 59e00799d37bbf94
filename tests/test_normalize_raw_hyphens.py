import pytest

from pubpipe.normalize.raw.hyphens import Evidence, breaks_words, evidence, join
from pubpipe.normalize.raw.lines import split


def joined(text: str, said: str = "", lang: str = "en") -> str:
    known = Evidence(evidence(split(said), lang).words, lang)
    return join(split(text), known).text


@pytest.mark.parametrize(
    ("text", "said", "result"),
    [
        ("the govern-\nment", "", "the government"),
        ("a consis-\ntent plan", "", "a consistent plan"),
        ("the zork-\nling came", "zorkling", "the zorkling came"),
        ("infor-\nmation, too", "", "information, too"),
        ("a well-\nknown man", "", "a well-known man"),
        ("the 55-\nyear-old man", "", "the 55-year-old man"),
        ("one-to-\nseven days", "", "one-to-seven days"),
        ("a state-of-the-\nart thing", "", "a state-of-the-art thing"),
        ("a re-\nform", "They re-form today", "a re-form"),
        ("boat-\nhouse", "the boat and the house", "boat-house"),
        ("North-\nSouth divide", "", "North- South divide"),
        ("with-\nout it", "", "without it"),
        ("a far-\nreaching idea", "", "a far-reaching idea"),
        ("wait -\nno", "", "wait - no"),
        ("no hyphen\nhere", "", "no hyphen here"),
    ],
)
def test_a_hyphen_goes_with_proof_only(text: str, said: str, result: str) -> None:
    assert joined(text, said) == result


@pytest.mark.parametrize(
    ("text", "lang", "result"),
    [
        ("die Regie-\nrung sagt", "de", "die Regierung sagt"),
        ("le gouverne-\nment dit", "fr", "le gouvernement dit"),
        ("est-il peut-\nêtre là", "fr", "est-il peut-être là"),
        ("xq-\nzv", "und", "xq-zv"),
    ],
)
def test_languages(text: str, lang: str, result: str) -> None:
    assert joined(text, "", lang) == result


def test_a_joined_word_has_its_event() -> None:
    text = "of the govern-\nment, too"
    found = join(split(text), Evidence(frozenset(), "en"))
    assert [(text[e.start : e.end], e.after) for e in found.events] == [("govern-\nment", "government")]


def test_without_hyphens_no_evidence_is_needed() -> None:
    assert not breaks_words(split("a word\nand - another\n"))
    assert breaks_words(split("a hyphen-\nated word"))


def test_a_word_that_is_cut_is_no_evidence() -> None:
    assert evidence(split("the govern-\nment is well-known"), "en").words == {
        "the",
        "ment",
        "is",
        "well-known",
    }
