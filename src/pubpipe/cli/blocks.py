"""An article's report -> the lines that a terminal shows: its title, what was normalized, its editions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pubpipe.cli.terminal import Terminal, size_text
from pubpipe.errors import called
from pubpipe.model import ArticleReport, Finding, Json, Outcome, Place, Report

WORDS = {"error": "Error", "warning": "Warning", "info": "Note"}


def block(article: ArticleReport, terminal: Terminal, *, together: bool, details: bool) -> Iterator[str]:
    """Give an article's block line by line; nothing for an article without editions.

    ``together``: it is one of several, so that a block in which nothing happened is one line. ``details``
    adds the seconds of each edition.
    """
    if not article.outcomes:
        return
    title = article.title or article.slug
    if together and not details and all(o.status == "unchanged" and not o.findings for o in article.outcomes):
        yield terminal.wrap(f"{title} (unchanged)", rest="  ")
        return
    head = terminal.wrap(title, rest="  ")
    yield terminal.paint(head, bold=True)
    origin = called(article.source) + (", title inferred" if article.title_status == "inferred" else "")
    yield terminal.paint(terminal.wrap(origin, "  ", "    "), dim=True)
    if article.changes:
        yield terminal.wrap("; ".join(article.changes), "  ", "    ")
    yield from _editions(article.outcomes, terminal, details=details)


def index(outcomes: tuple[Outcome, ...], terminal: Terminal) -> Iterator[str]:
    """Give the block of a folder's lists: front pages, feed and catalogue, of the other pages how many were made."""
    if not outcomes:
        return
    fronts = tuple(o for o in outcomes if is_front(o.path))
    if all(outcome.status == "unchanged" for outcome in outcomes):
        yield terminal.wrap(f"{fronts[0].path} (unchanged)", rest="  ")
        return
    yield terminal.paint("Index", bold=True)
    yield from _editions(fronts, terminal, details=False)
    if others := sum(o.status == "built" for o in outcomes if o not in fronts):
        yield f"  and {others} {'page' if others == 1 else 'pages'} of older articles"


def is_front(path: str) -> bool:
    """Whether a file of an index or a catalogue is what it begins with, ``index.html``, and not ``index.3.html``."""
    return re.search(r"\.\d+\.", path.rpartition("/")[2], re.ASCII) is None


def complaints(article: ArticleReport, *, details: bool) -> Iterator[tuple[str, str, str]]:
    """Give what is to be said about an article as (word, message, hint), each thing once.

    What several editions say is said once with their formats named; notes only with ``details``.
    """
    said: dict[tuple[Finding, str], list[str]] = {}
    for finding in article.findings:
        said.setdefault((finding, _where(finding.place, article.source)), [])
    for outcome in article.outcomes:
        for finding in outcome.findings:
            said.setdefault((finding, _where(finding.place, article.source)), []).append(outcome.format)
    for (finding, where), formats in said.items():
        if finding.severity == "info" and not details:
            continue
        editions = f" ({', '.join(dict.fromkeys(formats))})" if formats else ""
        # A message that names its file needs no other name before it.
        file = called(finding.place.file if finding.place else article.source)
        named = (
            where in finding.message
            if finding.place and editions
            else not editions and file in finding.message
        )
        message = f"{finding.message}{editions}" if named else f"{where}{editions}: {finding.message}"
        yield WORDS[finding.severity], message, finding.hint


def summary(report: Report) -> str:
    """Return the last line of a build of several articles."""
    tally = report.tally()
    counts = [f"{tally.editions[status]} {status}" for status in ("built", "unchanged")]
    if failed := tally.editions["failed"]:
        counts.append(f"{failed} failed")
    if unread := tally.unread:
        counts.append(f"{unread} {'article' if unread == 1 else 'articles'} not read")
    number = tally.articles
    seconds = f" in {report.seconds:.1f} s" if report.seconds else ""
    return f"{number} {'article' if number == 1 else 'articles'}{seconds}: {', '.join(counts)}"


def _editions(outcomes: tuple[Outcome, ...], terminal: Terminal, *, details: bool) -> Iterator[str]:
    from rich.cells import cell_len

    names = max(len(o.format) for o in outcomes)
    paths = max(cell_len(o.path) for o in outcomes)
    for outcome in outcomes:
        head = f"  {outcome.format:<{names}}  "
        facts = _facts(outcome, details=details)
        shown = terminal.paint(facts, colour="red") if outcome.status == "failed" else facts
        if outcome.status == "unchanged":
            shown = terminal.paint(facts, dim=True)
        room = terminal.width or 1000
        if len(head) + paths + 2 + len(facts) <= room:
            yield f"{head}{outcome.path}{' ' * (paths - cell_len(outcome.path))}  {shown}"
        elif len(head) + cell_len(outcome.path) + 2 + len(facts) <= room:
            yield f"{head}{outcome.path}  {shown}"
        else:
            yield f"{head}{outcome.path}\n{' ' * len(head)}{shown}"


def _facts(outcome: Outcome, *, details: bool) -> str:
    facts: list[str] = []
    pages = outcome.facts.get("pages")
    if isinstance(pages, int) and not isinstance(pages, bool):
        facts.append(_count(pages, "page") + _sheets(outcome.facts.get("signatures")))
    if outcome.status == "failed":
        facts = ["failed"]
    else:
        facts.append(size_text(outcome.size))
        if outcome.status == "unchanged":
            facts.append("unchanged")
    if details and outcome.status != "unchanged":
        facts.append(f"{outcome.seconds:.2f} s")
    return ", ".join(facts)


def _sheets(signatures: Json) -> str:
    """What a booklet takes: `` on 3 sheets``, of several signatures how many sheets lie in each."""
    if not isinstance(signatures, list) or not signatures:
        return ""
    each = [count for count in signatures if isinstance(count, int)]
    told = f" on {_count(sum(each), 'sheet')}"
    return told if len(each) == 1 else f"{told} ({' + '.join(map(str, each))})"


def _count(number: int, name: str) -> str:
    return f"1 {name}" if number == 1 else f"{number} {name}s"


def _where(place: Place | None, source: str) -> str:
    if place is None:
        return called(source)
    return f"{called(place.file)}, line {place.line}" if place.line else called(place.file)
