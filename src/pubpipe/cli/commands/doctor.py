"""``pubpipe doctor``: this machine -> what is installed, what is missing, and the command that helps."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubpipe.cli import options
from pubpipe.cli.terminal import Terminal, json_bytes, stdout, write_bytes
from pubpipe.errors import CheckFailed

if TYPE_CHECKING:
    from pubpipe.cli.machine import Face, Part, Script

EPILOG = """\b
Examples:
  pubpipe doctor
  pubpipe doctor --json | jq '.parts'
"""


@click.command("doctor", epilog=EPILOG)
@options.project_option
@click.option(
    "--style", metavar="NAME", default="", shell_complete=options.complete_styles, help="The house style."
)
@options.json_option
@options.quiet_option
@options.verbose_option
def command(project: Path | None, style: str, as_json: bool, quiet: bool, verbose: int) -> int:
    """Show what is installed and what is missing.

    That is: programs, libraries, the style's faces, and faces for the world's big scripts.
    Exit code 6 when
    something is missing that an edition needs. A script without a face matters only for articles in it.
    """

    from pubpipe.cli.machine import faces, parts, scripts
    from pubpipe.project import current
    from pubpipe.styling import load

    found = current(project)
    name = style or found.settings.style
    installed, own, covered = parts(), faces(load(name, found.styles)), scripts()
    missing = [part for part in installed if part.needed and not part.version]
    if as_json:
        _show_json(name, installed, own, covered)
    elif not quiet:
        _show(stdout(), name, installed, own, covered)
    if missing and as_json:
        return CheckFailed.exit_code
    if missing:
        commands = " && ".join(dict.fromkeys(part.fix for part in missing))
        raise CheckFailed(f"missing: {', '.join(part.name for part in missing)}", commands)
    return 0


def _show(
    out: Terminal, style: str, parts: tuple[Part, ...], faces: tuple[Face, ...], scripts: tuple[Script, ...]
) -> None:
    out.say(out.paint("Programs and libraries", bold=True))
    for part in parts:
        _row(out, part.name, part.version, "missing")
    out.say()
    out.say(out.paint(f"Faces of the style {style!r}", bold=True))
    for family in dict.fromkeys(face.family for face in faces):
        cuts = [face.cut or face.file for face in faces if face.family == family]
        _row(out, family or "not readable", ", ".join(cuts), "")
    if not faces:
        out.say("  none: the system's faces are used")
    out.say()
    out.say(out.paint("Installed faces, one for each script", bold=True))
    for script in scripts:
        _row(out, script.name, script.family or "", "not known" if script.family is None else "none")
    fixes = [part.fix for part in parts if not part.version] + [s.fix for s in scripts if not s.family]
    if fixes:
        out.say()
        out.say(out.paint("To add what is missing", bold=True))
        for fix in dict.fromkeys(fixes):
            out.say(f"  {fix}")


def _row(out: Terminal, name: str, value: str, absent: str) -> None:
    line = out.wrap(value or absent, f"  {name:<21} ", " " * 4)
    if not value:
        line = line.replace(absent, out.paint(absent, colour="yellow"), 1)
    out.say(line)


def _show_json(
    style: str, parts: tuple[Part, ...], faces: tuple[Face, ...], scripts: tuple[Script, ...]
) -> None:
    whole = {
        "parts": [asdict(part) for part in parts],
        "style": style,
        "faces": [asdict(face) for face in faces],
        "scripts": [asdict(script) for script in scripts],
    }
    write_bytes(json_bytes(whole))
