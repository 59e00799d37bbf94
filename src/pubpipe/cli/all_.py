"""``pubpipe all``: articles -> every edition of each."""

from __future__ import annotations

import click

from pubpipe.cli.build import run
from pubpipe.cli.options import Choices, build_options

EPILOG = """\b
Examples:
  pubpipe all
  pubpipe all source/letter.md --formats pdf,epub
  pubpipe all draft.txt --title "On Type" --lang en-GB -o out
  pubpipe all --json | jq '.summary'
"""


@click.command("all", epilog=EPILOG)
@build_options(single=False)
def command(**values: object) -> int:
    """Make every edition of each article.

    The articles are those in source/, or each INPUT: a file, the name of an article in source/, or - for
    standard input. Editions go to dist/ of the project, or of this folder where there is none.
    """
    return run(Choices(**values))  # type: ignore[arg-type]  # click has checked them
