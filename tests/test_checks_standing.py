"""Lines of both directions: what may stand in any order there does, and nothing else."""

from __future__ import annotations

import pytest

from pubpipe.checks.carried import Gatherer, Token
from pubpipe.checks.comparing import compare
from pubpipe.checks.standing import without_turns
from tests.support.law import broken, manuscript

_MIXED = "قال: «من عدّ 1250 حرفًا في NATO؟»، ولم يجب أحد."


def _tokens(*passages: str) -> tuple[Token, ...]:
    gatherer = Gatherer()
    for passage in passages:
        gatherer.say(passage)
        gatherer.end()
    return gatherer.carried().tokens


def _told(wanted: tuple[str, ...], found: tuple[str, ...]) -> int:
    ours, theirs = _tokens(*wanted), _tokens(*found)
    return len(without_turns(compare(ours, theirs), ours, theirs).differences)


@pytest.mark.parametrize(
    "body",
    [
        f"One {_MIXED} two.\n\n{_MIXED}\n",
        f"- {_MIXED}\n- (שנת 1887) abc [x](https://example.org/)\n",
        f"| {_MIXED} | b |\n| --- | --- |\n| שנת 1887) | 3.5% |\n",
        "המדפיס *Oslo* `f(x) * 2` 12 (1887).\n\n```\nf(x) = 'a' + 'b'  # <tag>\n```\n",
    ],
)
@pytest.mark.parametrize("lang", ["en", "he"])
def test_a_line_of_both_directions_is_no_error(body: str, lang: str) -> None:
    assert broken(manuscript(body, f"title: T\nlang: {lang}\n"), ["pdf"]) == []


def test_signs_and_figures_may_belong_to_either_side() -> None:
    assert _told(("אחד (שתיים) 12 abc, שלוש.",), ("12 אחד )שתיים( abc שלוש ,.",)) == 0


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (("אחד 12 abc שלוש",), ("אחד 13 abc שלוש",)),
        (("אחד 12 abc לא שלוש",), ("אחד 12 abc שלוש",)),
        (("אחד שתיים שלוש.",), ("אחד שלוש שתיים.",)),  # one direction has one order
        (("one two שלוש.", "three"), ("three", "one two שלוש.")),
        (("one two three",), ("one three two",)),
    ],
)
def test_what_is_lost_or_changed_or_swapped_is_told(wanted: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert _told(wanted, found) > 0
