"""``pubpipe clean``: editions whose article is gone -> removed, where they are as pubpipe wrote them."""

from __future__ import annotations

from pathlib import Path

import click

from pubpipe.cli import options
from pubpipe.cli.group import show
from pubpipe.cli.options import Choices
from pubpipe.cli.requesting import settings_of
from pubpipe.cli.terminal import stderr, stdout

EPILOG = """\b
Examples:
  pubpipe clean --dry-run
  pubpipe clean
"""


@click.command("clean", epilog=EPILOG)
@options.project_option
@options.source_option
@options.dist_option
@options.dry_run_option
@options.quiet_option
@options.verbose_option
def command(dry_run: bool, **values: object) -> int:
    """Remove the editions of articles that are gone.

    Only what pubpipe made, and nobody changed since, is removed. The index of dist/ is brought in step. Nothing
    in source/ is touched.
    """
    from pubpipe.press.outputs.orphans import clean
    from pubpipe.project import find, settled

    choices = Choices(**values)  # type: ignore[arg-type]  # click has checked them
    found, quiet = find(Path.cwd(), choices.project), choices.quiet
    found = settled(found, settings_of(choices, found))
    removed = clean(found, dry_run=dry_run)
    for orphan in removed:
        if orphan.status == "edited":
            show(stderr(), "Warning", f"{orphan.path} was changed since pubpipe wrote it, so it stays", "")
        elif not quiet:
            stdout().say(f"{'would remove' if orphan.status == 'due' else 'removed'} {orphan.path}")
    if not removed and not quiet:
        stdout().say("there is nothing to remove")
    return 0
