"""Many articles in one run on this machine -> JSON lines: the memory of its processes, article by article, and the rate.

    python -m bench.workers --articles 2000
    python -m bench.workers --articles 10000 --jobs 2

The ratio is that of the largest worker at the end to the largest after the twentieth article, which is to stay near 1.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from pathlib import Path

import psutil

from bench import inputs
from bench.scale import command, sample, say

_FIRST = 20  # articles after which a worker has met what articles have
_STEPS = 20


def measure(articles: int, jobs: int, formats: str) -> None:
    """Build articles and look at the client and its workers after the twentieth, then after each part of them."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        inputs.batch(here, articles)
        some = ("--formats", formats) if formats else ()
        lines = command("--jobs", str(jobs), "--json-lines", *some)
        begin, first, last = time.monotonic(), list[float](), list[float]()
        with subprocess.Popen(lines, cwd=here, stdout=subprocess.PIPE, text=True) as client:
            assert client.stdout is not None
            for number, _ in enumerate(client.stdout, 1):
                if number != _FIRST and number % max(1, articles // _STEPS):
                    continue
                if found := workers(client.pid):
                    last = found
                    first = first or (found if number >= _FIRST else [])
                    say(articles=number, client=sample(psutil.Process(client.pid)).memory, workers=found)
        seconds = time.monotonic() - begin
        built = len(list((here / "dist").glob("article-*.ledger.json")))
        say(built=built, lost=articles - built, code=client.returncode, a_second=round(built / seconds, 2))
        if first:
            say(ratio=round(max(last) / max(first), 3), first=max(first), last=max(last))


def workers(client: int) -> list[float]:
    """Return the MiB of each worker of a build: they are forked from a server, and have its command line."""
    try:
        below = psutil.Process(client).children(recursive=True)
        return [sample(one).memory for one in below if _is_server(one) and _is_server(one.parent())]
    except psutil.NoSuchProcess:
        return []


def _is_server(process: psutil.Process | None) -> bool:
    return process is not None and any("forkserver" in word for word in process.cmdline())


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m bench.workers", description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--formats", default="")
    measure(**vars(parser.parse_args()))


if __name__ == "__main__":
    main()
