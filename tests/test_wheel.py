"""The wheel, built and installed outside the repository, makes the editions of an article in an empty folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "source" / "us-japan-military-alliance.txt"
FORMATS = {".epub", ".html", ".ledger.json", ".md", ".pdf", ".txt"}


@dataclass(frozen=True, slots=True)
class Installed:
    """The wheel and the bin folder of the environment in which it is installed."""

    wheel: Path
    bin: Path

    def run(self, *arguments: str, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run the installed `pubpipe` with a bare environment, so that nothing of the checkout leaks in."""
        return subprocess.run(
            [self.bin / "pubpipe", *arguments],
            cwd=cwd,
            input=stdin,
            env={"PATH": os.defpath, "HOME": str(cwd)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel from a copy of the sources, and install it where only the locked packages are seen."""
    base = tmp_path_factory.mktemp("wheel")
    checkout = base / "checkout"
    checkout.mkdir()
    litter = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in ("src", "styles"):
        shutil.copytree(ROOT / name, checkout / name, ignore=litter)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, checkout)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    offline = ["--no-deps", "--no-index"]
    _call(*pip, "wheel", *offline, "--no-build-isolation", "--wheel-dir", str(base), str(checkout))
    (wheel,) = base.glob("*.whl")
    shutil.rmtree(checkout)
    venv.create(base / "env", symlinks=True)
    python = base / "env" / "bin" / "python"
    _call(*pip, "--python", str(python), "install", *offline, str(wheel))
    # After the installation, for pip would take the checkout's own editable pubpipe for an older version.
    packages = _call(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    Path(packages, "locked.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return Installed(wheel, base / "env" / "bin")


def _call(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_the_package_and_its_data(installed: Installed) -> None:
    names = set(zipfile.ZipFile(installed.wheel).namelist())
    expected = {
        f"pubpipe/{path.relative_to(ROOT / 'src' / 'pubpipe')}"
        for path in (ROOT / "src" / "pubpipe").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    } | {
        f"pubpipe/styles/{path.relative_to(ROOT / 'styles')}"
        for path in (ROOT / "styles").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in names if ".dist-info/" not in name} == expected
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_package_comes_from_the_wheel(installed: Installed, tmp_path: Path) -> None:
    code = "import pubpipe, pubpipe.styles; print(pubpipe.__file__, pubpipe.styles.__file__)"
    where = subprocess.run(
        [installed.bin / "python", "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert all(path.startswith(str(installed.bin.parent)) for path in where.stdout.split())


def test_version(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("--version", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert installed.wheel.name.split("-")[1] in done.stdout


def test_all_makes_every_edition_in_an_empty_folder(installed: Installed, tmp_path: Path) -> None:
    shutil.copy(ARTICLE, tmp_path)
    done = installed.run("all", ARTICLE.name, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    made = {path.name.removeprefix(ARTICLE.stem): path for path in (tmp_path / "dist").iterdir()}
    assert set(made) >= FORMATS
    assert made[".pdf"].read_bytes().startswith(b"%PDF-")
    assert zipfile.ZipFile(made[".epub"]).read("mimetype") == b"application/epub+zip"
    for suffix in (".html", ".md", ".txt"):
        assert "boost military ties" in made[suffix].read_text(encoding="utf-8")


def test_all_reads_standard_input(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("all", "-", cwd=tmp_path, stdin=ARTICLE.read_text(encoding="utf-8"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert {"article.pdf", "article.epub"} <= {path.name for path in (tmp_path / "dist").iterdir()}
