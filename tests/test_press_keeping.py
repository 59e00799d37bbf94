"""pubpipe.press.keeping: reports in the order of the inputs, a bounded number of them in memory."""

import random
import sys
import tempfile
from pathlib import Path

import pytest

from pubpipe.model import ArticleReport, Finding, Outcome, Place, tally
from pubpipe.press.keeping import AT_HAND, Kept


def report(number: int) -> ArticleReport:
    finding = Finding("warning", "read-something", f"Something about {number}", "Look.", Place("a.md", 3))
    outcomes = (Outcome("pdf", "built", f"dist/a{number}.pdf", 7, "0" * 64, 0.5, (finding,), {"pages": 2}),)
    return ArticleReport(f"a{number}", f"source/a{number}.md", "Title", "given", ("a change",), outcomes)


def kept(count: int, number: int) -> Kept:
    """So many of ``count`` reports, put in any order."""
    numbers = random.Random(count).sample(range(count), number)
    made = Kept(count)
    for n in numbers:
        made.put(n, report(n), told=n % 3 == 0)
    return made


@pytest.mark.parametrize("count", [0, 1, AT_HAND, AT_HAND + 1, 5 * AT_HAND])
def test_all_come_back_in_the_order_of_the_inputs(count: int) -> None:
    made, reports = kept(count, count), [report(n) for n in range(count)]
    assert (len(made), list(made), list(made.all())) == (count, reports, reports)
    assert tally(made.all()).editions == {"built": count, "unchanged": 0, "failed": 0}
    assert list(made.untold()) == [report(n) for n in range(count) if n % 3]
    assert list(made.untold()) == []


def test_those_that_a_stopped_run_has_not_are_left_out() -> None:
    made = kept(4 * AT_HAND, 3 * AT_HAND)
    numbers = sorted(random.Random(4 * AT_HAND).sample(range(4 * AT_HAND), 3 * AT_HAND))
    assert list(made.all()) == [report(n) for n in numbers]
    assert (made[0], made[-1]) == (report(numbers[0]), report(numbers[-1]))
    assert made[2:5] == tuple(report(n) for n in numbers[2:5])
    with pytest.raises(IndexError):
        made[len(numbers)]


def test_few_are_a_tuple_and_need_no_file() -> None:
    assert isinstance(kept(AT_HAND, AT_HAND).all(), tuple)
    assert not isinstance(kept(AT_HAND + 1, AT_HAND + 1).all(), tuple)


def test_no_more_than_a_few_are_held_in_memory() -> None:
    made = Kept(3 * AT_HAND)
    reports = [report(n) for n in range(3 * AT_HAND)]
    before = [sys.getrefcount(reports[n]) for n in range(len(reports))]
    for n in range(len(reports)):
        made.put(n, reports[n], told=True)
    assert sum(sys.getrefcount(reports[n]) > before[n] for n in range(len(reports))) == AT_HAND


def test_where_no_file_can_be_written_reports_stay_in_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    count = 2 * AT_HAND
    assert list(kept(count, count).all()) == [report(n) for n in range(count)]


def test_a_full_disk_costs_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**options: int) -> object:
        return Path("/dev/full").open("r+b", buffering=0)

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    count = 2 * AT_HAND
    assert list(kept(count, count).all()) == [report(n) for n in range(count)]
