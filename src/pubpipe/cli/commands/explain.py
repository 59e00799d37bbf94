"""``pubpipe explain``: an article -> the ledger of what was done to it, as a list or as a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubpipe.cli import options
from pubpipe.cli.options import Choices
from pubpipe.cli.placing import place
from pubpipe.cli.terminal import Terminal, stdout, write_bytes
from pubpipe.errors import EditionError, called

if TYPE_CHECKING:
    from pubpipe.model import Event, Ledger

EPILOG = """\b
Examples:
  pubpipe explain us-japan-military-alliance
  pubpipe explain paste.txt --html explained.html
"""

_SHOWN = 60  # characters of a long passage at each end
_DIGEST = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
_HOW_SURE = ((0.95, "sure"), (0.9, "almost sure"), (0.0, "a guess"))


@click.command("explain", epilog=EPILOG)
@click.argument("source", metavar="ARTICLE", shell_complete=options.complete_articles)
@click.option(
    "--html", "page", metavar="OUT.html", default="", help="Write one page instead; - is standard output."
)
@options.project_option
@options.title_option
@options.lang_option
@options.slug_option
@options.url_option
@options.keep_option
@options.quiet_option
@options.verbose_option
def command(source: str, page: str, **values: object) -> int:
    """Show what was done to ARTICLE, line by line and why.

    ARTICLE is a file, the name of an article in source/, or - for standard input. The page shows the received
    text beside the canonical one, with every change linked.
    """
    return _run(source, page, Choices(**values))  # type: ignore[arg-type]  # click has checked them


def _run(source: str, page: str, choices: Choices) -> int:

    from pubpipe.cli.requesting import STANDARD, input_of, settings_of
    from pubpipe.press.explaining import explain_page
    from pubpipe.press.inputs.reading import read
    from pubpipe.press.limits import limits_of, within
    from pubpipe.press.request import Overrides
    from pubpipe.project import find, settled
    from pubpipe.styling import load

    project = find(Path.cwd(), choices.project)
    project = settled(project, settings_of(choices, project))
    overrides = Overrides(choices.title, choices.lang, choices.slug, choices.url)
    article = read(input_of(source, project), project, overrides)
    if not page:
        terminal = stdout().folded()
        for line in explanation(article.ledger, article.manuscript.meta.title, terminal):
            terminal.say(line)
        return 0
    style = load(project.settings.style, project.styles)
    with within(
        limits_of(project.settings), "making the page", EditionError, lambda: tuple(sorted(style.own))
    ):
        content = explain_page(article, style).encode()
    if page == STANDARD:
        write_bytes(content)
        return 0
    place(page, content)
    return 0


def explanation(ledger: Ledger, title: str, terminal: Terminal) -> Iterator[str]:
    """Give the ledger as lines: the audit, then every event with its line in the received text."""
    audit = ledger.audit
    yield terminal.paint(terminal.wrap(title, rest="  "), bold=True)
    counts = f"{audit.kept} kept, {audit.moved} moved, {audit.removed} removed, {audit.changed} changed"
    received = f"{called(ledger.origin.name)}: {audit.tokens_in} words received"
    yield terminal.wrap(f"{received}, {counts}, {audit.unaccounted} unaccounted for", "  ", "    ")
    for event in sorted(ledger.events, key=lambda e: (e.start, e.end)):
        yield ""
        place = f"line {event.line}" if event.end > event.start else "article"
        sure = next(word for least, word in _HOW_SURE if event.confidence >= least)
        head = f"{place:<9} {event.action:<9} {event.reason} ({sure})"
        yield terminal.wrap(head, rest=" " * 20)
        for text in _words(event):
            yield terminal.paint(terminal.wrap(text, " " * 20, " " * 22), dim=True)


def _words(event: Event) -> Iterator[str]:
    if event.before.strip():
        yield f"“{_short(event.before)}”"
    if event.after.strip():
        yield f"→ “{_short(event.after)}”" if event.before.strip() else f"“{_short(event.after)}”"


def _short(text: str) -> str:
    # The beginning of a SHA-256 tells it from any other.
    text = _DIGEST.sub(r"\1…", " ".join(text.split()))
    return text if len(text) <= 2 * _SHOWN + 3 else f"{text[:_SHOWN]} … {text[-_SHOWN:]}"
