"""``pubpipe init``: a folder -> a new project with settings, a sample article and a README."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from pubpipe.cli import options
from pubpipe.cli.folders import LocalFolder
from pubpipe.cli.terminal import stdout
from pubpipe.errors import PubpipeError, UsageProblem

# Packaged name -> name in the project.
FILES = {
    "pubpipe.toml": "pubpipe.toml",
    "README.md": "README.md",
    "ignore.txt": ".gitignore",
    "the-measure-of-a-line.md": "source/the-measure-of-a-line.md",
}

EPILOG = """\b
Examples:
  pubpipe init
  pubpipe init letters
"""


_FOLDER = LocalFolder(
    "A project's own folder is, with its state; source and dist in its pubpipe.toml may be addresses."
)


@click.command("init", epilog=EPILOG)
@click.argument("folder", metavar="[DIR]", default=".", type=_FOLDER)
@options.quiet_option
@options.verbose_option
def command(folder: Path, quiet: bool, verbose: int) -> int:
    """Start a project in DIR, or here.

    It gets pubpipe.toml, source/ with a sample article, and a README.
    Files that are already there stay as they are; a folder that is a project already is refused.
    """
    _refuse_project(folder)
    written = _write(folder)
    if not quiet:
        out = stdout()
        out.say(f"A new project in {folder.resolve()}:")
        for name in written:
            out.say(f"  {name}")
        out.say("\nNext:")
        if folder.resolve() != Path.cwd().resolve():
            out.say(f"  cd {shlex.quote(str(folder))}")
        out.say("  pubpipe all                         makes every edition in dist/")
        out.say("  pubpipe open the-measure-of-a-line  shows the PDF")
        out.say("Then put your own articles in source/.")
    return 0


def _refuse_project(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageProblem(f"{folder} is a file", "Name a folder.")
    source = folder / "source"
    if (folder / "pubpipe.toml").exists():
        found = "pubpipe.toml"
    elif source.is_dir() and any(source.iterdir()):
        found = "source/ with files in it"
    elif source.exists() and not source.is_dir():
        found = "a file named source"
    else:
        return
    where = "this folder" if folder == Path() else str(folder)
    raise UsageProblem(
        f"{where} has {found} already", "pubpipe all builds it; name another folder for a new project."
    )


def _write(folder: Path) -> list[str]:
    from importlib.resources import files

    sample = files("pubpipe.cli") / "sample"
    written: list[str] = []
    for packaged, name in FILES.items():
        target = folder / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                file.write((sample / packaged).read_bytes())
        except FileExistsError:
            continue
        except OSError as error:
            raise PubpipeError(f"{target} cannot be written: {error.strerror or error}") from error
        written.append(name)
    return written
