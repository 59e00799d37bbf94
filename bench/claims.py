"""Articles -> what tags, the archival claim and the enclosed source cost: the PDF with them over the same without."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from statistics import median

from bench.comparisons import Row
from bench.environment import Tools

# Both are set from the same page; the plain one is written as WeasyPrint writes it by itself.
BOTH = """
import json, sys, time
from pathlib import Path
from pubpipe import press
from pubpipe.editions import pdf
from pubpipe.markup import one_pandoc
from pubpipe.model import Edition, Options
from pubpipe.press.request import Input, Overrides
from pubpipe.project import find
from pubpipe.styling import load

project, style, claimed = find(Path.cwd()), load("default"), pdf._written
editions = [
    Edition(press.normalize(Input(name, Path(name)), project, Overrides())[0], style, "pdf", Options())
    for name in sys.argv[2:]
]

def seconds(write):
    pdf._written = write
    begin = time.process_time()
    for edition in editions:
        pdf.render(edition)
    return time.process_time() - begin

def plain(edition, document, *rest):
    return document.write_pdf()

with one_pandoc():
    rounds = [(seconds(claimed), seconds(plain)) for _ in range(int(sys.argv[1]) + 1)]
print(json.dumps(rounds[1:]))
"""


def compare(tools: Tools, folder: Path, articles: tuple[Path, ...], times: int) -> Row:
    """Return the row of CPU seconds for all articles, in one warm process, in turn."""
    names = [str(path) for path in articles]
    command = [str(tools.python), "-c", BOTH, str(times), *names]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    rounds = json.loads(done.stdout)
    ratios = sorted(with_them / without for with_them, without in rounds)
    ours, theirs = (median(side) for side in zip(*rounds, strict=True))
    name = f"{len(names)} PDFs, warm: tagged, PDF/UA and PDF/A-3a / written plainly"
    return Row(name, "s cpu", ours, theirs, (ratios[0], median(ratios), ratios[-1]), "≤ 1.20")
