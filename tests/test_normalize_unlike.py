"""Where two sequences of words differ: all of it, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from pubpipe.normalize.unlike import unlike

_WORDS = st.lists(st.sampled_from("abc"), max_size=40)


def _applied(a: list[str], b: list[str]) -> list[str]:
    made, at = [], 0
    for i, i2, j, j2 in unlike(a, b):
        assert i >= at and (i < i2 or j < j2)
        made += a[at:i] + b[j:j2]
        at = i2
    return made + a[at:]


@given(_WORDS, _WORDS)
def test_what_differs_makes_the_one_the_other(a: list[str], b: list[str]) -> None:
    assert _applied(a, b) == b


@given(_WORDS)
def test_what_is_alike_does_not_differ(a: list[str]) -> None:
    assert list(unlike(a, a)) == []


def test_words_put_in_and_taken_out_are_found_where_they_are() -> None:
    a = ["see", "x", "1", "and", "example", "org", "now", "as", "it", "was"]
    b = ["see", "x", "https", "example", "org", "a", "and", "example", "org", "now", "as", "it", "was"]
    assert list(unlike(a, b)) == [(2, 3, 2, 6)]
    assert list(unlike(b, a)) == [(2, 6, 2, 3)]


def test_the_same_words_differ_again_and_again() -> None:
    a, b = ["a", "amp", "b", "is"] * 5_000, ["a", "b", "is"] * 5_000
    assert _applied(a, b) == b
    assert list(unlike(a, b)) == [(4 * n + 1, 4 * n + 2, 3 * n + 1, 3 * n + 1) for n in range(5_000)]


def test_sequences_that_have_nothing_in_common_differ_as_a_whole() -> None:
    a, b = ["a"] * 5_000, ["b"] * 4_000
    assert list(unlike(a, b)) == [(0, 5_000, 0, 4_000)]
