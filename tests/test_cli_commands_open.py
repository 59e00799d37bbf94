"""pubpipe.cli.commands.open_: which edition is meant, and the viewer."""

import sys
from pathlib import Path

import pytest

from tests.support.command import pubpipe

SHOW = f"{sys.executable} -c 'import sys; print(\"viewer\", sys.argv[1])'"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("source/My Letter.txt", "source/2024/note.txt", "dist/my-letter.epub", "dist/my-letter.txt",
                 "dist/my-letter.large.pdf", "dist/my-letter.ledger.json", "dist/2024/note.pdf"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("words")
    return tmp_path.resolve()


@pytest.mark.parametrize(
    ("arguments", "edition"),
    [
        (("my-letter",), "my-letter.epub"),
        (("my-letter", "txt"), "my-letter.txt"),
        (("My Letter",), "my-letter.epub"),
        (("source/My Letter.txt",), "my-letter.epub"),
        (("dist/my-letter.txt",), "my-letter.txt"),
        (("2024/note",), "2024/note.pdf"),
        (("source/2024/note.txt", "pdf"), "2024/note.pdf"),
    ],
)
def test_edition_is_found(project: Path, arguments: tuple[str, ...], edition: str) -> None:
    done = pubpipe("open", *arguments, cwd=project, PUBPIPE_OPENER=SHOW)
    assert (done.returncode, done.stderr) == (0, b"")
    assert f"viewer {project / 'dist' / edition}\n" in done.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (
            ("my-letter", "html"),
            "there is no html edition of 'my-letter' in dist/",
            "pubpipe html makes it.",
        ),
        (("nothing",), "there is no edition of 'nothing' in dist/", "pubpipe all makes it."),
        (("2024/nota",), "there is no edition of '2024/nota' in dist/", "Did you mean '2024/note'?"),
        (("my-letter", "hmtl"), "there is no format 'hmtl'", "Did you mean 'html'?"),
    ],
)
def test_missing_edition_is_told_with_what_makes_it(
    project: Path, arguments: tuple[str, ...], message: str, hint: str
) -> None:
    done = pubpipe("open", *arguments, cwd=project, PUBPIPE_OPENER=SHOW)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"Error: {message}\nHint: {hint}\n"


def test_viewer_that_is_not_there_or_fails(project: Path) -> None:
    missing = pubpipe("open", "my-letter", cwd=project, PUBPIPE_OPENER="no-such-program")
    assert missing.returncode == 1
    assert missing.stderr.startswith(b"Error: no-such-program cannot be started")
    failing = pubpipe("open", "my-letter", cwd=project, PUBPIPE_OPENER="false")
    assert failing.returncode == 1
    assert b"exit code 1" in failing.stderr
