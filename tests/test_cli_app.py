"""pubpipe.cli.app: help and version, at once."""

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner

from pubpipe.cli import commands
from pubpipe.cli.app import COMMANDS, main
from tests.support.command import pubpipe

HEAVY = (
    "PIL",
    "babel",
    "ebooklib",
    "jinja2",
    "lxml",
    "markdown_it",
    "pypandoc",
    "rapidfuzz",
    "rich",
    "ruamel",
    "weasyprint",
)


def test_version(tmp_path: Path) -> None:
    done = pubpipe("--version", cwd=tmp_path)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, f"pubpipe {version('pubpipe')}\n", b"")


def test_no_command_shows_the_help(tmp_path: Path) -> None:
    bare, asked = pubpipe(cwd=tmp_path), pubpipe("--help", cwd=tmp_path)
    assert (bare.returncode, bare.stderr) == (0, b"")
    assert bare.stdout == asked.stdout
    assert b"Examples:" in bare.stdout


@pytest.mark.parametrize("name", main.commands)
def test_every_command_has_help_with_examples(name: str) -> None:
    done = CliRunner().invoke(main, (name, "--help"), terminal_width=80)
    assert done.exit_code == 0
    assert f"  pubpipe {name}" in done.output
    assert [line for line in done.output.splitlines() if len(line) > 80] == []


def test_the_list_of_commands_says_each_in_full(tmp_path: Path) -> None:
    told = pubpipe("--help", cwd=tmp_path, COLUMNS="80").stdout.partition(b"Commands:")[2]
    assert told
    assert b"..." not in told


def test_the_help_names_every_step_that_can_be_switched() -> None:
    from pubpipe.cli.commands.normalize import EPILOG
    from pubpipe.normalize import STEPS

    told = EPILOG.partition("looks like:")[2]
    assert [step for step in STEPS if not re.search(rf"\b{step}[,;.]", told)] == []


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["all", "--help"], ["doctor", "--help"], []]
)
def test_help_and_version_import_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from pubpipe.cli.app import main\n"
        f"assert main({arguments!r}, 'pubpipe', standalone_mode=False) == 0\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == "[]\n"


def test_a_command_is_imported_when_it_is_asked_for() -> None:
    code = (
        "import sys\n"
        "from pubpipe.cli.app import main\n"
        "main(['txt', '--help'], 'pubpipe', standalone_mode=False)\n"
        "print([m for m in sys.modules if m.startswith('pubpipe.cli.commands.')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == "['pubpipe.cli.commands.one']\n"


def test_every_module_of_a_command_is_listed() -> None:
    modules = {path.stem for path in Path(commands.__file__).parent.glob("*.py")} - {"__init__"}
    assert modules == set(COMMANDS.values())
