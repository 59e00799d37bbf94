"""pubpipe.cli.commands.completion: scripts for the shells, and what they offer."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.command import pubpipe


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_script_asks_pubpipe(shell: str, tmp_path: Path) -> None:
    done = pubpipe("completion", shell, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert f"_PUBPIPE_COMPLETE={shell}_complete" in done.stdout.decode()


def test_bash_reads_its_script(tmp_path: Path) -> None:
    script = pubpipe("completion", "bash", cwd=tmp_path).stdout
    bash = shutil.which("bash")
    assert bash
    done = subprocess.run(
        [bash, "--norc", "-s"], input=script + b"\ncomplete -p pubpipe\n", capture_output=True, check=False
    )
    assert b"_pubpipe_completion" in done.stdout


def test_other_shells_are_refused(tmp_path: Path) -> None:
    done = pubpipe("completion", "tcsh", cwd=tmp_path)
    assert done.returncode == 2
    assert b"'bash', 'zsh', 'fish'" in done.stderr
    assert b"Choose from: bash, zsh, fish\n" in pubpipe("completion", cwd=tmp_path).stderr


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("pubpipe no", {"normalize"}),
        ("pubpipe all --fo", {"--formats", "--force"}),
        ("pubpipe all --formats pdf,e", {"pdf,epub"}),
        ("pubpipe all --style de", {"default"}),
        ("pubpipe open le", {"letter"}),
        ("pubpipe adopt ", {"letter", "other"}),
        ("pubpipe open letter ht", {"html"}),
    ],
)
def test_names_are_offered(tmp_path: Path, line: str, offered: set[str]) -> None:
    for name in ("letter.txt", "other.md"):
        (tmp_path / "source" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "source" / name).write_text("words")
    count = line.count(" ")
    done = pubpipe(
        cwd=tmp_path,
        _PUBPIPE_COMPLETE="bash_complete",
        COMP_WORDS=line.removesuffix(" "),
        COMP_CWORD=str(count),
    )
    found = {item.split(",", 1)[1] for item in done.stdout.decode().split("\n") if "," in item}
    assert found == offered
