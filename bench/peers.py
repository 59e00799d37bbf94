"""Tools and an article -> the commands that make the same editions with other programs."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

from bench.environment import Tools

TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"

# calibre's PDFs are made by a browser that needs neither a screen nor, as root, its sandbox.
_NO_SCREEN = "QT_QPA_PLATFORM=offscreen QTWEBENGINE_DISABLE_SANDBOX=1 QTWEBENGINE_CHROMIUM_FLAGS='--no-sandbox --disable-gpu'"

# One warm process, WeasyPrint alone, its own style: what no batch can be faster than.
FLOOR = """
import sys
from pathlib import Path
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

fonts = FontConfiguration()
for name in sys.argv[1:]:
    HTML(filename=name).write_pdf(Path(name).with_suffix(".floor.pdf"), font_config=fonts, pdf_variant="pdf/ua-1")
"""


def with_weasyprint(tools: Tools, article: str, out: str) -> str:
    """Return a shell line: pandoc three times, for EPUB, plain text, and PDF through WeasyPrint."""
    pandoc = shlex.quote(str(tools.pandoc))
    engine = shlex.quote(str(tools.weasyprint))
    return (
        f"{pandoc} {article} -s -o {out}.epub && {pandoc} {article} -t plain -o {out}.txt && "
        f"{pandoc} {article} -s -t html --pdf-engine={engine} -o {out}.pdf"
    )


def with_typst(tools: Tools, article: str, out: str) -> str:
    """Return a shell line: pandoc for EPUB, plain text and typst's language, then typst's Python binding."""
    pandoc, python = shlex.quote(str(tools.pandoc)), shlex.quote(str(tools.python))
    return (
        f"{pandoc} {article} -s -o {out}.epub && {pandoc} {article} -t plain -o {out}.txt && "
        f"{pandoc} {article} -s -t typst -o {out}.typ && {python} -c {shlex.quote(TYPST)} {out}.typ {out}.pdf"
    )


def when_present(article: str, page: str, out: str) -> dict[str, str]:
    """Return a shell line for each program that is not to be had as a package of Python but is on this machine.

    calibre makes EPUB, PDF and text of an article in Markdown, percollate EPUB, PDF and a page of its page in HTML.
    """
    lines = {
        "calibre": (
            "ebook-convert",
            f"{_NO_SCREEN} ebook-convert {article} {out}.{{}}",
            ("epub", "pdf", "txt"),
        ),
        "percollate": (
            "percollate",
            f"percollate {{}} --no-sandbox -o {out}.{{}} {page}",
            ("epub", "pdf", "html"),
        ),
    }
    return {
        name: " && ".join(line.format(*[kind] * line.count("{}")) for kind in kinds)
        for name, (program, line, kinds) in lines.items()
        if shutil.which(program)
    }


def shell(line: str) -> list[str]:
    """Return the command that gives a line to the shell."""
    return ["sh", "-c", line]


def two_at_a_time(line: str, folder: Path) -> list[str]:
    """Return the command that runs a line for each article of a folder, as ``$1``, two at a time."""
    return shell(f"printf '%s\\n' {folder}/*.md | xargs -P2 -I@ sh -c {shlex.quote(line)} - @")
