"""Numbers and bullets: met before the words of their items by who reads a page as it is painted."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pubpipe.editions.pdf import render
from pubpipe.editions.pdf.composition import markers
from tests.support.law import manuscript
from tests.support.manuscripts import edition

TEXT = """First.

1. One
2. Two

   Two still.

   - within
     - deeper

3. > Quoted.

4.

5. - at once

Last.
"""
PAINTED = [
    *("First.", "1. One", "2. Two", "Two still.", "• within", "– deeper", "3. Quoted.", "4.", "5. • at once"),
    "Last.",
]


def painted(content: bytes, folder: Path) -> list[str]:
    file = folder / "a.pdf"
    file.write_bytes(content)
    made = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True, text=True)
    lines = made.stdout.splitlines()
    return lines[lines.index("First.") : lines.index("Last.") + 1]


@pytest.mark.parametrize("lang", ["en", "he"])
def test_each_stands_before_its_item(lang: str, tmp_path: Path) -> None:
    content = render(edition(manuscript(TEXT, f"title: T\nlang: {lang}\n"), "pdf")).content
    lines = painted(content, tmp_path)
    # In a page from right to left a number's full stop stands on its other side.
    assert [word.strip(".") for word in " ".join(lines).split()] == [
        word.strip(".") for word in " ".join(PAINTED).split()
    ]


def test_page_looks_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = TEXT.replace("4.\n\n", "").replace("5.", "4.")
    pages = []
    for number in range(2):
        (tmp_path / f"{number}.pdf").write_bytes(render(edition(manuscript(text), "pdf")).content)
        command = ["pdftoppm", "-r", "60", str(tmp_path / f"{number}.pdf")]
        pages.append(subprocess.run(command, capture_output=True, check=True).stdout)
        monkeypatch.setattr(markers, "_marker", lambda box: None)
    assert (tmp_path / "0.pdf").read_bytes() != (tmp_path / "1.pdf").read_bytes()
    assert pages[0] == pages[1]


def test_an_empty_item_has_a_line_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(render(edition(manuscript("Above\n\n1.\n\nBelow\n"), "pdf")).content)
    boxes = subprocess.run(["pdftotext", "-bbox", file, "-"], capture_output=True, check=True, text=True)
    tops = {
        line.split(">")[1].split("<")[0]: float(line.split('"')[3])
        for line in boxes.stdout.splitlines()
        if "<word" in line
    }
    assert tops["Above"] + 10 < tops["1."] < tops["Below"] - 10
