"""``pubpipe all``: articles -> every edition of each."""

from __future__ import annotations

import click

from pubpipe.cli.options import Choices, build_options
from pubpipe.cli.showing import run

EPILOG = """\b
Examples:
  pubpipe all
  pubpipe all source/letter.md --formats pdf,epub
  pubpipe all draft.txt --title "On Type" --lang en-GB -o out
  pubpipe all --cluster tcp://scheduler:8786
  pubpipe all --source s3://archive/letters --dist s3://archive/editions
  pubpipe all --json | jq '.summary'
  pubpipe all --json-lines | jq -r '.article.slug // empty'
"""


@click.command("all", epilog=EPILOG)
@build_options(single=False)
def command(**values: object) -> int:
    """Make every edition of each article.

    The articles are those in source/, or each INPUT: a file, the name of an article in source/, or - for
    standard input. Editions go to dist/ of the project, or of this folder where there is none.

    With --cluster the editions are made by a dask cluster, byte for byte the same. Exit code 4 when it cannot be
    reached, wants TLS or has other versions than this machine; 5 when it is lost in the middle: what was made is
    kept, and the same command makes the rest.

    --source and --dist, or an INPUT and -o, may be addresses in a store (s3://bucket/letters): its own tools say where
    credentials are. Exit code 4 when it cannot be had, 5 when it fails in the middle: what was written is whole, and
    the same command makes the rest.

    With --json-lines there is a line {"article": …} for each article as soon as it is done, in the form that it
    has in the array "articles" of --json, and a last line {"summary": …}; {"error": …} when the build is refused
    or, after the summary, was interrupted.
    """
    return run(Choices(**values))  # type: ignore[arg-type]  # click has checked them
