"""``python -m bench [--short]`` -> docs/benchmarks.md, measured on this machine."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench import claims, comparisons, environment, growth, watching
from bench.comparisons import Row
from bench.growth import Point, exponent

PAGE = environment.ROOT / "docs" / "benchmarks.md"

HEAD = """# Benchmarks

Written by `make bench`, which makes its inputs from a seed and runs everything on one machine: {machine}.
{shared}

{versions}.

Each comparison runs both sides in turn, once unmeasured and then {times} times; the ratio is taken pair by pair and its
median is what to quote, with the least and the greatest of the pairs behind it. CPU is that of the whole tree of
processes. No test asserts a time.

| what | unit | pubpipe | peer | ratio (least to greatest) | goal |
|---|---|---|---|---|---|
"""


SHARED = """
Where other work shared the machine, the ratios of CPU tell more than those of wall time, and both more than seconds."""

SHORT = """
This was the short form (`make bench BENCH=--short`): 30 articles instead of 200 and 100 instead of 1,000, books up to
40,000 words, 3 runs."""


def main(short: bool) -> None:
    """Measure all and write the page; ``short`` takes fewer articles, shorter books and fewer runs."""
    articles, many, times, saves = (30, 100, 3, 5) if short else (200, 1_000, 5, 30)
    books = [10_000, 20_000, 40_000] if short else [10_000, 30_000, 60_000, 120_000, 240_000]
    texts = [600, 10_000, 50_000] if short else [600, 10_000, 50_000, 100_000, 400_000]
    machine, tools = environment.machine(), environment.make()
    page = HEAD.format(
        machine=machine,
        shared=SHARED + (SHORT if short else ""),
        versions=", ".join(f"{name} {version}" for name, version in tools.versions),
        times=times,
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "books").mkdir()
        for pair in comparisons.pairs(tools, folder, articles, many):
            page += "".join(map(_line, comparisons.compare(pair, times, _say)))
        _say("tags and claims")
        written = tuple(sorted((folder / "many" / "source").glob("*.md")))
        page += _line(claims.compare(tools, folder / "many", written, times))
        _say(f"watch, {saves} saves")
        usual, slowest = watching.watched(tools, folder / "watched", comparisons.FOUNDING, saves)
        made = growth.pdf(tools, folder / "books", books, _say)
        read = growth.normalizer(tools, folder / "books", texts, _say)
    page += _growth("A PDF", made, "at most 1.05")
    page += _growth("The normalizer, warm", read[1:], "near 1")
    page += (
        f"\nAn article of {read[0].words} words, warm: {read[0].seconds * 1000:.1f} ms (goal: at most 10).\n"
    )
    page += (
        f"\n## Watch\n\nFrom a save of the founding article to its new PDF, {saves} saves: {usual:.2f} s,"
        f" the slowest {slowest:.2f} s (goal: 0.3).\n"
    )
    PAGE.write_text(page, "utf-8")
    _say(f"written: {PAGE.name}")


def _line(row: Row) -> str:
    least, middle, greatest = row.ratios
    return (
        f"| {row.name} | {row.unit} | {row.ours:.3f} | {row.theirs:.3f} "
        f"| **{middle:.2f}** ({least:.2f} to {greatest:.2f}) | {row.bar} |\n"
    )


def _growth(title: str, points: list[Point], goal: str) -> str:
    lines = [f"| {p.words:,} | {p.seconds:.2f} | {f'{p.peak:.0f}' if p.peak else ''} |" for p in points]
    table = "\n".join(["| words | CPU, s | peak, MiB |", "|---|---|---|", *lines])
    return f"\n## {title}\n\n{table}\n\nThe time grows with the power {exponent(points):.2f} of the length ({goal}).\n"


def _say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser("python -m bench", description="Measure, and write docs/benchmarks.md.")
    parser.add_argument("--short", action="store_true", help="fewer articles, shorter books, fewer runs")
    main(parser.parse_args().short)
