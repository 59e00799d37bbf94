"""The documents say what the program does."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from pubpipe.cli.app import main
from pubpipe.settings import variable
from pubpipe.settings.known import KEYS

ROOT = Path(__file__).parent.parent
REFERENCE = (ROOT / "docs" / "cli.md").read_text("utf-8")


def test_command_reference_is_current() -> None:
    done = subprocess.run([sys.executable, "tools/cli_reference.py", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "run: python tools/cli_reference.py"


def test_codes_of_checks_are_current() -> None:
    done = subprocess.run([sys.executable, "tools/check_codes.py", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "run: python tools/check_codes.py"


@pytest.mark.parametrize("name", main.commands)
def test_every_command_and_option_is_documented(name: str) -> None:
    heading = f"## pubpipe {name}\n"
    assert heading in REFERENCE
    section = REFERENCE.split(heading)[1].split("\n## ")[0]
    for parameter in main.commands[name].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert all(option in section for option in parameter.opts)


def test_every_variable_is_documented() -> None:
    assert all(f"`{variable(key)}`" in REFERENCE for key in KEYS)


def test_each_promise_of_security_has_tests_that_exist() -> None:
    table = (ROOT / "docs" / "security.md").read_text("utf-8").partition("| promise | test |\n|---|---|\n")[2]
    rows = [row.strip("| ").split(" | ") for row in table.split("\n\n")[0].splitlines()]
    assert len(rows) > 25
    for promise, tests in rows:
        named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", tests)
        assert named, promise
        for file, function in named:
            assert f"def {function}(" in (ROOT / "tests" / file).read_text("utf-8"), promise
