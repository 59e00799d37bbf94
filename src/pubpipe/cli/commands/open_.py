"""``pubpipe open``: an article's name and a format -> that edition in the system's viewer."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from pubpipe.cli import options
from pubpipe.cli.terminal import stdout
from pubpipe.errors import PubpipeError, UsageProblem

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from pubpipe.project import Project

# What people open first: the page, then what shows it nearly so.
PREFERRED = ("pdf", "html", "epub", "txt", "md")

EPILOG = """\b
Examples:
  pubpipe open us-japan-military-alliance
  pubpipe open source/letter.txt epub
  PUBPIPE_OPENER=evince pubpipe open letter pdf
"""


def _complete_format(
    _context: click.Context, _parameter: click.Parameter, typed: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from pubpipe.press import formats

    return [CompletionItem(name) for name in formats() if name.startswith(typed)]


@click.command("open", epilog=EPILOG)
@click.argument("article", metavar="ARTICLE", shell_complete=options.complete_articles)
@click.argument("format_", metavar="[FORMAT]", default="", shell_complete=_complete_format)
@options.project_option
@options.quiet_option
@options.verbose_option
def command(article: str, format_: str, project: Path | None, quiet: bool, verbose: int) -> int:
    """Open an edition in the system's viewer.

    ARTICLE is its name, its file in source/ or an edition of it; without FORMAT the first of pdf, html, epub,
    txt and md that is there. PUBPIPE_OPENER names another program than the system's.
    """
    from pubpipe.press import formats
    from pubpipe.project import current, on_this_machine
    from pubpipe.settings.known import suggest

    if format_ and format_ not in formats():
        raise UsageProblem(f"there is no format {format_!r}", suggest(format_, formats(), "Formats"))
    found = current(project)
    on_this_machine(found.dist, "opened")
    edition = _edition(found, article, format_, formats())
    if not quiet:
        stdout().say(str(edition))
    _open(edition)
    return 0


def _edition(project: Project, word: str, wanted: str, known: tuple[str, ...]) -> Path:
    path = Path(word).resolve()
    if path.is_file() and path.is_relative_to(project.dist) and not wanted:
        return path
    name = _name(project, word)
    slug = _slug(name)
    for format_ in (wanted,) if wanted else (*PREFERRED, *(f for f in known if f not in PREFERRED)):
        # `pdf-large` is the variant `large` of the PDF: <slug>.large.pdf
        suffix, _, variant = format_.partition("-")
        edition = project.dist / f"{slug}.{variant}{'.' if variant else ''}{suffix}"
        if edition.is_file():
            return edition
    kind = f"{wanted} edition" if wanted else "edition"
    hint = _hint(project, name, f"pubpipe {wanted or 'all'}")
    raise UsageProblem(f"there is no {kind} of {word!r} in {project.dist.name}/", hint)


def _name(project: Project, word: str) -> str:
    """Return an article's name: its path in ``source/`` or ``dist/`` without suffix, or the word as it is."""
    path = Path(word)
    for folder in (project.source, project.dist):
        if path.resolve().is_relative_to(folder):
            return path.resolve().relative_to(folder).with_suffix("").as_posix()
    return path.with_suffix("").as_posix() if path.is_file() else word


def _slug(name: str) -> str:
    from pubpipe.press.inputs.slugs import slug_of

    return slug_of(PurePath(f"{name}.txt"))


def _hint(project: Project, name: str, command: str) -> str:
    import difflib

    from pubpipe.project import articles

    names = [p.relative_to(project.source).with_suffix("").as_posix() for p in articles(project)]
    if name in names or _slug(name) in map(_slug, names):
        return f"{command} makes it."
    close = difflib.get_close_matches(name, names, 1)
    return f"Did you mean {close[0]!r}?" if close else f"{command} makes it."


def _open(path: Path) -> None:
    opener = os.environ.get("PUBPIPE_OPENER")
    if not opener and sys.platform == "win32":
        os.startfile(path)  # noqa: S606  # the way of the platform
        return
    words = shlex.split(opener) if opener else ["open" if sys.platform == "darwin" else "xdg-open"]
    try:
        done = subprocess.run([*words, str(path)], check=False)
    except OSError as error:
        raise PubpipeError(
            f"{words[0]} cannot be started: {error.strerror}",
            "apt install xdg-utils, or name a program in PUBPIPE_OPENER.",
        ) from error
    if done.returncode:
        raise PubpipeError(
            f"{words[0]} ended with exit code {done.returncode}", "Name another program in PUBPIPE_OPENER."
        )
