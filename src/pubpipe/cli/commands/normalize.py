"""``pubpipe normalize``: one received text -> its canonical Markdown, and the ledger of what changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubpipe.cli import options
from pubpipe.cli.blocks import complaints
from pubpipe.cli.group import show
from pubpipe.cli.options import Choices
from pubpipe.cli.placing import place
from pubpipe.cli.requesting import STANDARD, input_of, overrides_of, path_of, settings_of
from pubpipe.cli.terminal import stderr, write_bytes
from pubpipe.errors import CheckFailed, UsageProblem, called
from pubpipe.model import ArticleReport

if TYPE_CHECKING:
    from pubpipe.model import Finding, Ledger

EPILOG = """\b
Examples:
  pubpipe normalize paste.txt
  pubpipe normalize paste.txt -o paste.md --report paste.json
  pbpaste | pubpipe normalize - --lang de

Steps that --off leaves out (--on typography is the only one to be asked for), for a file that is not what it
looks like: in raw text pdf_pages, signature, quote_prefix, code, table, wrap, dehyphen; in Markdown dialect; in
characters mojibake, c1, invisible, bidi, spaces, nfc, foreign_spaces; of the page around the text site, chrome,
duplicates, pullquote; in the title block stated_language, kicker, title, subtitle, byline, days, dateline; in the text
bullets, numbered, subheadings, caption, callouts, wikilinks, typography; of sources sources, markers, url_clean,
autolinks.
"""


@click.command("normalize", epilog=EPILOG)
@click.argument("source", metavar="INPUT")
@options.project_option
@click.option("-o", "--output", metavar="OUT.md", default="", help="The file to write; else standard output.")
@click.option("--report", metavar="OUT.json", default="", help="Write the ledger of all changes there.")
@options.title_option
@options.lang_option
@options.slug_option
@options.url_option
@options.on_option
@options.off_option
@options.smart_option
@options.strict_option
@options.keep_option
@options.quiet_option
@options.verbose_option
def command(source: str, output: str, report: str, **values: object) -> int:
    """Write the canonical Markdown of INPUT alone.

    INPUT is a file or - for standard input. The words are those of INPUT; the ledger names every change
    with its place, reason and confidence.
    """
    return _run(source, output, report, Choices(**values))  # type: ignore[arg-type]  # click has checked them


def _run(source: str, output: str, report: str, choices: Choices) -> int:

    from pubpipe import press
    from pubpipe.project import find, settled

    to_stdout = output in ("", STANDARD)
    if to_stdout and report == STANDARD:
        raise UsageProblem("the Markdown and the report cannot both go to standard output", "Give -o a file.")
    for word in (output, report):
        path_of(word)  # an address that is none is told before the work is done
    project = find(Path.cwd(), choices.project)
    project = settled(project, settings_of(choices, project))
    overrides = overrides_of(choices)
    manuscript, ledger, findings = press.normalize(input_of(source, project), project, overrides)
    warned = _tell(ledger, findings, choices)
    if report == STANDARD:
        write_bytes(press.ledger_json(ledger).encode())
    elif report:
        place(report, press.ledger_json(ledger).encode())
    if to_stdout:
        write_bytes(manuscript.markdown.encode())
    else:
        place(output, manuscript.markdown.encode())
    return CheckFailed.exit_code if warned and project.settings.strict else 0


def _tell(ledger: Ledger, findings: tuple[Finding, ...], choices: Choices) -> bool:
    """Show the findings, with -v every event of the ledger; say whether there was a warning."""
    err = stderr().folded()
    if choices.verbose and not choices.quiet:
        for event in ledger.events:
            where = f"{called(ledger.origin.name)}, line {event.line}"
            show(err, "Note", f"{where}: {event.action}: {event.reason}", "")
    article = ArticleReport(slug="", source=ledger.origin.name, findings=findings)
    for word, message, hint in complaints(article, details=bool(choices.verbose)):
        show(err, word, message, hint)
    return any(finding.severity != "info" for finding in findings)
