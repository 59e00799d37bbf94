"""The console script: arguments -> an exit code."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line; ends the process with the exit code of docs/cli.md."""
    # Most of what a command makes lives to its end, and looking through it for garbage costs a tenth.
    gc.set_threshold(200_000, 20, 20)
    try:
        from pubpipe.again import answer

        code = answer()
        if code is not None:
            sys.exit(code)
        from pubpipe import compiled

        with compiled.kept():
            _run()
    except KeyboardInterrupt:
        sys.exit(130)


def _run() -> None:
    from pubpipe.cli.app import main as run

    for stream in (sys.stdout, sys.stderr):
        # A title in Japanese must not end a build on a terminal that knows Latin-1 only.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    run(prog_name="pubpipe")


if __name__ == "__main__":
    main()
