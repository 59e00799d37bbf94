"""What is installed is told as importlib.metadata tells it, and anew when a folder of it changes."""

import os
import shlex
import subprocess
import sys
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest

from pubpipe import compiled, installed


def test_versions_and_entry_points_are_those_of_the_standard_library() -> None:
    for package in ("weasyprint", "pubpipe", "EbookLib"):
        assert installed.version(package) == version(package)
    assert installed.version("no-such-package") is None
    for group in ("pubpipe.editions", "pubpipe.readers"):
        expected = [(point.name, point.value, point.load()) for point in entry_points(group=group)]
        assert [(point.name, point.value, point.load()) for point in installed.points(group)] == expected


@pytest.mark.parametrize(
    ("told", "command"),
    [
        ("", "pip install 'pubpipe[check]'"),
        ('{"url": "https://example.org/pubpipe.whl"}', "pip install 'pubpipe[check]'"),
        ('{"url": "file:///a%20b/p.whl", "archive_info": {}}', "{python} -m pip install '/a b/p.whl[check]'"),
        ('{"url": "file:///a", "dir_info": {"editable": true}}', "{python} -m pip install -e '/a[check]'"),
    ],
)
def test_an_extra_comes_from_where_pubpipe_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, command: str
) -> None:
    home = tmp_path / "pubpipe-9.dist-info"
    home.mkdir()
    (home / "METADATA").write_text("Metadata-Version: 2.1\nName: pubpipe\nVersion: 9\n", "utf-8")
    if told:
        (home / "direct_url.json").write_text(told, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert installed.with_extra("check") == command.format(python=shlex.quote(sys.executable))


def package(folder: Path, number: str) -> None:
    home = folder / f"odd-{number}.dist-info"
    home.mkdir()
    (home / "METADATA").write_text(f"Metadata-Version: 2.1\nName: odd\nVersion: {number}\n", "utf-8")
    (home / "entry_points.txt").write_text("[odd]\none = os:path.join\n", "utf-8")


def test_a_package_that_comes_or_goes_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    assert installed.version("odd") is None
    package(tmp_path, "1.0")
    os.utime(tmp_path, (1, 1))  # whatever the file system's clock is good for
    assert installed.version("odd") == "1.0"
    (point,) = installed.points("odd")
    assert point == installed.Point("one", "os:path.join", "odd", "1.0")
    assert point.load() is os.path.join
    for file in tmp_path.glob("*/*"):
        file.unlink()
    (tmp_path / "odd-1.0.dist-info").rmdir()
    os.utime(tmp_path, (2, 2))
    assert installed.version("odd") is None
    assert installed.points("odd") == ()


def test_a_finder_of_its_own_is_always_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Finder:
        @staticmethod
        def find_distributions(*_: object) -> tuple[()]:
            return ()

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder])
    before = len(compiled.store().values)
    assert installed.version("weasyprint") == version("weasyprint")
    assert len(compiled.store().values) == before
    assert installed.version("odd") is None
    package(tmp_path, "1.0")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert installed.version("odd") == "1.0"
    assert [point.name for point in installed.points("odd")] == ["one"]


def test_the_second_start_does_without_the_library_for_letters(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from pubpipe import compiled, installed;"
        "compiled._path = lambda: Path(sys.argv[1])\n"
        "with compiled.kept(): print(installed.version('weasyprint'), 'importlib.metadata' in sys.modules)"
    )
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", code, str(tmp_path / "compiled.bin")]
    told = [
        subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout.split()
        for _ in range(2)
    ]
    assert told == [[version("weasyprint"), "True"], [version("weasyprint"), "False"]]
