"""A request -> what a build would make and why, shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pubpipe.cli.blocks import complaints, is_front
from pubpipe.cli.group import show
from pubpipe.cli.options import Choices
from pubpipe.cli.terminal import Terminal, json_bytes, stderr, stdout, write_bytes
from pubpipe.errors import called
from pubpipe.model import ArticleReport

if TYPE_CHECKING:
    from pubpipe.press.foreseeing import Forecast, Foreseen, ForeseenArticle
    from pubpipe.press.request import Request

_WORDS = {"current": "current", "due": "to be made", "blocked": "in the way"}


def foresee_and_show(asked: Request, choices: Choices) -> int:
    """Show what a build would do, and return the exit code that it would have as far as can be told."""
    from pubpipe.press.foreseeing import forecast_object, foresee

    forecast = foresee(asked)
    out, hinted = stdout(), set[str]()
    for article in forecast.articles:
        if not (choices.quiet or choices.as_json):
            for line in _block(article, out):
                out.say(line)
        if not article.editions:
            _complain(ArticleReport(article.slug, article.source, findings=article.findings), hinted)
    if forecast.index and not (choices.quiet or choices.as_json):
        for line in _index(forecast.index, out):
            out.say(line)
    for finding in forecast.findings:
        show(stderr(), "Warning", finding.message, finding.hint)
    if choices.as_json:
        whole = forecast_object(forecast)
        write_bytes(json_bytes(whole))
    elif not choices.quiet:
        out.say(out.wrap(_summary(forecast), rest="  "))
    return forecast.exit_code


def _complain(report: ArticleReport, hinted: set[str]) -> None:
    for word, message, hint in complaints(report, details=False):
        show(stderr(), word, message, "" if hint in hinted else hint)
        hinted.add(hint)


def _block(article: ForeseenArticle, terminal: Terminal) -> Iterator[str]:
    if not article.editions:
        return
    if all(edition.status == "current" for edition in article.editions):
        yield terminal.wrap(f"{article.title} (current)", rest="  ")
        return
    yield terminal.paint(terminal.wrap(article.title, rest="  "), bold=True)
    yield terminal.paint(terminal.wrap(called(article.source), "  ", "    "), dim=True)
    yield from _lines(article.editions, terminal)


def _index(pages: tuple[Foreseen, ...], terminal: Terminal) -> Iterator[str]:
    """Give the index with its front page, its feed, and those other pages that are not current."""
    told = tuple(page for page in pages if is_front(page.path) or page.reasons)
    if all(page.status == "current" for page in told):
        yield terminal.wrap(f"{pages[0].path} (current)", rest="  ")
        return
    yield terminal.paint("Index", bold=True)
    yield from _lines(told, terminal)


def _lines(editions: tuple[Foreseen, ...], terminal: Terminal) -> Iterator[str]:
    names = max(len(edition.format) for edition in editions)
    paths = max(len(edition.path) for edition in editions)
    for edition in editions:
        why = f": {', '.join(edition.reasons)}" if edition.reasons else ""
        line = f"{edition.format:<{names}}  {edition.path:<{paths}}  {_WORDS[edition.status]}{why}"
        yield terminal.wrap(line, "  ", "    ")


def _summary(forecast: Forecast) -> str:
    counts = [f"{forecast.count('due')} to be made", f"{forecast.count('current')} current"]
    if blocked := forecast.count("blocked"):
        counts.append(f"{blocked} in the way")
    number = len(forecast.articles)
    return f"{number} {'article' if number == 1 else 'articles'}: {', '.join(counts)}"
