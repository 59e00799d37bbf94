"""pubpipe.cli.repeating: a warning of many articles."""

from pubpipe.cli.repeating import Repeated
from pubpipe.model import ArticleReport, Finding, Place


def _article(source: str, *findings: Finding) -> ArticleReport:
    return ArticleReport(source, source, findings=findings)


def _warning(source: str, message: str = "unclear") -> Finding:
    return Finding("warning", "language", message, "State it.", Place(source))


def test_the_first_tell_a_warning_and_the_others_are_counted() -> None:
    repeated = Repeated()
    articles = [
        _article(f"{n}.txt", _warning(f"{n}.txt"), _warning(f"{n}.txt", f"of {n} alone")) for n in range(8)
    ]
    told = [[finding.message for finding in repeated.first(article).findings] for article in articles]
    assert told == [[*(["unclear"] if n < 3 else []), f"of {n} alone"] for n in range(8)]
    assert list(repeated.rest()) == ["3.txt, 4.txt, 5.txt and 2 more (--verbose names each): unclear"]


def test_what_an_article_says_of_two_lines_it_says_twice() -> None:
    repeated = Repeated()
    twice = _article(
        "a.txt", _warning("a.txt"), Finding("warning", "language", "unclear", "State it.", Place("a.txt", 9))
    )
    assert repeated.first(twice) == twice
    assert list(repeated.rest()) == []


def test_errors_are_told_by_each_article() -> None:
    repeated = Repeated()
    articles = [_article(f"{n}.txt", Finding("error", "empty", "is empty")) for n in range(5)]
    assert list(map(repeated.first, articles)) == articles
    assert list(repeated.rest()) == []
