"""The set-up: at once when all is there, mends what is broken, and says what to do where it cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tools import setup, system

ROOT = Path(__file__).parents[1]
TOOLS = ("env", "expand", "grep", "make", "rm", "sed", "sh")


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A folder for PATH that has make and a shell, and nothing of what pubpipe needs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(shutil.which(tool) or pytest.fail(f"this test needs {tool}"))
    return folder


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small checkout with a real, empty environment that counts as finished for `make all`."""
    folder = tmp_path / "checkout"
    (folder / "requirements").mkdir(parents=True)
    (folder / "requirements" / "runtime.txt").write_text("pinned==1\n", encoding="utf-8")
    for name, path in (
        ("ROOT", folder),
        ("VENV", folder / ".venv"),
        ("STAMP", folder / ".venv" / "stamp.json"),
    ):
        monkeypatch.setattr(setup, name, path)
    venv.create(setup.VENV, symlinks=True)
    (packages,) = setup.VENV.glob("lib/python3*/site-packages")
    # An empty pip is pip enough where nothing is installed, and four seconds faster.
    (packages / "pip").mkdir()
    (packages / "pip" / "__init__.py").touch()
    _finish(folder)
    return folder


def _finish(checkout: Path) -> None:
    setup.write_stamp(
        level="runtime",
        pins=setup.digest(*setup.PINS),
        root=str(checkout),
        python=setup.venv_python(),
        entries=setup.entries(),
    )


def _make(*arguments: str, path: Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "-s", *arguments],
        cwd=cwd,
        env={"PATH": str(path), "HOME": str(cwd.parent)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_help_names_every_command_and_needs_no_python(bare_path: Path) -> None:
    done = _make("help", path=bare_path)
    assert [line.split()[1] for line in done.stdout.splitlines()] == [
        "help",
        "all",
        "test",
        "proof",
        "bench",
        "lock",
        "clean",
    ]


def test_without_python_the_message_says_what_to_install(bare_path: Path) -> None:
    done = _make("all", path=bare_path)
    assert done.returncode == 2
    assert "pubpipe needs Python 3.11 or newer" in done.stderr
    assert "apt-get install python3" in done.stderr


def test_an_old_python_is_passed_over_for_a_newer_one(bare_path: Path) -> None:
    _program(bare_path / "python3", "exit 1")
    assert "pubpipe needs Python 3.11 or newer" in _make("all", path=bare_path).stderr
    (bare_path / "python3.13").symlink_to(sys.executable)
    assert f'"{bare_path}/python3.13" -m tools.setup runtime' in _make("-n", "all", path=bare_path).stdout


def test_a_finished_environment_is_left_alone(checkout: Path) -> None:
    stamp = setup.STAMP.read_bytes()
    assert setup.is_whole(setup.read_stamp())
    assert setup.is_ready("runtime", new=False)
    assert setup.STAMP.read_bytes() == stamp


def test_an_environment_for_all_is_not_one_for_test(checkout: Path) -> None:
    assert not setup.is_ready("test", new=False)


def test_changed_pins_are_installed_into_the_same_environment(checkout: Path) -> None:
    (checkout / "requirements" / "runtime.txt").write_text("pinned==2\n", encoding="utf-8")
    assert setup.is_whole(setup.read_stamp())
    assert not setup.is_ready("runtime", new=False)


def test_a_package_that_has_gone_breaks_the_environment(checkout: Path) -> None:
    (packages,) = checkout.glob(".venv/lib/python3*/site-packages")
    (packages / "weasyprint").mkdir()
    _finish(checkout)
    (packages / "another").mkdir()
    assert setup.is_whole(setup.read_stamp())
    (packages / "weasyprint").rmdir()
    assert not setup.is_whole(setup.read_stamp())


def test_a_python_that_has_gone_breaks_the_environment(checkout: Path) -> None:
    for link in (checkout / ".venv" / "bin").glob("python*"):
        link.unlink()
        link.symlink_to("/nonexistent/python")
    assert setup.venv_python() == ""
    assert not setup.is_whole(setup.read_stamp())


def test_a_moved_checkout_breaks_the_environment(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = checkout.rename(checkout.with_name("moved"))
    for name, path in (("ROOT", moved), ("VENV", moved / ".venv"), ("STAMP", moved / ".venv" / "stamp.json")):
        monkeypatch.setattr(setup, name, path)
    assert not setup.is_whole(setup.read_stamp())


def test_a_set_up_that_was_cut_off_is_begun_afresh(checkout: Path) -> None:
    setup.write_stamp(root=str(checkout))
    assert not setup.is_whole(setup.read_stamp())


def test_without_root_the_one_line_is_printed(
    bare_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _program(bare_path / "apt-get", "exit 1")
    monkeypatch.setenv("PATH", str(bare_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit) as ended:
        system.install("test", new_venv=False)
    told = capsys.readouterr().err
    assert ended.value.code == 1
    line = next(line.strip() for line in told.splitlines() if "apt-get install" in line)
    assert line.startswith("apt-get update && apt-get install -y --no-install-recommends ")
    assert {"default-jdk-headless", "nodejs", "npm", "poppler-utils"} <= set(line.split())


def test_an_apt_that_fails_is_told(
    bare_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system, "SYSTEM_PATH", str(bare_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", str(bare_path))
    _program(bare_path / "apt-get", "exit 100")
    with pytest.raises(SystemExit):
        system.install("test", new_venv=False)
    told = capsys.readouterr().err
    assert "apt-get did not bring" in told
    assert "run make again" in told


def test_without_apt_the_packages_are_named(
    bare_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(bare_path))
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(SystemExit):
        system.install("test", new_venv=False)
    assert "install what these Debian packages hold" in capsys.readouterr().err
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(SystemExit):
        system.install("test", new_venv=False)
    assert "brew install " in capsys.readouterr().err


def test_a_library_is_tried_and_not_asked_of_a_package_database() -> None:
    assert system.loads("libpango-1.0.so.0")
    assert not system.loads("libpubpipe-nowhere.so.0")


@pytest.mark.proof
def test_a_fresh_copy_makes_its_editions_and_mends_itself(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    litter = shutil.ignore_patterns(
        ".git", ".venv", ".tools", "node_modules", "__pycache__", "*.egg-info", ".*_cache", ".pubpipe", "dist"
    )
    shutil.copytree(ROOT, copy, ignore=litter)
    path = Path(os.defpath)
    assert _make("all", path=path, cwd=copy).returncode == 0
    assert list((copy / "dist").glob("*.pdf"))
    assert "set-up" not in _make("all", path=path, cwd=copy).stderr
    (packages,) = copy.glob(".venv/lib/python3*/site-packages")
    shutil.rmtree(packages / "weasyprint")
    mended = _make("all", path=path, cwd=copy)
    assert mended.returncode == 0
    assert "making .venv" in mended.stderr
