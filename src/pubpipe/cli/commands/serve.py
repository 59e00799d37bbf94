"""``pubpipe serve``: ``dist/`` -> web server for this machine, or for the network that it is in."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from pubpipe.cli import options
from pubpipe.cli.terminal import stdout

EPILOG = """\b
Examples:
  pubpipe serve        this machine alone
  pubpipe serve --lan  phones and e-readers in the same network, by a QR code
  pubpipe catalogue && pubpipe serve --lan  with a catalogue for e-readers

With --lan, everybody in the network can read what is in dist/, ledgers included. Ctrl-C ends it.
"""


@click.command("serve", epilog=EPILOG)
@options.project_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 is any free one."
)
@click.option("--lan", is_flag=True, help="Let the network in that this machine is in.")
@options.quiet_option
@options.verbose_option
def command(project: Path | None, port: int, lan: bool, quiet: bool, verbose: int) -> int:
    """Serve dist/, with its index and its catalogue.

    Nobody but this machine is served unless --lan says so, and nothing outside dist/. Files are as they are on the
    disk at each request, so a build beside it shows at once. -v tells of each request.
    """
    from pubpipe.delivery import serving
    from pubpipe.delivery.qr import code
    from pubpipe.project import current, on_this_machine

    found = current(project)
    on_this_machine(found.dist, "served")
    out = stdout()

    def ready(served: serving.Served) -> None:
        out.say(served.address)
        if served.catalogue and not quiet:
            out.say(f"{served.catalogue}  the catalogue for e-readers")
        if lan and not quiet:
            for line in code(served.address):
                out.say(out.white_on_black(line))

    def told(method: str, path: str, status: int) -> None:
        out.say(f"{status} {method} {path}")

    with contextlib.suppress(KeyboardInterrupt):
        serving.serve(found.dist, port, lan=lan, on_ready=ready, told=told if verbose else None)
    return 0
