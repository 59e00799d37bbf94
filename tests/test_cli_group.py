"""pubpipe.cli.group: every exception becomes words, a hint and an exit code; tracebacks only with -vv."""

import errno
import json
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from pubpipe.cli.group import Pubpipe
from pubpipe.errors import ArticleError, CheckFailed, ConfigurationError, EditionError, PubpipeError


def _run(problem: BaseException | int, *arguments: str) -> Result:
    @click.group(cls=Pubpipe)
    def main() -> None:
        """Stand for pubpipe."""

    @main.command()
    @click.option("-v", "--verbose", count=True)
    @click.option("-q", "--quiet", is_flag=True)
    @click.option("--json", "as_json", is_flag=True)
    @click.argument("words", nargs=-1)
    def work(**_: object) -> int:
        if isinstance(problem, int):
            return problem
        raise problem

    return CliRunner().invoke(main, arguments or ("work",))


@pytest.mark.parametrize("code", [0, 3, 5, 130])
def test_return_value_is_the_exit_code(code: int) -> None:
    done = _run(code)
    assert (done.exit_code, done.output) == (code, "")


@pytest.mark.parametrize(
    ("kind", "code"),
    [(PubpipeError, 1), (ArticleError, 3), (ConfigurationError, 4), (EditionError, 5), (CheckFailed, 6)],
)
def test_refusals_are_shown_with_hint_and_code(kind: type[PubpipeError], code: int) -> None:
    done = _run(kind("it is wrong", "Put it right."))
    assert (done.exit_code, done.stdout) == (code, "")
    assert done.stderr == "Error: it is wrong\nHint: Put it right.\n"


def test_the_unexpected_is_a_bug_without_traceback() -> None:
    done = _run(KeyError("x"))
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: unexpected KeyError: 'x'\nHint: This is a bug")
    assert "Traceback" not in done.stderr


def test_what_the_machine_refuses_is_no_bug() -> None:
    done = _run(OSError(errno.ENOSPC, "No space left on device", "/a/b"))
    assert done.stderr.splitlines() == [
        "Error: /a/b cannot be written: No space left on device",
        "Hint: Check the rights there and the free space.",
    ]
    assert _run(OSError(errno.ENOSPC, "No space left on device")).stderr.startswith(
        "Error: the result cannot"
    )
    assert "bug" in _run(OSError(errno.EINVAL, "Invalid argument")).stderr


@pytest.mark.parametrize("flags", [("-vv",), ("-v", "-v"), ("--verbose", "--verbose"), ("-qvv",)])
def test_vv_shows_the_traceback(flags: tuple[str, ...]) -> None:
    done = _run(ConfigurationError("it is wrong"), "work", *flags)
    assert done.stderr.startswith("Traceback (most recent call last):\n")
    assert done.stderr.endswith("Error: it is wrong\n")


@pytest.mark.parametrize("flags", [("-v",), ("--", "-vv")])
def test_less_than_vv_does_not(flags: tuple[str, ...]) -> None:
    assert "Traceback" not in _run(ConfigurationError("it is wrong"), "work", *flags).stderr


def test_interruption_is_130() -> None:
    done = _run(KeyboardInterrupt())
    assert done.exit_code == 130
    assert done.stderr.endswith("Error: interrupted\n")


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (("wrok",), "no such command 'wrok'", "Did you mean 'work'?"),
        (("zzz",), "no such command 'zzz'", "main --help shows what there is."),
        (("work", "--jsno"), "no such option '--jsno'", "Did you mean '--json'?"),
        (
            ("work", "--quiet=1"),
            "option '--quiet' does not take a value",
            "pubpipe --help shows what there is.",
        ),
    ],
)
def test_usage_errors_suggest_what_was_meant(arguments: tuple[str, ...], message: str, hint: str) -> None:
    done = _run(0, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"Error: {message}\nHint: {hint}\n"


def test_json_has_its_object_on_every_refusal() -> None:
    done = _run(ConfigurationError("it is wrong", "Put it right."), "work", "--json")
    assert json.loads(done.stdout) == {
        "articles": [],
        "summary": {"articles": 0, "built": 0, "unchanged": 0, "failed": 0, "seconds": 0.0},
        "error": {"exit_code": 4, "message": "it is wrong", "hint": "Put it right."},
    }
    assert done.stderr.startswith("Error: it is wrong")


def test_json_on_a_usage_error_is_the_error_alone() -> None:
    done = _run(0, "work", "--json", "--nope")
    assert done.exit_code == 2
    assert list(json.loads(done.stdout)) == ["error"]
    assert json.loads(done.stdout)["error"]["exit_code"] == 2


@pytest.mark.parametrize("command", ["check --json", "status --json", "all --json-lines"])
def test_a_closed_standard_output_costs_no_traceback(command: str, tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    line = f"{shlex.quote(sys.executable)} -m pubpipe {command} >&-"
    done = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: standard output is closed\nHint: ")
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    line = f"mkdir gone && cd gone && rmdir ../gone && {shlex.quote(sys.executable)} -m pubpipe status"
    done = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        1,
        "Error: the folder that this terminal is in is gone",
    )
