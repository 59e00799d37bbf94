"""``pubpipe styles``: the house styles that there are -> a list, or a page of each to look at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubpipe.cli import options
from pubpipe.cli.folders import LocalFolder
from pubpipe.cli.terminal import Terminal, json_bytes, stdout, write_bytes
from pubpipe.errors import CheckFailed, ConfigurationError

if TYPE_CHECKING:
    from pubpipe.project import Project

EPILOG = """\b
Examples:
  pubpipe styles
  pubpipe styles --preview pages          a PDF of each, of the sample article
  pubpipe styles book --preview pages -v  with the style's files

A style of your own is a folder in styles/. A file in it stands for the packaged one of its name;
print-own.css, web-own.css, ebook-own.css and tokens-own.css are laid over those that there are.
"""

_SAMPLE = "the-measure-of-a-line.md"


@click.command("styles", epilog=EPILOG)
@click.argument("names", metavar="[STYLE]...", nargs=-1, shell_complete=options.complete_styles)
@options.project_option
@click.option(
    "--preview",
    metavar="DIR",
    type=LocalFolder("Name a folder for the previews here.", file_okay=False),
    help="Write a PDF of the sample article in each style to this folder.",
)
@options.json_option
@options.quiet_option
@options.verbose_option
def command(names: tuple[str, ...], project: Path | None, preview: Path | None, **how: bool) -> int:
    """List the house styles, or preview them.

    A folder in the project's styles/ adds a style, or covers a packaged one file by
    file. With --preview each is tried; one that does not hold is an error that names
    file and line.
    """
    from pubpipe.project import current
    from pubpipe.styling import names as known

    found = current(project)
    rows = [_told(found, name) for name in names or known(found.styles)]
    if how["as_json"]:
        write_bytes(json_bytes({"styles": rows}))
    elif not how["quiet"] and (preview is None or how["verbose"]):
        _list(stdout(), rows, found.settings.style, how["verbose"])
    if preview is not None:
        _preview(found, [str(row["name"]) for row in rows], preview, quiet=how["quiet"] or how["as_json"])
    return 0


def _told(project: Project, name: str) -> dict[str, object]:
    """What there is to say about a style; raises ConfigurationError for one that does not exist."""
    from pubpipe.styling import load

    style = load(name, project.styles)
    own = project.styles / name
    yours = sorted(file for file in style.files if (own / file).is_file())
    about = style.files.get("about.txt", b"").decode(errors="replace").strip()
    return {"name": name, "about": about, "files": sorted(style.files), "yours": yours}


def _list(out: Terminal, rows: list[dict[str, object]], chosen: str, verbose: bool) -> None:
    for row in rows:
        name, yours = str(row["name"]), row["yours"]
        mark = "*" if name == chosen else " "
        out.say(out.wrap(str(row["about"]), f"{mark} {name:<12} ", " " * 15))
        shown = row["files"] if verbose else yours
        assert isinstance(shown, list)
        if shown:
            word = "files" if verbose else "yours"
            out.say(out.wrap(f"{word}: {', '.join(shown)}", " " * 15, " " * 15))


def _preview(project: Project, names: list[str], folder: Path, *, quiet: bool) -> None:
    """Make a PDF of the sample article in each style; raise the worst of what went wrong at the end."""
    from importlib.resources import files

    from pubpipe.press import build
    from pubpipe.press.request import Input, Request

    sample = files("pubpipe.cli").joinpath("sample", _SAMPLE).read_bytes()
    wrong: list[tuple[int, str, str]] = []
    for name in names:
        styled = replace(project, settings=replace(project.settings, style=name))
        inputs = (Input(_SAMPLE, None, sample, ".md"),)
        report = build(Request(styled, inputs, ("pdf",), in_memory=True))
        for outcome in (o for article in report.articles for o in article.outcomes):
            wrong += [(report.exit_code, f.message, f.hint) for f in outcome.findings if f.severity != "info"]
            if outcome.content is not None:
                folder.mkdir(parents=True, exist_ok=True)
                (folder / f"{name}.pdf").write_bytes(outcome.content)
                if not quiet:
                    stdout().say(f"  {folder / name}.pdf")
    if wrong:
        code, message, hint = max(wrong)
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        kind = ConfigurationError if code == ConfigurationError.exit_code else CheckFailed
        raise kind(message + more, hint)
