"""The commands -> the group that ``pubpipe`` is."""

from __future__ import annotations

import click

from pubpipe.cli.group import Commands, Pubpipe

# A command -> its module, in the order in which they are listed.
COMMANDS = {
    "all": "all_",
    "pdf": "one",
    "epub": "one",
    "txt": "one",
    "html": "one",
    "md": "one",
    "watch": "watch",
    "status": "status",
    "check": "check",
    "clean": "clean",
    "catalogue": "catalogue",
    "send": "send",
    "serve": "serve",
    "print": "print_",
    "normalize": "normalize",
    "explain": "explain",
    "sources": "sources",
    "add": "add",
    "adopt": "adopt",
    "init": "init",
    "open": "open_",
    "styles": "styles",
    "doctor": "doctor",
    "completion": "completion",
}

EPILOG = """\b
Examples:
  pubpipe init letters                    a new project with a sample article
  pubpipe all                             every edition of all in source/
  pubpipe all article.txt                 the same for a file, in any folder
  pubpipe pdf article.txt -o article.pdf  one edition, where you want it
  pubpipe txt - -o - < article.txt        from standard input to output
  pubpipe open article pdf                in the system's viewer

\b
Exit codes:
  0 done                         4 configuration or style
  1 unexpected                   5 an edition failed (the others are written)
  2 usage                        6 a check failed
  3 an article cannot be read    7 not printed, or not sent
                               130 interrupted
"""


def _show_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"pubpipe {version('pubpipe')}")
        context.exit()


@click.group(cls=Pubpipe, commands=Commands(COMMANDS), invoke_without_command=True, epilog=EPILOG)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version.",
)
@click.pass_context
def main(context: click.Context) -> None:
    """Turn articles into a PDF, an EPUB, a text and a web edition, with every word accounted for.

    Options beat the environment (PUBPIPE_STYLE, PUBPIPE_LANG, …), which beats pubpipe.toml.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
