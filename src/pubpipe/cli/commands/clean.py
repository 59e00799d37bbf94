"""``pubpipe clean``: editions whose article is gone -> removed, where they are as pubpipe wrote them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from pubpipe.cli import options
from pubpipe.cli.group import show
from pubpipe.cli.terminal import stderr, stdout

EPILOG = """\b
Examples:
  pubpipe clean --dry-run
  pubpipe clean
"""


@click.command("clean", epilog=EPILOG)
@options.project_option
@options.dry_run_option
@options.quiet_option
@options.verbose_option
def command(project: Path | None, dry_run: bool, quiet: bool, verbose: int) -> int:
    """Remove the editions of articles that are gone.

    Only what pubpipe made, and nobody changed since, is removed. The index of dist/ is brought in step. Nothing
    in source/ is touched.
    """
    from pubpipe.press.outputs.orphans import clean
    from pubpipe.project import find, from_environment

    found = find(Path.cwd(), project)
    found = replace(found, settings=from_environment(found.settings, os.environ))
    removed = clean(found, dry_run=dry_run)
    for orphan in removed:
        if orphan.status == "edited":
            show(stderr(), "Warning", f"{orphan.path} was changed since pubpipe wrote it, so it stays", "")
        elif not quiet:
            stdout().say(f"{'would remove' if orphan.status == 'due' else 'removed'} {orphan.path}")
    if not removed and not quiet:
        stdout().say("there is nothing to remove")
    return 0
