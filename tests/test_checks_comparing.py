"""Two rows of words -> where they differ."""

from pubpipe.checks.carrying.carried import Gatherer, Token
from pubpipe.checks.fidelity.comparing import compare, moved


def tokens(text: str) -> tuple[Token, ...]:
    gatherer = Gatherer()
    gatherer.say(text)
    return gatherer.carried().tokens


def test_the_same_words_do_not_differ() -> None:
    assert compare(tokens("one two. 3,5"), tokens("one  two. 3,5")).differences == ()


def test_a_word_divided_at_the_end_of_a_line_is_whole() -> None:
    for found in ("exam-\nple of well-\nknown", "exam\nple of well-known", "example of well-\nknown"):
        assert compare(tokens("example of well-known"), tokens(found)).differences == ()
    assert compare(tokens("example"), tokens("exam ple")).differences


def test_paragraphs_in_another_order_are_one_move() -> None:
    first, second = "alpha beta gamma delta epsilon zeta eta", "one two three four five six seven eight nine"
    found = compare(tokens(f"{first} {second} end"), tokens(f"{second} {first} end")).differences
    assert len(found) == 2
    assert len(moved(found)) == 1


def test_words_far_apart_are_brought_together_again() -> None:
    words = [f"w{n}" for n in range(3000)]
    found = compare(tokens(" ".join(words)), tokens(" ".join(words[:10] + words[1500:]))).differences
    assert [(len(d.wanted), len(d.found)) for d in found] == [(1490, 0)]
