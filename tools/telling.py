"""A command or a refusal of the set-up -> what its user sees."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]


def run(command: list[str], *, quiet: bool = False) -> bool:
    """Run a command in the checkout; tell whether it succeeded.

    Its output is shown as it comes, with ``quiet`` only when it fails.
    """
    kept = subprocess.PIPE if quiet else None
    try:
        done = subprocess.run(command, cwd=ROOT, check=False, stdout=kept, stderr=kept, text=True)
    except OSError as error:
        say(f"{command[0]}: {error.strerror}")
        return False
    if done.returncode and quiet:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
    return done.returncode == 0


def say(words: str) -> None:
    """Tell on stderr what is being done."""
    print(f"set-up: {words}", file=sys.stderr, flush=True)


def stop(words: str) -> NoReturn:
    """Tell on stderr what to do, and end."""
    say(words)
    raise SystemExit(1)
