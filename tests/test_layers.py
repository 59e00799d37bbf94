"""The house's walls, those that import-linter cannot draw, and the proof that its own stand."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "pubpipe"
MODULES = sorted(SOURCE.rglob("*.py"))
HEAVY = {
    "PIL",
    "babel",
    "ebooklib",
    "fontTools",
    "htmldate",
    "jinja2",
    "pypandoc",
    "rapidfuzz",
    "readability",
} | {
    "ruamel",
    "trafilatura",
    "weasyprint",
}
SLOW_TO_START = HEAVY | {"importlib.metadata", "lxml", "markdown_it", "rich", "sqlite3"}


def _name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def _imports(nodes: list[ast.stmt]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_heavy_libraries_wait_inside_functions(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    at_once = {name.split(".")[0] for name in _imports(tree.body)}
    assert not at_once & HEAVY


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_says_in_one_line_what_it_is(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert docstring.partition("\n")[0].endswith(".")


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    sizes = {function.name: _lines(function) for function in functions}
    assert {name: lines for name, lines in sizes.items() if lines > 40} == {}


def _lines(function: ast.FunctionDef) -> int:
    """Lines of what a function does, without its signature and docstring."""
    described = ast.get_docstring(function) is not None
    before = function.body[0].end_lineno if described else function.body[0].lineno - 1
    return (function.end_lineno or 0) - (before or 0)


def test_every_format_stands_in_the_contract_that_keeps_formats_apart() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (apart,) = [c for c in settings["tool"]["importlinter"]["contracts"] if c["type"] == "independence"]
    shared = {"controls", "parts", "phrases", "readings", "within", "works"}
    found = {path.stem for path in (SOURCE / "editions").iterdir() if not path.name.startswith("_")}
    formats = found - shared
    assert set(apart["modules"]) == {f"pubpipe.editions.{name}" for name in formats}


def test_a_first_edition_starts_without_what_it_does_not_need(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A title\n\nOne paragraph of an article stands here.\n")
    # Parsers of addresses and dates in letters; pypandoc, which asks six programs for their version.
    code = (
        "import atexit, sys; sys.argv = ['pubpipe', 'all', 'a.txt', '-o', 'out']\n"
        "slow = {'email.headerregistry', 'pypandoc', 'secrets'}\n"
        "atexit.register(lambda: print('LOADED', *sorted(slow & set(sys.modules))))\n"
        "from pubpipe.__main__ import main\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)  # noqa: PLW1510
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "LOADED"


@pytest.mark.parametrize("command", [["status"], ["all"], ["normalize", "source/a.txt"], ["--version"]])
def test_no_command_but_check_loads_a_check(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "pubpipe.toml").write_text('formats = ["md"]\n')
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.txt").write_text("A title\n\nOne paragraph of an article stands here.\n")
    code = (
        f"import atexit, sys; sys.argv = {['pubpipe', *command]!r}\n"
        "loaded = lambda: [m for m in sys.modules if m.startswith('pubpipe.checks')]\n"
        "atexit.register(lambda: print('LOADED', *loaded()))\n"
        "from pubpipe.__main__ import main\n"
        "main()"
    )
    for _ in range(2):  # with something to do and with nothing
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)  # noqa: PLW1510
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[-1] == "LOADED"


def test_help_starts_without_any_library_it_does_not_need() -> None:
    code = (
        "import atexit, sys; sys.argv = ['pubpipe', '--help']\n"
        f"atexit.register(lambda: print('LOADED', *sorted({SLOW_TO_START!r} & set(sys.modules))))\n"
        "from pubpipe.__main__ import main\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Usage: pubpipe" in done.stdout
    assert done.stdout.splitlines()[-1] == "LOADED"


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("model/finding.py", "from pubpipe.markup import to_plain", "Data moves one way"),
        ("stranger.py", "", "Data moves one way"),
        ("readers/text.py", "import pubpipe.editions.pdf", "Data moves one way"),
        ("markup/running.py", "import pubpipe", "Nothing inside imports the root package"),
        ("markup/running.py", "import click", "Only cli knows click and rich"),
        ("wording.py", "import pypandoc", "Only markup knows pandoc"),
        ("sources/labels.py", "import urllib3", "Only what asks the network"),
        (
            "editions/epub/body/text.py",
            "from weasyprint import HTML",
            "Only the PDF edition knows WeasyPrint",
        ),
        ("editions/pdf/body.py", "from ebooklib import epub", "Only the EPUB edition knows EbookLib"),
        ("normalize/printer.py", "import pubpipe.normalize.passes", "Inside the normalizer"),
        ("normalize/passes/blocks/bullets.py", "import pubpipe.normalize.passes.sources", "Rooms of passes"),
    ],
)
def test_import_linter_sees_a_broken_wall(tmp_path: Path, module: str, line: str, broken: str) -> None:
    shutil.copytree(SOURCE, tmp_path / "pubpipe", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "pubpipe" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert any(
        broken in row and (row.endswith("BROKEN") or "not listed" in row) for row in done.stdout.splitlines()
    ), done.stdout + done.stderr


def test_pins_hold_no_address() -> None:
    locks = [*ROOT.glob("requirements/*.txt"), ROOT / "package-lock.json"]
    assert len(locks) == 6
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text, lock
        assert '"resolved"' not in text, lock
