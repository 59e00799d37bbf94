"""The end of a command: at once, with all that it owes done."""

from __future__ import annotations

import subprocess
import sys

import pytest

START = "import atexit, os, sys; from pubpipe import __main__; sys.argv = ['pubpipe', '--version'];"


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_what_was_to_be_done_at_the_end_is_done_and_said() -> None:
    done = run(START + "atexit.register(lambda: sys.stdout.write('at the end')); __main__.main()")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("pubpipe")
    assert done.stdout.endswith("at the end")


def test_nothing_is_taken_apart() -> None:
    code = "\nclass Kept:\n    def __del__(self): os.write(1, b'taken apart')\n\nkept = Kept(); "
    assert "taken apart" not in run(START + code + "__main__.main()").stdout
    # As it is where the interpreter ends by itself.
    assert "taken apart" in run(START + code).stdout


def test_another_thread_is_waited_for() -> None:
    thread = (
        "import threading as t;"
        "t.Thread(target=lambda: (t.main_thread().join(), os.write(1, b'late'))).start();"
    )
    done = run(START + thread + "__main__.main()")
    assert "late" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code"), [("['--version']", 0), ("['--no-such']", 2), ("['x', 'y']", 2)]
)
def test_the_exit_code_arrives(arguments: str, code: int) -> None:
    done = run(f"{START} sys.argv[1:] = {arguments}; __main__.main()")
    assert done.returncode == code


def test_a_reader_that_has_gone_away_ends_as_python_ends() -> None:
    done = run(START + "sys.stdout = open('/dev/full', 'w'); sys.stdout.write('x'); __main__.main()")
    assert done.returncode != 0
