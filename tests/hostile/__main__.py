"""``python -m tests.hostile [--seconds N] [FOLDER]`` -> a line an input, and exit code 1 where one did harm."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.hostile import bombs, requests
from tests.hostile.harness import SECRET, Limits, attempt, canary, inputs


def main() -> int:
    """Try the inputs of a folder, or without one all that are generated, at their full size."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--seconds", type=float, default=400.0)
    parser.add_argument("--settings", default="", help="lines of pubpipe.toml")
    parser.add_argument("--together", action="store_true", help="build all inputs at once")
    parser.add_argument("--verbose", action="store_true", help="show what each build said")
    parser.add_argument("--part", type=float, default=1.0, help="of the full size of generated bombs")
    parser.add_argument("--only", default="", help="inputs whose names begin so")
    asked = parser.parse_args()
    harmed = 0
    with canary() as (address, requested), tempfile.TemporaryDirectory() as made:
        folder = asked.folder or Path(made) / "inputs"
        if asked.folder is None:
            folder.mkdir()
            secret = Path(made) / "outside" / "secret.txt"
            secret.parent.mkdir()
            secret.write_text(f"{SECRET}\n\nThis is nobody's business but its owner's.\n", "utf-8")
            requests.write(folder, address, secret)
            bombs.write(folder, asked.part)
            (folder / "names").mkdir()
            bombs.names(folder / "names")
        chosen = [one for one in inputs(folder) if one.name.startswith(asked.only)]
        for group in [chosen] if asked.together else [[one] for one in chosen]:
            trial = attempt(group, requested, Limits(seconds=asked.seconds, settings=asked.settings))
            harmed += bool(trial.faults)
            name = repr(group[0].name) if len(group) == 1 else f"{len(group)} inputs"
            print(f"{trial.code:3} {trial.seconds:6.1f} s {trial.memory // 2**20:5} MiB  {name}", flush=True)
            for fault in trial.faults:
                print(f"      {fault}", flush=True)
            if asked.verbose:
                print(trial.told)
    print(f"{harmed} inputs did harm")
    return 1 if harmed else 0


if __name__ == "__main__":
    sys.exit(main())
