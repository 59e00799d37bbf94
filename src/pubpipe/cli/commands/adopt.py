"""``pubpipe adopt``: a received file -> its canonical Markdown as the source from now on."""

from __future__ import annotations

from pathlib import Path

import click

from pubpipe.cli import options
from pubpipe.cli.terminal import stdout
from pubpipe.errors import UsageProblem

EPILOG = """\b
Example:
  pubpipe adopt us-japan-military-alliance
"""


@click.command("adopt", epilog=EPILOG)
@click.argument("article", metavar="SLUG", shell_complete=options.complete_articles)
@options.project_option
@options.quiet_option
@options.verbose_option
def command(article: str, project: Path | None, quiet: bool, verbose: int) -> int:
    """Make an article's canonical Markdown its source.

    From then on source/SLUG.md is the file to edit; the received file moves, unchanged, to source/received/.
    """
    from pubpipe import press
    from pubpipe.project import current

    found = current(project)
    if not found.inside:
        raise UsageProblem("there is no project here", "pubpipe init makes one; --project names one.")
    source, received = press.adopt(found, article)
    if not quiet:
        out = stdout()
        out.say(f"{source} is the source now")
        out.say(f"{received} is the file as received")
    return 0
