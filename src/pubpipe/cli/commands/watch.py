"""``pubpipe watch``: a project -> its editions, made anew whenever a file is saved."""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubpipe.cli.group import INTERRUPTED, show
from pubpipe.cli.options import Choices, build_options
from pubpipe.cli.requesting import STANDARD, request
from pubpipe.cli.showing import build_and_show
from pubpipe.cli.terminal import stderr
from pubpipe.errors import PubpipeError, UsageProblem
from pubpipe.model import ArticleReport

if TYPE_CHECKING:
    from pubpipe.press.request import Request

EPILOG = """\b
Examples:
  pubpipe watch
  pubpipe watch letter --formats pdf
  pubpipe watch draft.txt -o out
"""


@click.command("watch", epilog=EPILOG)
@build_options(single=False, watching=True)
def command(**values: object) -> int:
    """Make editions anew whenever a file is saved.

    Watched are source/, styles/ and pubpipe.toml, or the folder of each INPUT. What is saved is read at once and
    what hangs on it is made; a mistake is told, and the next save mends it. Ctrl-C ends.
    """
    choices = Choices(**values)  # type: ignore[arg-type]  # click has checked them
    if STANDARD in (*choices.inputs, choices.output):
        raise UsageProblem("standard input and output cannot be watched", "Name a file or a folder.")
    with contextlib.suppress(KeyboardInterrupt):
        _watch(_at_hand(request(choices)), choices)
    return INTERRUPTED


def _at_hand(asked: Request) -> Request:
    """Raise UsageProblem where something lies in a store, which tells nobody of a change."""
    from pubpipe.press.plan.planning import folder_of
    from pubpipe.project import on_this_machine

    places = (asked.project.source, folder_of(asked), *(one.path for one in asked.inputs if one.path))
    for place in places:
        on_this_machine(place, "watched")
    return asked


def _watch(first: Request, choices: Choices) -> None:
    """Build, then build what each change concerns, until interrupted."""
    from pubpipe.markup import one_pandoc
    from pubpipe.press.watching import changes, folders, narrowed

    here = Path.cwd()
    latest = [first]
    stream = changes(lambda: folders(latest[0]))
    _interrupted(build_and_show(first, choices))
    if not choices.quiet:
        show(stderr(), "Note", "watching for changes; Ctrl-C ends", "")
    with one_pandoc():
        _warm(first)
        # What is there now stays. Garbage is looked for while nothing is asked, or a save would wait for it.
        gc.freeze()
        for changed in stream:
            with _told():
                # Where the folder was removed and made again, the old one has no files and no path.
                os.chdir(here)
                before, latest[0] = latest[0], request(choices)
                _interrupted(build_and_show(narrowed(latest[0], changed, before), choices, _news))
            gc.collect()


def _news(article: ArticleReport) -> bool:
    """Whether there is anything new about an article."""
    return article.exit_code != 0 or any(o.status != "unchanged" for o in article.outcomes)


def _interrupted(code: int) -> None:
    if code == INTERRUPTED:
        raise KeyboardInterrupt


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Say what is wrong, and let the next save mend it."""
    try:
        yield
    except PubpipeError as error:
        show(stderr(), "Error", error.message, error.hint)
    except OSError as error:
        what = f"{error.filename or 'the folder'}: {error.strerror or error}"
        show(stderr(), "Error", what, "Put it right, or end with Ctrl-C.")


def _warm(asked: Request) -> None:
    """Make the editions of the shortest article for nobody: the libraries are then at hand for the first save."""
    from pubpipe import press

    sizes = {one: one.path.stat().st_size for one in asked.inputs if one.path and one.path.is_file()}
    if sizes:
        shortest = min(sizes, key=lambda one: sizes[one])
        press.build(replace(asked, inputs=(shortest,), output="", in_memory=True, whole=False))
    gc.collect()
