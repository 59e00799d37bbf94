"""Modules from one file: the same modules, and Python's own way wherever anything differs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
import sys
from pathlib import Path
from pubpipe import modules
modules.path = lambda: sys.argv[1]
finder = modules.kept()
assert finder is not None
import email.mime.text, json, xml.dom.minidom, unittest, http.client, logging.config  # a few dozen modules
if len(sys.argv) > 2:
    import odd, odd.one
    print(odd.VALUE, odd.one.VALUE)
import importlib.machinery
quick = [m for m in list(sys.modules.values()) if isinstance(getattr(m, "__loader__", None), modules.Loader)]
print(len(quick), any(m.__name__.startswith("odd") for m in quick))
for module in quick:
    spec = module.__spec__
    parent = sys.modules.get(module.__name__.rpartition(".")[0])
    slow = importlib.machinery.PathFinder.find_spec(module.__name__, parent.__path__ if parent else None)
    assert (spec.origin, spec.cached, spec.has_location, spec.parent) == (
        slow.origin, slow.cached, slow.has_location, slow.parent), module
    assert spec.submodule_search_locations == slow.submodule_search_locations, module
    assert (module.__file__, module.__cached__) == (slow.origin, slow.cached)
    assert spec.loader.get_code(module.__name__) == slow.loader.get_code(module.__name__)
modules.keep(finder, modules.path())
"""


def run(file: Path, *arguments: str, **environ: str) -> list[str]:
    clean = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | environ
    command = [sys.executable, "-c", CODE, str(file), *arguments]
    done = subprocess.run(command, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_second_start_finds_the_same_modules_in_one_file(tmp_path: Path) -> None:
    file = tmp_path / "modules.bin"
    assert run(file) == ["0", "False"]
    count, _ = run(file)
    assert int(count) > 40


def package(folder: Path, value: int) -> None:
    (folder / "odd").mkdir(parents=True)
    (folder / "odd" / "__init__.py").write_text(f"VALUE = {value}\n", "utf-8")
    (folder / "odd" / "one.py").write_text(f"VALUE = {value}\n", "utf-8")


def test_what_changed_or_is_shadowed_is_left_to_python(tmp_path: Path) -> None:
    file, before, after = tmp_path / "modules.bin", tmp_path / "before", tmp_path / "after"
    before.mkdir()
    package(after, 1)
    environ = {"PYTHONPATH": f"{before}{os.pathsep}{after}"}
    assert run(file, "odd", **environ)[:2] == ["1", "1"]
    run(file, "odd", **environ)
    assert run(file, "odd", **environ)[3:] == ["True"]
    # Edited, with the same size, a moment later.
    source = after / "odd" / "one.py"
    source.write_text("VALUE = 2\n", "utf-8")
    os.utime(source, (10, 10))
    assert run(file, "odd", **environ)[:2] == ["1", "2"]
    # Another one comes to stand before it.
    package(before, 3)
    assert run(file, "odd", **environ)[:2] == ["3", "3"]


@pytest.mark.parametrize("data", [b"", b"\0" * 4, b"\0" * 8 + b"nothing", b"\xff" * 40])
def test_a_file_that_is_damaged_costs_time_only(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "modules.bin"
    file.write_bytes(data)
    assert run(file) == ["0", "False"]
    assert int(run(file)[0]) > 40


def test_nothing_is_written_where_python_may_write_nothing(tmp_path: Path) -> None:
    run(tmp_path / "modules.bin", PYTHONDONTWRITEBYTECODE="1")
    assert not list(tmp_path.iterdir())
