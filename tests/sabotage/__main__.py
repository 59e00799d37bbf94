"""``python -m tests.sabotage [--articles N] [--places N] [--forms LIST]`` -> a line an operator; exit code 1 below 99 %."""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor

from tests.sabotage.harness import NESTED, OPERATORS, VARIANTS, false_alarms, trial

BAR = 0.99


def main() -> int:
    """Try every operator, some at a time, and tell the share that was found and the first that were not."""
    parser = argparse.ArgumentParser(prog="python -m tests.sabotage")
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--places", type=int, default=400)
    parser.add_argument(
        "--good",
        type=int,
        default=24,
        help="articles whose editions are looked at unharmed, half of them nested",
    )
    parser.add_argument("--forms", default=",".join(OPERATORS))
    parser.add_argument("--only", default="", help="operators whose names begin so")
    asked = parser.parse_args()
    forms = asked.forms.split(",")
    wanted = [(form, name) for form in forms for name in OPERATORS[form] if name.startswith(asked.only)]
    short = 0
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        half = asked.good // 2
        parts = (range(half), range(NESTED, NESTED + asked.good - half))
        alarms = [pool.submit(_alarms, seeds) for seeds in parts]
        trials = [pool.submit(trial, *one, asked.articles, asked.places) for one in wanted]
        for told in trials:
            one = told.result()
            short += one.rate < BAR
            where = (
                "" if not one.missed else f"  missed in article {one.missed[0][0]}, place {one.missed[0][1]}"
            )
            print(f"{one.form:5} {one.operator:28} {one.tried:4} {one.rate:7.1%}{where}", flush=True)
        alarmed = [line for part in alarms for line in part.result()]
    for line in alarmed:
        print(f"false alarm: {line}")
    good = asked.good * (len(VARIANTS) + len(OPERATORS))
    print(f"{len(wanted)} operators, {short} below {BAR:.0%}; {len(alarmed)} errors in {good} good editions")
    return 1 if short or alarmed else 0


def _alarms(seeds: range) -> list[str]:
    return [f"{form} of article {seed}: {finding.message}" for form, seed, finding in false_alarms(seeds)]


if __name__ == "__main__":
    sys.exit(main())
