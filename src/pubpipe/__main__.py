"""The console script: arguments -> an exit code."""

from __future__ import annotations

import atexit
import gc
import os
import sys


def main() -> None:
    """Run the command line; ends the process with the exit code of docs/cli.md."""
    # Most of what a command makes lives to its end, and looking through it for garbage costs a tenth.
    gc.set_threshold(200_000, 20, 20)
    try:
        from pubpipe.again import answer

        code = answer()
        if code is None:
            _helped()
    except KeyboardInterrupt:
        code = 130
    except SystemExit as end:
        if not isinstance(end.code, int):
            raise
        code = end.code
    _end(code or 0)


def _helped() -> None:
    """Run with what was found and compiled at an earlier start, and keep what is new."""
    from pubpipe import modules

    finder = modules.kept()
    try:
        from pubpipe import compiled

        with compiled.kept():
            _run()
    finally:
        modules.keep(finder, modules.path())


def _run() -> None:
    from pubpipe.cli.app import main as run

    for stream in (sys.stdout, sys.stderr):
        # A title in Japanese must not end a build on a terminal that knows Latin-1 only.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    run(prog_name="pubpipe")


def _end(code: int) -> None:
    """End the process; what it was to do at its end is done, but nothing that it holds is taken apart.

    That takes a tenth of the time of a first edition, object by object, and the system does it at once.
    """
    # Here nobody else may be at work, and whatever was said must have arrived.
    if "threading" in sys.modules and sys.modules["threading"].active_count() > 1:
        sys.exit(code)
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):
        sys.exit(code)
    os._exit(code)


if __name__ == "__main__":
    main()
