"""pubpipe.cli.blocks: an article's report as lines."""

import pytest

from pubpipe.cli.blocks import block, complaints, index, summary
from pubpipe.cli.terminal import Terminal
from pubpipe.model import ArticleReport, Finding, Outcome, Place, Report, Status

PIPE = Terminal(err=False, width=0, colour=False)
TITLE = "U.S. and Japanese officials will take steps to boost military ties"


def _outcome(fmt: str, status: Status = "built", **more: object) -> Outcome:
    return Outcome(fmt, status, f"dist/ties.{fmt}", 48213, "0" * 64, 0.25, **more)  # type: ignore[arg-type]


def _article(*outcomes: Outcome, findings: tuple[Finding, ...] = ()) -> ArticleReport:
    changes = ("dateline moved", "title inferred")
    return ArticleReport("ties", "source/ties.txt", TITLE, "inferred", changes, outcomes, findings)


def _lines(
    article: ArticleReport, terminal: Terminal = PIPE, *, together: bool = False, details: bool = False
) -> list[str]:
    return "\n".join(block(article, terminal, together=together, details=details)).splitlines()


def test_block_in_a_pipe_is_one_line_a_thing() -> None:
    article = _article(
        _outcome("md"),
        _outcome("pdf", facts={"pages": 2}),
        _outcome("epub", "unchanged"),
        _outcome("html", "failed"),
    )
    assert _lines(article) == [
        TITLE,
        "  source/ties.txt, title inferred",
        "  dateline moved; title inferred",
        "  md    dist/ties.md    48 kB",
        "  pdf   dist/ties.pdf   2 pages, 48 kB",
        "  epub  dist/ties.epub  48 kB, unchanged",
        "  html  dist/ties.html  failed",
    ]


@pytest.mark.parametrize(
    ("signatures", "told"),
    [([1], "4 pages on 1 sheet"), ([3], "4 pages on 3 sheets"), ([2, 1], "4 pages on 3 sheets (2 + 1)")],
)
def test_a_booklet_tells_its_paper(signatures: list[int], told: str) -> None:
    article = _article(_outcome("pdf-booklet", facts={"pages": 4, "signatures": signatures}))
    assert _lines(article)[-1].endswith(f"{told}, 48 kB")


@pytest.mark.parametrize("width", [40, 80])
def test_block_keeps_to_the_terminal(width: int) -> None:
    lines = _lines(
        _article(_outcome("pdf", facts={"pages": 1}), _outcome("epub")), Terminal(False, width, False)
    )
    assert max(map(len, lines)) <= width
    assert any(line.startswith("  pdf   dist/ties.pdf") for line in lines)


def test_facts_go_below_a_path_that_fills_the_line() -> None:
    path = "dist/a-rather-long-name-of-an-article.pdf"
    article = _article(Outcome("pdf", "built", path, 1500, facts={"pages": 12}))
    assert _lines(article, Terminal(False, 40, False))[-2:] == [f"  pdf  {path}", "       12 pages, 1.5 kB"]


def test_wide_characters_count_as_two_columns() -> None:
    article = _article(
        Outcome("md", "built", "dist/日本.md", 10), Outcome("pdf", "built", "dist/日本.pdf", 10)
    )
    md, pdf = _lines(article)[-2:]
    assert md.index("10 bytes") == pdf.index("10 bytes")


def test_among_several_an_unchanged_article_is_one_line() -> None:
    article = _article(_outcome("md", "unchanged"), _outcome("pdf", "unchanged"))
    assert _lines(article, together=True) == [f"{TITLE} (unchanged)"]
    assert len(_lines(article)) == 5
    assert len(_lines(article, together=True, details=True)) == 5


def test_details_give_the_seconds() -> None:
    assert _lines(_article(_outcome("md")), details=True)[-1].endswith("48 kB, 0.25 s")


def test_article_without_editions_has_no_block() -> None:
    assert _lines(_article()) == []


def test_colours_are_only_on_a_terminal_that_has_them() -> None:
    article = _article(_outcome("md", "failed"))

    def shown(*, colour: bool) -> bytes:
        heard: list[bytes] = []
        terminal = Terminal(False, 80, colour, lambda _, said: heard.append(said))
        for line in _lines(article, terminal):
            terminal.say(line)
        return b"".join(heard)

    assert b"\x1b[1m" in shown(colour=True)
    assert b"\x1b" not in shown(colour=False)


def test_what_two_editions_say_is_said_once() -> None:
    glyph = Finding("warning", "glyph", "no glyph for 東", "Add a face.")
    note = Finding("info", "note", "cover made", place=Place("source/ties.yaml", 3))
    empty = Finding("error", "empty", "the file is empty", place=Place("source/ties.txt", 1))
    article = _article(
        _outcome("pdf", findings=(glyph, note)), _outcome("html", findings=(glyph, glyph)), findings=(empty,)
    )
    expected = [
        ("Error", "source/ties.txt, line 1: the file is empty", ""),
        ("Warning", "source/ties.txt (pdf, html): no glyph for 東", "Add a face."),
    ]
    assert list(complaints(article, details=False)) == expected
    noted = ("Note", "source/ties.yaml, line 3 (pdf): cover made", "")
    assert list(complaints(article, details=True)) == [*expected, noted]


def test_summary_counts_what_happened() -> None:
    good = _article(_outcome("md"), _outcome("pdf", "unchanged"))
    assert summary(Report((good, good), 1.24)) == "2 articles in 1.2 s: 2 built, 2 unchanged"
    bad = _article(_outcome("md", "failed"))
    assert (
        summary(Report((good, bad, _article()), 0))
        == "3 articles: 1 built, 1 unchanged, 1 failed, 1 article not read"
    )


def test_a_list_that_could_not_be_made_has_no_block() -> None:
    assert list(index((), Terminal(err=False, width=80, colour=False))) == []


def test_standard_input_is_named_once() -> None:
    finding = Finding("error", "article-not-read", "standard input is empty", "", Place("-"))
    report = ArticleReport("", "-", findings=(finding,), exit_code=3)
    assert [message for _, message, _ in complaints(report, details=False)] == ["standard input is empty"]
