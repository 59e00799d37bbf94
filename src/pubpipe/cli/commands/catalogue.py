"""``pubpipe catalogue``: what lies in ``dist/`` -> a catalogue that e-readers load from any web server."""

from __future__ import annotations

from pathlib import Path

import click

from pubpipe.cli import options
from pubpipe.cli.blocks import WORDS, complaints, index
from pubpipe.cli.group import show
from pubpipe.cli.terminal import json_bytes, stderr, stdout, write_bytes

EPILOG = """\b
Examples:
  pubpipe catalogue
  pubpipe catalogue --remove

Readers are given the address of opds.xml (OPDS 1.2: KOReader, Moon+ Reader, Foliate) or of opds.json
(OPDS 2.0: Thorium) on the web server that has dist/, or of `pubpipe serve`.
"""


@click.command("catalogue", epilog=EPILOG)
@options.project_option
@options.force_option
@click.option("--remove", is_flag=True, help="Take the catalogue away again.")
@options.json_option
@options.quiet_option
@options.verbose_option
def command(project: Path | None, force: bool, remove: bool, **how: bool) -> int:
    """Make a catalogue of dist/ for e-readers (OPDS).

    It lists the editions that are there, with their covers, sizes and hashes: opds.xml and opds.json, from a
    hundred articles on in several pages. Builds keep it in step from then on; with catalogue = true in pubpipe.toml
    they make it by themselves.
    """
    from pubpipe.press import cataloguing, report_object
    from pubpipe.project import current

    found = current(project)
    if remove:
        gone = cataloguing.withdraw(found)
        for path in gone:
            if not how["quiet"]:
                stdout().say(f"removed {path}")
        if not gone and not how["quiet"]:
            stdout().say("there is no catalogue to remove")
        return 0
    report = cataloguing.catalogue(found, force=force)
    out, err = stdout(), stderr()
    if how["as_json"]:
        write_bytes(json_bytes(report_object(report)))
    elif not how["quiet"]:
        for line in index(report.index, out):
            out.say(line)
    for article in report.articles:
        for word, message, hint in complaints(article, details=how["verbose"] > 0):
            show(err, word, message, hint)
    for finding in (*report.findings, *(f for o in report.index for f in o.findings)):
        show(err, WORDS[finding.severity], finding.message, finding.hint)
    return report.exit_code
