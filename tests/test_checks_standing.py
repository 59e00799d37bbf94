"""Lines of both directions: what may stand in any order there does, and nothing else."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from pubpipe.checks.carrying.carried import Gatherer, Token
from pubpipe.checks.carrying.tagged import _Around, _Reader
from pubpipe.checks.fidelity.comparing import compare
from pubpipe.checks.fidelity.standing import without_turns
from pubpipe.checks.parsing.glyphs import Marked
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
        # On a line of both directions the stretches may stand in any order, but each is whole.
        (("אחד 12 abc שלוש",), ("אחד 21 abc שלוש",)),
        (("אחד not abc שלוש",), ("אחד ton abc שלוש",)),
        (("אחד שתיים abc שלוש",), ("שתיים אחד abc שלוש",)),
        (("one two אחד",), ("two one אחד",)),
        (("one two אחד",), ("one אחד two",)),
    ],
)
def test_what_is_lost_or_changed_or_swapped_is_told(wanted: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert _told(wanted, found) > 0


def test_a_new_page_begins_a_line_at_whatever_height() -> None:
    # The last line of one page may stand as high as the first of the next: its last word and the next are two.
    pages = [SimpleNamespace(objgen=(n, 0)) for n in (1, 2)]
    content = {(n, 0): {0: Marked([[text]], 700.0, 700.0)} for n, text in ((1, "been"), (2, "painted"))}
    reader = _Reader(Gatherer(), content, "Sources", 0, manuscript("One.\n"))
    for page in pages:
        reader._content(page, 0, _Around())
    assert [token.text for token in reader.gatherer.carried().tokens] == ["been", "painted"]
