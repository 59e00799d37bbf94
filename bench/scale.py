"""What a cluster costs -> JSON lines: its overhead over ``--jobs``, memory article by article, a scheduler's load.

    python -m bench.scale overhead --articles 200 --rounds 5
    python -m bench.scale memory --articles 10000 --formats md
    python -m bench.scale load --chunks 125000 --workers 2

The figures of docs/scale.md are made with it. ``load`` sends as many chunks as an archive of a million articles has
through a real scheduler, to real workers on which only the typesetting is left out: what comes back has the size of
editions.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil
from distributed import WorkerPlugin

from bench import inputs, tree
from pubpipe.model import Edition, Finding, Manuscript, Metadata, Rendering, Style
from pubpipe.press.cluster.connecting import QUIET, connected
from pubpipe.press.cluster.crew import Chunk
from pubpipe.press.cluster.flight import Flight
from pubpipe.press.workers.making import Result, Results
from tests.support.cluster import Processes, cluster

ROOT = Path(__file__).parents[1]
WORDS = 530
_TEXTS = 100  # by which memory is measured
# KiB of an article's editions of so many words: Markdown, PDF, EPUB, text, web page, cover.
SIZES = {"md": 4, "pdf": 66, "epub": 41, "txt": 4, "html": 160, "webp-cover": 8}
FEW = tuple(f"source/article-{n:04}.md" for n in range(4))


@dataclass(frozen=True, slots=True)
class Sample:
    """Of one process at one moment: MiB of memory, and seconds of CPU since it began."""

    memory: float
    cpu: float


def sample(process: psutil.Process) -> Sample:
    """Look at a process, without its children."""
    times = process.cpu_times()
    return Sample(round(process.memory_info().rss / 2**20, 1), round(times.user + times.system, 2))


def say(**facts: object) -> None:
    """Print one line of JSON."""
    print(json.dumps(facts), flush=True)


def command(*options: str) -> list[str]:
    """Return the command that builds what is in ``source/`` of the current folder, with no word."""
    return [sys.executable, "-m", "pubpipe", "all", "--quiet", *options]


@contextmanager
def machines(workers: int) -> Iterator[Processes]:
    """A scheduler and workers of one thread each, with the settings that docs/scale.md advises."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {"PYTHONPATH": str(ROOT)} | {_variable(key): str(value) for key, value in QUIET.items()}
        with cluster(Path(folder), workers, environ=environ) as processes:
            yield processes


def _variable(key: str) -> str:
    """Return the name by which dask finds a setting in the environment."""
    return f"DASK_{key.upper().replace('.', '__').replace('-', '_')}"


def overhead(articles: int, rounds: int, formats: str) -> None:
    """Build the same articles in turn by the pool and by a cluster of two workers on the same cores.

    CPU is that of all processes, without what the cluster had used before the build.
    """
    ratios: dict[str, list[float]] = {"cpu": [], "wall": []}
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder) / "project"
        inputs.batch(here, articles, WORDS)
        some = ("--formats", formats) if formats else ()
        for _ in range(rounds):
            pool = tree.measure(command("--force", "--jobs", "2", *some), here)
            with machines(2) as processes:
                # Other builds were here before: the machines have imported what they need.
                cluster = ("--force", "--cluster", processes.address, *some)
                tree.measure(command(*cluster, *FEW), here)
                all_of_them = _members(processes)
                before = sum(_with_children(one) for one in all_of_them)
                client = tree.measure(command(*cluster), here)
                # The workers' own processes are counted once they have ended.
                after = sum(_with_children(one) for one in all_of_them)
            cpu = client.cpu + after - before
            ratios["cpu"].append(cpu / pool.cpu)
            ratios["wall"].append(client.wall / pool.wall)
            say(pool_cpu=round(pool.cpu, 2), cluster_cpu=round(cpu, 2), client_cpu=round(client.cpu, 2))
            say(pool_wall=round(pool.wall, 2), cluster_wall=round(client.wall, 2))
    for name, values in ratios.items():
        say(
            ratio=name,
            median=round(median(values), 3),
            least=round(min(values), 3),
            most=round(max(values), 3),
        )


def memory(articles: int, formats: str, jobs: int, steps: int = 20) -> None:
    """Build articles and look at the client and the scheduler after each twentieth of them, and at the client's peak.

    With ``jobs`` the client's own pool makes them instead, and there is no scheduler.
    """
    if jobs:
        with tempfile.TemporaryDirectory() as folder:
            _watched(Path(folder), ("--jobs", str(jobs)), None, articles, formats, steps)
        return
    with tempfile.TemporaryDirectory() as folder, machines(1) as processes:
        assert processes.scheduler is not None
        scheduler = psutil.Process(processes.scheduler.pid)
        _watched(Path(folder), ("--cluster", processes.address), scheduler, articles, formats, steps)


