"""The commands' own help -> docs/cli.md (with ``--check``: exit code 1 when the file is not current)."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pubpipe.cli.app import main as pubpipe

TARGET = Path(__file__).parent.parent / "docs" / "cli.md"

HEAD = """# The command line

Made from the commands' own help by `python tools/cli_reference.py`; a test keeps it current.

An option comes before the environment variable of its name (`PUBPIPE_FORMATS`, `PUBPIPE_STYLE`,
`PUBPIPE_LANG`, `PUBPIPE_PUBLICATION`, `PUBPIPE_PAGE`, `PUBPIPE_JOBS`, `PUBPIPE_STRICT`,
`PUBPIPE_REMOVE_NOTHING`, `PUBPIPE_TWO_SIDED`, `PUBPIPE_COLOPHON`, `PUBPIPE_CITATION_STYLE`, `PUBPIPE_LOOK`,
`PUBPIPE_TEXT_WIDTH`, `PUBPIPE_EPUB_FONTS`, `PUBPIPE_EPUB_PICTURE_SIZE`, `PUBPIPE_EPUB_PICTURE_QUALITY`,
`PUBPIPE_ACCESSIBILITY_CERTIFIED_BY`, `PUBPIPE_SOURCES_QR`, `PUBPIPE_SOURCES_TIMEGATE`, `PUBPIPE_URL`,
`PUBPIPE_INDEX`, `PUBPIPE_CATALOGUE`, `PUBPIPE_CATALOGUE_SEARCH`, `PUBPIPE_BOOKLET_SHEETS`,
`PUBPIPE_BOOKLET_THICKNESS`, `PUBPIPE_LIMITS_TIME`, `PUBPIPE_LIMITS_MEMORY`, `PUBPIPE_LIMITS_BYTES`,
`PUBPIPE_SOURCE`, `PUBPIPE_DIST`,
`PUBPIPE_PROJECT`), the variable before `pubpipe.toml`, and that before the default. Results go to standard
output; progress, warnings and errors go to standard error. Colours are left out in a pipe, on a dumb terminal
and where `NO_COLOR` is set. What `--json` prints is described by `src/pubpipe/report.schema.json`.
"""


def reference() -> str:
    """Return the whole page: one section a command, its help at 80 columns."""
    sections = [HEAD, _section(pubpipe, "pubpipe", None)]
    with click.Context(pubpipe, info_name="pubpipe") as context:
        for name in pubpipe.list_commands(context):
            sections.append(_section(pubpipe.commands[name], name, context))
    return "\n".join(sections)


def _section(command: click.Command, name: str, parent: click.Context | None) -> str:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=80, max_content_width=80)
    text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"## {context.command_path}\n\n```text\n{text}\n```\n"


def _main() -> int:
    current = TARGET.read_text("utf-8") if TARGET.exists() else ""
    if "--check" in sys.argv[1:]:
        return int(current != reference())
    TARGET.write_text(reference(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(_main())
