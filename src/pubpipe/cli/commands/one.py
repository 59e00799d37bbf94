"""``pubpipe pdf``, ``epub``, ``txt``, ``html``, ``md``: articles -> one edition of each."""

from __future__ import annotations

import click

from pubpipe.cli.options import Choices, build_options
from pubpipe.cli.showing import run

WHAT = {
    "pdf": "a PDF to print and read",
    "epub": "an EPUB 3 for e-readers",
    "txt": "a plain text in columns",
    "html": "a web page in one file",
    "md": "the canonical Markdown",
}

EPILOG = """\b
Examples:
  pubpipe {name}
  pubpipe {name} source/letter.txt
  pubpipe {name} letter.txt -o letter.{name}
  pubpipe {name} - -o - < letter.txt > letter.{name}
"""


def _command(name: str, what: str) -> click.Command:
    @click.command(
        name,
        epilog=EPILOG.format(name=name),
        short_help=f"Make {what} of each article.",
        help=f"Make {what} of every article in source/, or of each INPUT.\n\n"
        "An INPUT is a file, the name of an article in source/, or - for standard input.",
    )
    @build_options(single=True)
    def command(**values: object) -> int:
        return run(Choices(**values), name)  # type: ignore[arg-type]  # click has checked them

    return command


commands = tuple(_command(name, what) for name, what in WHAT.items())
