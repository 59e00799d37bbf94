"""The founding article in other tools' hands -> docs/checked-peers.md: what `pubpipe check` finds in their editions.

usage: python tools/check_peers.py      (those that are installed: pandoc, WeasyPrint, calibre, percollate, typst)

typst may also be the package of that name in the Python that the variable PYTHON names.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pubpipe import api
from pubpipe.checks.kinds import format_of
from pubpipe.checks.standards import findings
from pubpipe.model import Finding

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "checked-peers.md"
ARTICLE = ROOT / "source" / "us-japan-military-alliance.txt"
# calibre's PDFs are made by a browser that needs neither a screen nor, as root, its sandbox.
_ENVIRON = {
    **os.environ,
    "QTWEBENGINE_DISABLE_SANDBOX": "1",
    "QT_QPA_PLATFORM": "offscreen",
    "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --disable-gpu",
}
# Typst sets what pandoc writes for it; from PyPI it comes as a library.
_TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"

HEAD = """# What `pubpipe check` finds in other tools' editions

Made by `python tools/check_peers.py` from the founding article's canonical Markdown, each tool as it comes. Their
files carry no source, so that only their structure is held against the standards; each code is explained in
[checks.md](checks.md). `pubpipe`'s own editions of the same article stand last.

| tool | file | errors | warnings | found |
|---|---|--:|--:|---|
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool, how its version is asked for, and the commands that make its editions in the working folder."""

    name: str
    version: tuple[str, ...]
    commands: tuple[tuple[str, ...], ...]


def peers(pandoc: str) -> tuple[Peer, ...]:
    """Return the peers; each has ``a.md`` and, from pandoc, ``page.html`` to start from."""
    made = tuple((pandoc, "-s", "a.md", "-o", f"pandoc.{kind}") for kind in ("epub", "html"))
    plain = (pandoc, "-s", "a.md", "-t", "plain", "-o", "pandoc.txt")
    weasyprint = str(Path(sys.executable).with_name("weasyprint"))
    return (
        Peer("pandoc", (pandoc, "--version"), (*made, plain)),
        Peer(
            "WeasyPrint",
            (weasyprint, "--version"),
            (
                (weasyprint, "page.html", "weasyprint.pdf"),
                (weasyprint, "--pdf-variant", "pdf/ua-1", "page.html", "weasyprint.ua.pdf"),
            ),
        ),
        Peer(
            "calibre",
            ("ebook-convert", "--version"),
            tuple(("ebook-convert", "a.md", f"calibre.{kind}") for kind in ("epub", "pdf")),
        ),
        Peer(
            "percollate",
            ("percollate", "--version"),
            tuple(
                ("percollate", kind, "page.html", "--no-sandbox", "-o", f"percollate.{kind}")
                for kind in ("epub", "html", "pdf")
            ),
        ),
        _typst(),
    )


def _typst() -> Peer:
    if shutil.which("typst"):
        return Peer("typst", ("typst", "--version"), (("typst", "compile", "pandoc.typ", "typst.pdf"),))
    python = os.environ.get("PYTHON", sys.executable)
    version = (python, "-c", "import typst; print(typst.__version__)")
    return Peer("typst", version, ((python, "-c", _TYPST, "pandoc.typ", "typst.pdf"),))


def rows(folder: Path) -> list[str]:
    """Return a line of the table for each edition that a peer made, then for each of ours."""
    from pubpipe.markup.running import pandoc_path

    pandoc = pandoc_path()
    report = api.build(ARTICLE, out=folder / "ours", formats=("md", "pdf", "epub", "txt", "html"))
    if report.exit_code:
        raise SystemExit("our own editions were not made")
    (folder / "a.md").write_bytes((folder / "ours" / f"{ARTICLE.stem}.md").read_bytes())
    _run(folder, (pandoc, "-s", "a.md", "-o", "page.html"))
    _run(folder, (pandoc, "-s", "a.md", "-o", "pandoc.typ"))
    told = []
    for peer in peers(pandoc):
        if shutil.which(peer.version[0]) is None:
            continue
        version = re.search(r"\d+(?:\.\d+)+", _run(folder, peer.version))
        if version is None:
            continue
        named = f"{peer.name} {version[0]}"
        for command in peer.commands:
            before = set(folder.iterdir())
            _run(folder, command)
            told += [
                _row(named, path) for path in sorted(set(folder.iterdir()) - before) if path.suffix != ".typ"
            ]
    ours = [p for p in sorted((folder / "ours").iterdir()) if p.suffix in (".epub", ".html", ".pdf", ".txt")]
    return told + [_row("pubpipe", path) for path in ours]


def _row(tool: str, path: Path) -> str:
    found = findings(path.name, format_of(path), path.read_bytes())
    count = Counter(one.code for one in found)
    codes = [f"`{code}`{f' × {n}' if n > 1 else ''}" for code, n in count.items()]
    cells = (tool, path.name, _of(found, "error"), _of(found, "warning"), ", ".join(codes) or "–")
    return f"| {' | '.join(map(str, cells))} |"


def _of(found: tuple[Finding, ...], severity: str) -> int:
    return sum(one.severity == severity for one in found)


def _run(folder: Path, command: tuple[str, ...]) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=300,
        check=False,
        env=_ENVIRON,
    )
    return done.stdout


def _main() -> int:
    with TemporaryDirectory() as folder:
        TARGET.write_text(HEAD + "\n".join(rows(Path(folder))) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(_main())