def _many(here: Path, articles: int) -> None:
    """Write a project of so many articles; the texts of a few come again under other titles, which is soon done."""
    texts = [path.read_text("utf-8") for path in inputs.batch(here, min(_TEXTS, articles), WORDS)]
    for n in range(len(texts), articles):
        again = texts[n % len(texts)].replace(f"# Article {n % len(texts)} ", f"# Article {n} ")
        (here / "source" / f"article-{n:04}.md").write_text(again, "utf-8")


def _watched(  # noqa: PLR0913, PLR0917  # where, by whom, beside whom, how much of what
    folder: Path,
    by: tuple[str, str],
    scheduler: psutil.Process | None,
    articles: int,
    formats: str,
    steps: int,
) -> None:
    here = folder / "project"
    _many(here, articles)
    lines = command(*by, "--formats", formats, "--json-lines")
    with subprocess.Popen(lines, cwd=here, stdout=subprocess.PIPE, text=True) as client:
        assert client.stdout is not None
        for number, _ in enumerate(client.stdout, 1):
            if number % (articles // steps) == 0 and number <= articles:
                one = sample(psutil.Process(client.pid))
                say(articles=number, client=one.memory, client_cpu=one.cpu)
                if scheduler is not None:
                    other = sample(scheduler)
                    say(articles=number, scheduler=other.memory, scheduler_cpu=other.cpu)
        # Of the client alone, the last moments included, in which it sums up.
        say(articles=articles, client_peak=round(os.wait4(client.pid, 0)[2].ru_maxrss / 1024, 1))


class Idle(WorkerPlugin):
    """In the place of a crew: it makes nothing, and what it gives back is as large as editions are."""

    def __init__(self) -> None:
        self.unlike = ()

    def make(self, chunk: Chunk) -> tuple[tuple[int, Results], ...]:
        """Return results of the usual size."""
        made = tuple(Result(Rendering(bytes(size * 1024)), 0.1, _finding()) for size in SIZES.values())
        return tuple((number, made) for number, _ in chunk)


def _finding() -> Finding:
    return Finding("info", "bench", "What an edition has to say.", "Nothing to do.")


def _alike(articles: int) -> Iterator[tuple[int, tuple[Edition, ...]]]:
    """Yield so many articles of the usual length, each with a text of its own."""
    body, style = inputs.text(WORDS, 0, "An article"), Style("default", {})
    for number in range(articles):
        manuscript = Manuscript(
            f"a{number}", Metadata("An article", "en"), f"{number} {body}", f"{number} {body}"
        )
        yield number, tuple(Edition(manuscript, style, form) for form in SIZES)


def load(chunks: int, workers: int) -> None:
    """Send so many chunks of eight articles through a scheduler and tell what it and the client had of it."""
    articles = chunks * 8
    with machines(workers) as processes, connected(processes.address, 0) as client:
        client.wait_for_workers(workers)
        client.register_plugin(Idle(), name="idle")
        assert processes.scheduler is not None
        watched = {"client": psutil.Process(), "scheduler": psutil.Process(processes.scheduler.pid)}
        flight = Flight(client, "idle", processes.address)
        begin, before = time.monotonic(), {name: sample(one) for name, one in watched.items()}
        for number, _ in enumerate(flight.all(_alike(articles), articles), 1):
            if number % max(8, articles // 10) == 0:
                for name, one in watched.items():
                    now = sample(one)
                    spent = round((now.cpu - before[name].cpu) / number * 8_000, 2)
                    say(process=name, chunks=number // 8, memory=now.memory, cpu_ms_a_chunk=spent)
        say(chunks_a_second=round(chunks / (time.monotonic() - begin), 1), workers=workers)


def _members(processes: Processes) -> list[psutil.Process]:
    members = [processes.scheduler, *processes.workers]
    return [psutil.Process(one.pid) for one in members if one is not None]


def _with_children(process: psutil.Process) -> float:
    """Seconds of CPU of a process and of all below it, the ended ones that were waited for included."""
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        times = one.cpu_times()
        total += times.user + times.system + times.children_user + times.children_system
    return total


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    what = parser.add_subparsers(dest="what", required=True)
    for name in ("overhead", "memory"):
        one = what.add_parser(name)
        one.add_argument("--articles", type=int, default=200 if name == "overhead" else 10_000)
        one.add_argument("--formats", default="" if name == "overhead" else "md")
    what.choices["overhead"].add_argument("--rounds", type=int, default=5)
    what.choices["memory"].add_argument("--jobs", type=int, default=0)
    one = what.add_parser("load")
    one.add_argument("--chunks", type=int, default=125_000)
    one.add_argument("--workers", type=int, default=2)
    asked = vars(parser.parse_args())
    match asked.pop("what"):
        case "overhead":
            overhead(**asked)
        case "memory":
            memory(**asked)
        case _:
            load(**asked)


if __name__ == "__main__":
    main()
