"""Tools and inputs -> the comparisons: pairs of commands in turn, the ratio of each pair, its median."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import inputs, peers
from bench.environment import ROOT, Tools
from bench.tree import Run, measure

FOUNDING = ROOT / "source" / "us-japan-military-alliance.txt"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two commands that do the same, each in its folder; ``by`` is ``cpu`` or ``wall``."""

    name: str
    ours: list[str]
    theirs: list[str]
    folder: Path
    by: tuple[str, ...] = ("cpu", "wall")
    bar: str = ""
    faster: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: the medians of both, the least, median and greatest ratio of the pairs."""

    name: str
    unit: str
    ours: float
    theirs: float
    ratios: tuple[float, float, float]
    bar: str


def compare(pair: Pair, times: int, say: Callable[[str], None]) -> list[Row]:
    """Run both in turn, once unmeasured and then so many times; return a row a measure."""
    runs: list[tuple[Run, Run]] = []
    for n in range(times + 1):
        say(f"{pair.name}, {n} of {times}")
        both = measure(pair.ours, pair.folder), measure(pair.theirs, pair.folder)
        if n:
            runs.append(both)
    rows = []
    for by in pair.by:
        values = [(getattr(a, by), getattr(b, by)) for a, b in runs]
        ratios = sorted(b / a if pair.faster else a / b for a, b in values)
        ours, theirs = (median(side) for side in zip(*values, strict=True))
        rows.append(
            Row(pair.name, f"s {by}", ours, theirs, (ratios[0], median(ratios), ratios[-1]), pair.bar)
        )
    return rows


def pairs(tools: Tools, folder: Path, articles: int, unchanged: int) -> list[Pair]:
    """Return all comparisons, with their inputs written below ``folder``.

    The batch that is made has so many ``articles``, the one of which nothing is made ``unchanged``.
    """
    pubpipe, python = str(tools.pubpipe), str(tools.python)
    one = folder / "one"
    inputs.batch(one, 0)
    (one / "source" / "founding.txt").write_bytes(FOUNDING.read_bytes())
    measure([pubpipe, "all"], one)
    (one / "peer.md").write_bytes((one / "dist" / "founding.md").read_bytes())
    many = folder / "many"
    sources = inputs.batch(many, articles)
    measure([pubpipe, "all", "-q"], many)
    still = folder / "still"
    inputs.batch(still, unchanged)
    measure([pubpipe, "all", "-q"], still)
    pages = [str(many / path.with_suffix(".html").name) for path in sources]
    for path, page in zip(sources, pages, strict=True):
        measure([str(tools.pandoc), str(path), "-s", "-t", "html", "-o", page], many)
    alone = [pubpipe, "all", "-q", "--force"]
    batch = [*alone, "--jobs", "2"]
    nothing = [python, "-c", "pass"]
    weasy, typst = peers.with_weasyprint(tools, "$1", "$1"), peers.with_typst(tools, "$1", "$1")
    for name in ("weasyprint", "typst"):
        (folder / name).mkdir()
        for path in sources:
            (folder / name / path.name).write_bytes(path.read_bytes())
    cold_weasy = peers.shell(peers.with_weasyprint(tools, "peer.md", "peer"))
    measure([str(tools.pandoc), "peer.md", "-s", "-t", "html", "-o", "peer.html"], one)
    others = peers.when_present("peer.md", "peer.html", "other")
    cold_typst = peers.shell(peers.with_typst(tools, "peer.md", "peer"))
    lot = f"{articles} articles, all editions, two jobs"
    return [
        Pair("One article, all editions, cold / pandoc 3 times with WeasyPrint", alone, cold_weasy, one, bar="≤ 0.50"),
        Pair("The same / pandoc 3 times and typst", alone, cold_typst, one, bar="≤ 3"),
        *(Pair(f"The same / {name} 3 times", alone, peers.shell(line), one) for name, line in others.items()),
        Pair("No change, one article / `python -c pass`", [pubpipe, "all", "-q"], nothing, one, ("cpu",), "≤ 1.8"),
        Pair(
            f"No change, {unchanged:,} articles / `python -c pass`",
            [pubpipe, "all", "-q"], nothing, still, ("cpu",), "≤ 4",
        ),
        Pair(
            f"{lot}: throughput / `xargs -P2` of pandoc 3 times with WeasyPrint",
            batch, peers.two_at_a_time(weasy, folder / "weasyprint"), many, ("wall",), "≥ 8", faster=True,
        ),
        Pair(
            f"{lot}: throughput / `xargs -P2` of pandoc 3 times and typst",
            batch, peers.two_at_a_time(typst, folder / "typst"), many, ("wall",), "≥ 1.3", faster=True,
        ),
        Pair(
            f"{lot}: CPU / warm `write_pdf` alone",
            batch, [python, "-c", peers.FLOOR, *pages], many, ("cpu",), "≤ 1.6",
        ),
    ]  # fmt: skip
