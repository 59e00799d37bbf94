"""``pubpipe check``: editions -> what is wrong with them, as lines, JSON or a page, and the exit code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubpipe.cli import options
from pubpipe.cli.blocks import WORDS
from pubpipe.cli.group import show
from pubpipe.cli.options import Choices
from pubpipe.cli.placing import place
from pubpipe.cli.terminal import json_bytes, stderr, stdout, write_bytes

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from pubpipe.checks.checked import Checked
    from pubpipe.checks.outside.checkers import Checker
    from pubpipe.model import Finding
    from pubpipe.press.request import Input

EPILOG = """\b
Examples:
  pubpipe check                         every edition of all articles in dist/
  pubpipe check letter --formats pdf    one edition of one article
  pubpipe check book.epub paper.pdf     any files, also those of other tools
  pubpipe check --html report.html      the same as a page
  pubpipe check book.epub --stores all  whether the big stores would take it
  pubpipe check --explain pdf-claim     what a code means and what to do
"""


def _complete_stores(
    _context: click.Context, _parameter: click.Parameter, typed: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from pubpipe.checks.stores import ALL
    from pubpipe.checks.stores.rules import table

    before, comma, last = typed.rpartition(",")
    names = (name for name in (ALL, *table().stores) if name.startswith(last))
    return [CompletionItem(f"{before}{comma}{name}") for name in names]


@click.command("check", epilog=EPILOG)
@click.argument("inputs", metavar="[ARTICLE|FILE]...", nargs=-1, shell_complete=options.complete_articles)
@options.project_option
@options.source_option
@options.dist_option
@options.formats_option
@options.citation_option
@click.option(
    "--html", "page", metavar="REPORT", default="", help="Write a page as well; - is standard output."
)
@click.option(
    "--explain", "code", metavar="CODE", default="", help="Say what a code means, and check nothing."
)
@click.option(
    "--stores",
    metavar="NAMES",
    default="",
    shell_complete=_complete_stores,
    help="Say also what these stores and their readers would refuse: apple,google,kdp,kindle,kobo,tolino,"
    "pocketbook, or all.",
)
@click.option("--own", is_flag=True, help="Run our own checks alone, no outside checker.")
@options.strict_option
@options.json_option
@options.quiet_option
@options.verbose_option
def command(page: str, code: str, stores: str, own: bool, **values: object) -> int:
    """Prove that editions carry the words of their source.

    Words, headings, notes, links, pictures, tables, code and sources of each edition are held against the
    canonical text, and that against the received text by the ledger. The structure of each file is held against
    the standards of its format and against what it claims of itself. What is wrong is named with its place.
    Any PDF, EPUB, web page or text can be checked; the words of one that carries no source, and has no <slug>.md
    beside it, are held against nothing. Sources that a style of reference sets in words of its own are left out;
    a --citation-style that was given to the build is given here too. EPUBCheck, veraPDF, Ace and the Nu Html
    Checker run beside our own checks where they are installed; pubpipe[check] brings the first two.

    --stores adds what stores say of sizes, covers, pictures, faces, metadata and features, each with the page that
    says it (docs/stores.md has them all). pubpipe send tells what concerns the reader by itself.
    """
    if code:
        return _explain(code)
    return _run(Choices(**values), page, _named(stores), own=own)  # type: ignore[arg-type]  # click has checked them


def _explain(name: str) -> int:
    from pubpipe.checks.report import explained

    code, out = explained(name), stdout()
    out.say(out.paint(f"{code.name} ({code.severity})", bold=True))
    for told in (code.says, code.why, f"To mend it: {code.mend}" if code.mend else "", code.standard):
        if told:
            out.say(out.wrap(told, "  ", "  "))
    return 0


def _named(stores: str) -> tuple[str, ...]:
    if not stores:
        return ()
    from pubpipe.checks.stores import named

    return named(stores)


def _at_stores(one: Checked, names: tuple[str, ...]) -> Checked:
    """Add what stores and readers say of a file."""
    if not names or one.file is None:
        return one
    from pubpipe.checks import stores

    data = one.file.read_bytes() if one.content is None else one.content
    found = stores.findings(one.path, one.format, data, names)
    return replace(one, findings=one.findings + found)


def _run(choices: Choices, page: str, stores: tuple[str, ...], *, own: bool) -> int:
    from pubpipe.checks.checked import check_object, exit_code
    from pubpipe.checks.outside.checkers import checkers
    from pubpipe.checks.outside.running import Running

    checked: list[Checked] = []
    quiet = choices.quiet or choices.as_json or page == "-"
    running = Running(() if own else checkers())
    for one in _checked(choices):
        if one.file is not None:
            running.start(len(checked), one.format, one.path, one.file, one.content)
        checked.append(_at_stores(one, stores))
        _show(checked[-1], quiet=quiet)
    if (waiting := running.waiting()) and not quiet:
        # Our own checks are done and told; a browser or a Java may take a minute.
        told = f"Still running: {', '.join(waiting)} (--own leaves them out)"
        stderr().say(stderr().paint(told, dim=True))
    for number, found in running.found().items():
        _tell(found)
        checked[number] = replace(checked[number], findings=checked[number].findings + found)
    unrun = _unrun(running.checkers, checked)
    if unrun and not quiet:
        stdout().say(stdout().paint(unrun, dim=True))
    if choices.as_json:
        write_bytes(json_bytes(check_object(tuple(checked), unrun)))
    if page:
        _write(page, checked, choices, unrun)
    return exit_code(checked, strict=choices.strict)


def _show(one: Checked, *, quiet: bool) -> None:
    from pubpipe.checks.report import said

    if not quiet:
        pages = f"; {one.pages:,} page{'s' if one.pages > 1 else ''}" if one.pages else ""
        stdout().say(f"{one.path}  {said(one.findings)}{pages}")
    _tell(one.findings, notes=not quiet)


def _unrun(checkers: Sequence[Checker], checked: list[Checked]) -> str:
    """Say which outside checkers would have looked at these files and are not there."""
    kinds = {one.format.partition("-")[0] for one in checked}
    absent = [checker.name for checker in checkers if not checker.command and checker.kind in kinds]
    return f"Not run: {', '.join(absent)} (not installed; pubpipe doctor says how)" if absent else ""


def _tell(findings: Sequence[Finding], *, notes: bool = False) -> None:
    for finding in findings:
        # Other remarks have been said with the file's name, or are for the page.
        if finding.severity != "info" or (notes and finding.code.startswith("store-")):
            told = f"{finding.message}{_place(finding)} [{finding.code}]"
            show(stderr(), WORDS[finding.severity], told, finding.hint)


def _place(finding: Finding) -> str:
    place = finding.place
    return f" ({place.file}, line {place.line})" if place and place.line else ""


def _write(page: str, checked: list[Checked], choices: Choices, unrun: str) -> None:
    from pubpipe.checks.report import report_page
    from pubpipe.cli.requesting import STANDARD
    from pubpipe.errors import EditionError
    from pubpipe.press.limits import limits_of, within
    from pubpipe.project import find
    from pubpipe.styling import load

    project = find(Path.cwd(), choices.project)
    style = load(project.settings.style, project.styles)
    with within(
        limits_of(project.settings), "making the report", EditionError, lambda: tuple(sorted(style.own))
    ):
        content = report_page(checked, style, unrun).encode()
    if page == STANDARD:
        write_bytes(content)
        return
    place(page, content)


def _checked(choices: Choices) -> Iterator[Checked]:
    from pubpipe.checks import checking, kinds
    from pubpipe.cli.requesting import inputs_of, path_of, request, settings_of
    from pubpipe.press.request import Input
    from pubpipe.project import articles, find, name_of, settled

    project = find(Path.cwd(), choices.project)
    project = settled(project, settings_of(choices, project))
    files = [word for word in choices.inputs if kinds.is_edition(word, project)]
    known: tuple[Input, ...] = ()
    if files and project.inside:
        known = tuple(Input(name_of(project, p), p) for p in articles(project))
    for word in files:
        yield checking.file(path_of(word), project, known)
    company = [word for word in choices.inputs if kinds.is_company(word, project)]
    if company and not choices.quiet:
        stderr().say(stderr().paint(f"No editions, not looked at: {', '.join(company)}", dim=True))
    others = tuple(word for word in choices.inputs if word not in (*files, *company))
    if others or not (files or company):
        asked = request(replace(choices, inputs=others))
        yield from checking.editions(asked.project, inputs_of(others, asked.project), asked.formats)
