"""``pubpipe status``: what a build would make and why, shown."""

from __future__ import annotations

import click

from pubpipe.cli import options
from pubpipe.cli.foreseeing import foresee_and_show
from pubpipe.cli.options import Choices
from pubpipe.cli.requesting import request

EPILOG = """\b
Examples:
  pubpipe status
  pubpipe status letter --formats pdf
  pubpipe status --json | jq '.summary'
"""


@click.command("status", epilog=EPILOG)
@options.inputs_argument
@options.project_option
@options.source_option
@options.dist_option
@options.formats_option
@options.style_option
@options.verify_option
@options.strict_option
@options.keep_option
@options.json_option
@options.quiet_option
@options.verbose_option
def command(**values: object) -> int:
    """Show what a build would make and why.

    The reasons: new, text changed, pictures changed, style changed, settings changed, index added (or
    removed: a web page names it), sister edition changed, tools changed, edition missing. A file that was edited
    by hand, or that pubpipe did not make, is in the way: no build overwrites it. Exit codes are those that the
    build would have.
    """
    choices = Choices(**values)  # type: ignore[arg-type]  # click has checked them
    return foresee_and_show(request(choices), choices)
