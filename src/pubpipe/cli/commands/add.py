"""``pubpipe add``: a received text or a web page -> a file of its own in ``source/``."""

from __future__ import annotations

import re
from pathlib import Path

import click

from pubpipe.cli import options
from pubpipe.cli.options import Choices
from pubpipe.cli.terminal import stdout

EPILOG = """\b
Examples:
  pubpipe add ~/Downloads/letter.txt
  pubpipe add "A saved page.html"      with the pictures of its folder
  pbpaste | pubpipe add -
  pubpipe add https://example.org/2024/a-story
"""

_KEPT = {"title": "its title", "lang": "its language", "url": "its address", "accessed": "today's date"}


@click.command("add", epilog=EPILOG)
@click.argument("source", metavar="INPUT")
@click.option("--allow-private", is_flag=True, help="Fetch from hosts that are not public, too.")
@options.project_option
@options.title_option
@options.lang_option
@options.slug_option
@options.url_option
@options.quiet_option
@options.verbose_option
def command(source: str, allow_private: bool, **values: object) -> int:
    """File INPUT in source/, byte for byte, under a good name.

    INPUT is a file, - for standard input, or a web address, which is fetched and kept with its address and
    today's date in a sidecar beside it; so is what --title, --lang and --url say. The pictures that a file
    shows from beside it, and its sidecar, come along.
    """
    return _run(source, Choices(**values), allow_private=allow_private)  # type: ignore[arg-type]


def _run(source: str, choices: Choices, *, allow_private: bool) -> int:
    from pubpipe.cli.requesting import input_of
    from pubpipe.press.adding import add, add_page
    from pubpipe.press.request import Overrides
    from pubpipe.project import current

    project = current(choices.project)
    overrides = Overrides(choices.title, choices.lang, choices.slug, choices.url)
    if re.match(r"[A-Za-z][\w+.-]*://", source):
        added = add_page(project, source, overrides, allow_private=allow_private)
    else:
        added = add(project, input_of(source, project), overrides)
    if not choices.quiet:
        out = stdout()
        out.say(f"{added.path}: {added.title}")
        if added.pictures:
            count = "1 picture" if len(added.pictures) == 1 else f"{len(added.pictures)} pictures"
            out.say(
                f"{count} that it shows: {', '.join(sorted({str(Path(p).parent) for p in added.pictures}))}"
            )
        if added.sidecar:
            *first, last = (_KEPT[key] for key in added.stated) if added.stated else ("",)
            kept = f"{', '.join(first)} and {last}" if first else last
            out.say(f"{added.sidecar} keeps {kept}" if kept else f"{added.sidecar} is its sidecar")
    return 0
