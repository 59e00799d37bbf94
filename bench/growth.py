"""Books of growing length -> seconds, memory, and the exponent with which the time grows."""

from __future__ import annotations

import json
import math
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench import inputs
from bench.environment import Tools
from bench.tree import measure

# What disturbs a run only makes it longer, so the shortest of several counts. Each is of a book of its own: what was
# printed once is kept, and the second reading of the same book would measure that.
_VARIANTS = 8
_SHORT = 20_000  # words
NORMALIZE = """
import json, sys, time
from pathlib import Path
from pubpipe import press
from pubpipe.press.request import Input, Overrides
from pubpipe.project import find

project = find(Path.cwd())
found = []
for name in sys.argv[1:]:
    path = Path(name).absolute()
    begin = time.process_time()
    press.normalize(Input(name, path), project, Overrides())
    found.append(time.process_time() - begin)
print(json.dumps(found))
"""


@dataclass(frozen=True, slots=True)
class Point:
    """A book: its length in words, CPU seconds, peak memory in MiB (0 where it was not measured)."""

    words: int
    seconds: float
    peak: float = 0.0


def exponent(points: list[Point]) -> float:
    """Return the slope of time over length in logarithms, by least squares."""
    pairs = [(math.log(p.words), math.log(p.seconds)) for p in points]
    x, y = (sum(side) / len(pairs) for side in zip(*pairs, strict=True))
    return float(sum((a - x) * (b - y) for a, b in pairs) / sum((a - x) ** 2 for a, _ in pairs))


def pdf(tools: Tools, folder: Path, lengths: list[int], say: Callable[[str], None]) -> list[Point]:
    """Make the PDF of a book of each length, in a process of its own."""
    points = []
    for words in lengths:
        say(f"PDF of {words:,} words")
        name = _book(folder, words)
        run = measure([str(tools.pubpipe), "pdf", "-q", name, "-o", f"{name}.pdf"], folder)
        points.append(Point(words, run.cpu, run.peak))
    return points


def normalizer(tools: Tools, folder: Path, lengths: list[int], say: Callable[[str], None]) -> list[Point]:
    """Normalize a text of each length in one warm process."""
    say("the normalizer")
    books = [(n, _book(folder, n, k)) for n in lengths for k in range(_VARIANTS if n < _SHORT else 1)]
    warm = _book(folder, min(lengths), _VARIANTS)
    command = [str(tools.python), "-c", NORMALIZE, warm, *(name for _, name in books)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    seconds = json.loads(done.stdout)[1:]
    return [Point(n, min(s for (m, _), s in zip(books, seconds, strict=True) if m == n)) for n in lengths]


def _book(folder: Path, words: int, variant: int = 0) -> str:
    name = f"book-{words}-{variant}.md"
    text = inputs.article(words, words + variant, f"A book of {words} words")
    (folder / name).write_text(text, "utf-8")
    return name
