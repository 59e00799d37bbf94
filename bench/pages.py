"""``python -m bench.pages`` -> docs/styles.png: first pages of every style and variant, and of other tools, side by side."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench import environment, peers
from bench.environment import ROOT, Tools

if TYPE_CHECKING:
    from PIL.Image import Image

ARTICLE = ROOT / "source" / "us-japan-military-alliance.txt"
PICTURE = ROOT / "docs" / "styles.png"
_SCALE = 0.75  # pixels a point: the words can be read when the picture is opened by itself
_GAP, _LABEL = 14, 44  # pixels between pages, and below them for their names
_GROUND, _INK = (207, 221, 223), (40, 50, 52)
_COLOURS = 24  # enough for letters in grey and a style's own colour; more makes the file larger
_OURS = {
    "default": ("default", "pdf"),
    "book": ("book", "pdf"),
    "handout": ("handout", "pdf"),
    "pdf-large": ("default", "pdf-large"),
    "pdf-draft": ("default", "pdf-draft"),
}


def printed(tools: Tools, folder: Path) -> dict[str, Path]:
    """Make the PDFs of the founding article in a folder, each under the name that stands below its page."""
    made = {}
    for name, (style, form) in _OURS.items():
        dist = folder / name
        command = ["all", str(ARTICLE), "--style", style, "--formats", f"md,{form}", "-o", str(dist)]
        subprocess.run([str(tools.pubpipe), *command, "--quiet"], cwd=folder, check=True)
        made[name] = next(dist.glob("*.pdf"))
    text = next((folder / "default").glob("*.md"))
    for name, line in (("WeasyPrint", peers.with_weasyprint), ("typst", peers.with_typst)):
        subprocess.run(peers.shell(line(tools, str(text), name)), cwd=folder, check=True, capture_output=True)
        made[f"pandoc, {name}"] = folder / f"{name}.pdf"
    return made


def first_page(pdf: Path) -> Image:
    """Return the first page of a PDF as a picture."""
    import pypdfium2

    page: Image = pypdfium2.PdfDocument(pdf)[0].render(scale=_SCALE).to_pil()
    return page.convert("RGB")


def side_by_side(pages: Sequence[tuple[str, Image]]) -> Image:
    """Return one picture of pages with their names below, in few colours."""
    from PIL import Image, ImageDraw, ImageFont

    face = ImageFont.truetype(str(ROOT / "styles" / "default" / "fonts" / "SourceSans3-Regular.ttf"), 28)
    width = _GAP + sum(page.width + _GAP for _, page in pages)
    height = max(page.height for _, page in pages) + _GAP + _LABEL
    whole = Image.new("RGB", (width, height), _GROUND)
    draw, x = ImageDraw.Draw(whole), _GAP
    for name, page in pages:
        whole.paste(page, (x, _GAP))
        draw.text((x, height - _LABEL), name, _INK, face)
        x += page.width + _GAP
    # The few pixels of a headline in colour count as much as the many in grey.
    return whole.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def main() -> None:
    """Draw the picture anew."""
    tools = environment.make()
    with tempfile.TemporaryDirectory() as name:
        made = printed(tools, Path(name))
        whole = side_by_side([(name, first_page(pdf)) for name, pdf in made.items()])
    whole.save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
