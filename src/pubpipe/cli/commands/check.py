"""``pubpipe check``: editions -> what they do not carry as their source says it, and the exit code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubpipe.cli import options
from pubpipe.cli.blocks import WORDS
from pubpipe.cli.group import show
from pubpipe.cli.options import Choices
from pubpipe.cli.terminal import json_bytes, stderr, stdout, write_bytes

if TYPE_CHECKING:
    from pubpipe.checks.checking import Checked
    from pubpipe.press.request import Input

EPILOG = """\b
Examples:
  pubpipe check                       every edition of all articles in dist/
  pubpipe check letter --formats pdf  one edition of one article
  pubpipe check book.epub             an edition anywhere, by the source inside it
"""


@click.command("check", epilog=EPILOG)
@click.argument("inputs", metavar="[ARTICLE|FILE]...", nargs=-1, shell_complete=options.complete_articles)
@options.project_option
@options.formats_option
@options.citation_option
@options.strict_option
@options.json_option
@options.quiet_option
@options.verbose_option
def command(**values: object) -> int:
    """Prove that editions carry the words of their source.

    Words, headings, notes, links, pictures, tables, code and sources of each edition are held against the
    canonical text, and that against the received text by the ledger. What is missing, invented, changed or out
    of order is named with its place. A text or a web page outside a project needs its <slug>.md beside it.
    Sources that a style of reference sets in words of its own are left out; a --citation-style that was given
    to the build is given here too.
    """
    return _run(Choices(**values))  # type: ignore[arg-type]  # click has checked them


def _run(choices: Choices) -> int:
    from pubpipe.checks.checking import check_object, exit_code

    checked: list[Checked] = []
    out = stdout()
    for one in _checked(choices):
        checked.append(one)
        errors = sum(finding.severity == "error" for finding in one.findings)
        if not (choices.quiet or choices.as_json):
            said = "the same words" if not one.findings else f"{errors} errors" if errors != 1 else "1 error"
            if one.findings and not errors:
                said = one.findings[0].message.removeprefix(f"{one.path} ")
            out.say(f"{one.path}  {said}")
        # A remark has been said with the file's name.
        for finding in (finding for finding in one.findings if finding.severity != "info"):
            place = (
                f" ({finding.place.file}, line {finding.place.line})"
                if finding.place and finding.place.line
                else ""
            )
            show(
                stderr(), WORDS[finding.severity], f"{finding.message}{place} [{finding.code}]", finding.hint
            )
    if choices.as_json:
        write_bytes(json_bytes(check_object(tuple(checked))))
    return exit_code(checked, strict=choices.strict)


def _checked(choices: Choices) -> Iterator[Checked]:
    from pubpipe.checks import checking
    from pubpipe.cli.requesting import inputs_of, request, settings_of
    from pubpipe.press.request import Input
    from pubpipe.project import articles, find

    project = find(Path.cwd(), choices.project)
    project = replace(project, settings=settings_of(choices, project))
    files = [word for word in choices.inputs if checking.is_edition(word, project)]
    known: tuple[Input, ...] = ()
    if files and project.inside:
        known = tuple(Input(p.relative_to(project.root).as_posix(), p) for p in articles(project))
    for word in files:
        yield checking.file(Path(word), project, known)
    others = tuple(word for word in choices.inputs if word not in files)
    if others or not files:
        asked = request(replace(choices, inputs=others))
        yield from checking.editions(asked.project, inputs_of(others, asked.project), asked.formats)
