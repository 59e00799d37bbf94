"""Fuzzing: readers, normalizer and printers under bytes that a fuzzer leads, the press under random histories."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pubpipe import press
from pubpipe.model import Report
from pubpipe.press.request import Input, Request
from pubpipe.project import articles, find
from tests.conftest import Amount
from tests.hostile.fuzz import CRASHED

NAMES = ("a.md", "b.txt", "A.txt", "sub/a.md", "c.html", "../d.md", "index.md", "e.docx", "f.yaml")
TEXTS = (
    b"# One\n\nThe council met on Monday.\n",
    b"Two\n\nMembers said that work would begin in spring.\n\nhttps://example.org/a\n",
    b"",
    b"\x00\xff\xfe binary",
    b"---\ntitle: [\n---\n\nwords\n",
    b"<html><body><h1>Page</h1><p>The council met on Monday and voted for the plan.</p>",
    b"# \x1b[31mRed\n\n![a](/etc/passwd) <script>alert(1)</script> [b](javascript:c)\n",
)
FORMATS = ("md", "txt")


class Press(RuleBasedStateMachine):
    """A project that is written to, built, damaged and built again: what it says is always true of the disk."""

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.root = Path(self.place.name) / "project"
        (self.root / "source" / "sub").mkdir(parents=True)
        (self.root / "pubpipe.toml").write_text('formats = ["md", "txt"]\nindex = false\n')
        self.outside = Path(self.place.name) / "outside.txt"
        self.outside.write_text("untouched")
        self.report: Report | None = None
        self.foreign: dict[Path, bytes] = {}

    def teardown(self) -> None:
        """Remove the project."""
        self.place.cleanup()

    def build(self, *, force: bool = False) -> Report:
        """Build all articles as the command does."""
        project = find(self.root)
        found = tuple(Input(p.relative_to(self.root).as_posix(), p) for p in articles(project))
        return press.build(Request(project, found, FORMATS, force=force, whole=True))

    @rule(name=st.sampled_from(NAMES), text=st.sampled_from(TEXTS))
    def write(self, name: str, text: bytes) -> None:
        """An article comes, or another text in its place."""
        path = self.root / "source" / name
        path.unlink(missing_ok=True)
        path.write_bytes(text)
        self.report = None

    @rule(
        name=st.sampled_from(NAMES),
        where=st.sampled_from(("../outside.txt", "../../outside.txt", "a.md", "/dev/zero")),
    )
    def link(self, name: str, where: str) -> None:
        """An article is a link, wherever it leads."""
        path = self.root / "source" / name
        path.unlink(missing_ok=True)
        path.symlink_to(where)
        self.report = None

    @rule(name=st.sampled_from(NAMES))
    def remove(self, name: str) -> None:
        """An article goes."""
        (self.root / "source" / name).unlink(missing_ok=True)
        self.report = None

    @rule(name=st.sampled_from(("a.md", "a.txt", "b.txt", "sub/a.md")))
    def edit(self, name: str) -> None:
        """Somebody edits an edition, or puts a file of their own where one goes."""
        path = self.root / "dist" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"mine")
        self.foreign[path] = b"mine"
        self.report = None

    @rule(name=st.sampled_from(("state.sqlite", "")))
    def forget(self, name: str) -> None:
        """The state is lost or garbage."""
        folder = self.root / ".pubpipe"
        for path in folder.glob("*.sqlite*") if folder.is_dir() else ():
            path.write_bytes(b"garbage") if name else path.unlink()
        self.report = None

    @rule()
    def build_all(self) -> None:
        """A build; what is not ours stays."""
        self.report = self.build()
        for path, content in self.foreign.items():
            assert path.read_bytes() == content

    @rule()
    def build_anew(self) -> None:
        """A build that may overwrite."""
        self.report = self.build(force=True)
        self.foreign = {
            path: content for path, content in self.foreign.items() if path.read_bytes() == content
        }

    @precondition(lambda self: self.report is not None)
    @rule()
    def build_again(self) -> None:
        """A second build makes nothing and says the same."""
        assert self.report is not None
        again = self.build()
        assert again.count("built") == 0
        assert again.exit_code == self.report.exit_code or self.report.count("built")

    @invariant()
    def what_was_told_is_there(self) -> None:
        """Every edition that was made is on the disk, each under a name of its own; nothing else was touched."""
        assert self.outside.read_text() == "untouched"
        if self.report is None:
            return
        paths = [o.path for a in self.report.articles for o in a.outcomes if o.status != "failed"]
        assert len({path.casefold() for path in paths}) == len(paths)
        assert all((self.root / path).is_file() for path in paths)
        assert not list((self.root / "dist").rglob(".pubpipe-*.part"))
        for article in self.report.articles:
            assert article.outcomes or article.findings
            assert not any("unexpected" in f.message for f in article.findings)
            assert not any("unexpected" in f.message for o in article.outcomes for f in o.findings)


@pytest.mark.parametrize(
    ("target", "runs"),
    [
        ("readers", 100),
        ("normalizer", 40),
        ("articles", 400),
        ("pages", 150),
        ("editions", 12),
        ("printers", 20),
    ],
)
def test_no_bytes_crash(target: str, runs: int, tmp_path: Path, amount: Amount) -> None:
    command = [sys.executable, "-m", "tests.hostile.fuzz", target, "--kept", str(tmp_path)]
    command += ["--runs", str(amount(runs, -1)), "--seconds", "3600"]
    run = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent
    )
    crashes = [path.read_bytes() for path in tmp_path.glob("crash-*")]
    assert (run.returncode, crashes) == (0, []), run.stderr[-3000:]
    done = re.search(r"number_of_executed_units: (\d+)", run.stderr)
    assert done
    assert int(done[1]) >= runs
    print(f"{target}: {done[1]} runs")


def test_the_fuzzer_sees_a_crash(tmp_path: Path) -> None:
    code = (
        "import sys; from tests.hostile import fuzz\n"
        "def wrong(data):\n    if len(data) > 9: raise KeyError(data)\n"
        "fuzz.TARGETS['readers'] = wrong; fuzz.SEEDS = (b'a', b'0123456789' * 3)\n"
        "sys.modules['atheris'] = None\n"
        f"sys.argv = ['fuzz', 'readers', '--runs', '500', '--kept', {str(tmp_path)!r}]\n"
        "sys.exit(fuzz.main())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, cwd=Path(__file__).parent.parent
    )
    assert run.returncode == CRASHED
    assert len((tmp_path / "crash-blindly").read_bytes()) > 9


def test_the_press_keeps_its_word_through_any_history(amount: Amount) -> None:
    end = time.monotonic() + amount(0, 3600)
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            run_state_machine_as_test(
                Press, settings=settings(max_examples=amount(6, 200), stateful_step_count=amount(10, 40))
            )
        if time.monotonic() >= end:
            return
