"""pubpipe.again, press.basis and cli.remembering: the fast answer is the full one, after every change there is."""

import itertools
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pubpipe.press.outputs.basis import CODE_SETTLED
from pubpipe.sources.citing import style
from tests.conftest import Amount
from tests.test_readers import png

ARTICLE = "# Article {n}\n\nThe council met on Monday{more}.\n"
COMMAND = ("all", "--formats", "md,txt")
NOT_ANSWERED = 99
# One script for both ways, since the search path of modules is part of what an answer rests on.
RUNNER = f"""import os, sys
from pubpipe import __main__, again
if __name__ == "__main__" and os.environ["HOW"] == "full":
    __main__.main()
if __name__ == "__main__":
    before = set(sys.modules)
    code = again.answer()
    with open(os.environ["NEWS"], "w") as file:
        file.write(" ".join(sorted(set(sys.modules) - before)))
    sys.exit({NOT_ANSWERED} if code is None else code)
"""

Answer = tuple[int, bytes, bytes]
Change = Callable[["Bench", random.Random], None]


@dataclass
class Bench:
    """A project with two articles, a picture and a command, answered in either way."""

    root: Path
    tools: Path
    arguments: tuple[str, ...] = COMMAND
    environ: dict[str, str] = field(default_factory=lambda: {"PUBPIPE_JOBS": "1"})

    def ask(self, how: str) -> Answer:
        clean: Mapping[str, str] = {k: v for k, v in os.environ.items() if not k.startswith("PUBPIPE_")}
        done = subprocess.run(
            [sys.executable, self.tools / "runner.py", *self.arguments],
            cwd=self.root,
            env={**clean, **self.environ, "HOW": how, "NEWS": str(self.tools / "news")},
            capture_output=True,
            check=False,
            timeout=300,
        )
        seconds = re.compile(rb'( in |"seconds": )\d+(\.\d+)?')
        return done.returncode, seconds.sub(rb"\1", done.stdout), done.stderr

    def fast(self) -> Answer | None:
        answer = self.ask("fast")
        return None if answer[0] == NOT_ANSWERED else answer

    def forget(self) -> None:
        for stamp in (self.root / ".pubpipe").glob("again-*"):
            stamp.unlink()

    def is_true(self) -> bool:
        """Whether a fast answer was given; it must be the full one."""
        given = self.fast()
        if given is None:
            self.ask("full")
            return False
        self.forget()
        assert self.ask("full") == given
        return True


@pytest.fixture(scope="session", autouse=True)
def compiled(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What Python and we keep compiled comes up in the first runs, in folders that an answer hangs on."""
    first = laid_out(tmp_path_factory.mktemp("compiled"))
    for arguments in (first.arguments, (*first.arguments, "--json"), (*first.arguments, "-q")):
        replace(first, arguments=arguments).ask("full")
    time.sleep(1.1 * CODE_SETTLED / 1e9)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return laid_out(tmp_path)


def laid_out(folder: Path) -> Bench:
    root, tools = folder / "project", folder / "tools"
    (root / "source").mkdir(parents=True)
    tools.mkdir()
    (tools / "runner.py").write_text(RUNNER)
    # The script's own folder is on the search path of modules: nothing may come up there later.
    (tools / "news").write_text("")
    (root / "pubpipe.toml").write_text("")
    (root / "source" / "p.png").write_bytes(png())
    for n in range(2):
        (root / "source" / f"a{n}.md").write_text(ARTICLE.format(n=n, more=" ![A dot](p.png)" * n))
    return Bench(root, tools)


def settled(bench: Bench) -> Bench:
    """The bench after a build of all, with the fast answer in place."""
    time.sleep(0.02)
    bench.ask("full")
    assert bench.fast() is not None
    return bench


def test_an_answer_is_given_at_once_after_the_first_build(bench: Bench) -> None:
    assert bench.fast() is None
    settled(bench)
    assert bench.is_true()
    assert bench.is_true()
    assert (bench.tools / "news").read_text() == ""


@pytest.mark.parametrize(
    "arguments",
    [
        (*COMMAND, "--json"),
        (*COMMAND, "-q"),
        (*COMMAND, "-v", "--strict"),
        ("md", "a1"),
        ("txt", "source/a0.md", "-o", "out"),
    ],
)
def test_the_answer_is_that_of_the_command(bench: Bench, arguments: tuple[str, ...]) -> None:
    (bench.root / "source" / "a0.md").write_text("The council met on Monday, and no title was given.\n")
    bench.arguments = arguments
    settled(bench)
    assert bench.is_true()
    bench.arguments = (*arguments, "--title", "T")
    assert bench.fast() is None


@pytest.mark.parametrize("flag", ["--force", "--verify", "--dry-run"])
def test_some_commands_are_never_answered_from_memory(bench: Bench, flag: str) -> None:
    settled(bench)
    bench.arguments = (*COMMAND, flag)
    bench.ask("full")
    assert bench.fast() is None


def test_a_build_that_failed_is_not_remembered(bench: Bench) -> None:
    settled(bench)
    (bench.root / "dist" / "a0.txt").write_text("mine")
    assert bench.ask("full")[0] == 5
    assert bench.fast() is None


def test_a_file_without_a_project(bench: Bench) -> None:
    bench.root /= "bare"
    bench.root.mkdir()
    (bench.root / "a.txt").write_text(ARTICLE.format(n=1, more=""))
    (bench.root.parent / "pubpipe.toml").unlink()
    (bench.root.parent / "source").rename(bench.root.parent / "elsewhere")
    bench.arguments = ("txt", "a.txt")
    settled(bench)
    (bench.root.parent / "pubpipe.toml").write_text("")
    assert bench.fast() is None
    (bench.root.parent / "pubpipe.toml").unlink()
    assert bench.fast() is not None
    (bench.root / "a.yaml").write_text("title: Another\n")
    assert bench.fast() is None


def test_a_cover_that_comes_up_outside_of_the_articles_is_seen(bench: Bench) -> None:
    cover = bench.root / "cover.png"
    (bench.root / "source" / "a0.md").write_text(
        "---\ncover: ../cover.png\n---\n\n# Article\n\nThe council met.\n"
    )
    settled(bench)
    cover.write_bytes(png())
    assert bench.fast() is None
    settled(bench)
    cover.unlink()
    assert bench.fast() is None


def test_a_picture_that_was_changed_is_seen(bench: Bench) -> None:
    settled(bench)
    (bench.root / "source" / "p.png").write_bytes(png() + b"more")
    assert bench.fast() is None


def test_a_lock_file_and_a_style_of_reference_are_inputs(bench: Bench) -> None:
    article, own = bench.root / "source" / "a0.md", bench.root / "own.csl"
    article.write_text("# Article\n\nThe council met.\n\n## Sources\n\n- https://example.org/a\n")
    own.write_text(style("apa"))
    (bench.root / "pubpipe.toml").write_text('citation-style = "own.csl"\n')
    settled(bench)
    own.write_text(style("mla"))
    assert bench.fast() is None
    settled(bench)
    lock = article.with_suffix(".sources.lock")
    lock.write_text("# empty\n")
    assert bench.fast() is None
    settled(bench)
    lock.unlink()
    assert bench.fast() is None


def test_what_both_streams_say_keeps_its_order_in_one_file(bench: Bench) -> None:
    (bench.root / "source" / "a0.md").write_text("The council met on Monday, and no title was given.\n")
    said = []
    for how in ("full", "full", "fast"):
        time.sleep(0.02)
        done = subprocess.run(
            [sys.executable, bench.tools / "runner.py", *COMMAND, "--jobs", "1"],
            cwd=bench.root,
            env={**os.environ, "HOW": how, "NEWS": os.devnull},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        said.append(re.sub(rb" in \d+\.\d s", b"", done.stdout))
    assert said[1] == said[2]
    assert b"Warning: " in said[2]


def test_an_input_that_changed_during_the_build_is_not_settled(bench: Bench) -> None:
    late = "import time; time.time_ns = lambda now=time.time_ns: now() - 3_600_000_000_000\n"
    (bench.tools / "runner.py").write_text(late + RUNNER)
    bench.ask("full")
    assert bench.fast() is None


def _edit(name: str) -> Change:
    def change(bench: Bench, dice: random.Random) -> None:
        path = bench.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ARTICLE.format(n=dice.randrange(3), more=dice.choice(["", " again", " once"])))

    return change


def _write(name: str, *contents: str) -> Change:
    """Write one of the contents; an empty one removes the file."""

    def change(bench: Bench, dice: random.Random) -> None:
        path = bench.root / name
        content = dice.choice(contents)
        if content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        else:
            path.unlink(missing_ok=True)

    return change


def _touch(name: str) -> Change:
    def change(bench: Bench, _: random.Random) -> None:
        if (bench.root / name).exists():
            os.utime(bench.root / name)

    return change


def _same_size(bench: Bench, _: random.Random) -> None:
    """Change a byte of an edition and set its time back."""
    path = bench.root / "dist" / "a0.txt"
    if path.exists():
        times = path.stat()
        path.write_bytes(path.read_bytes().replace(b"council", b"Council"))
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _picture(bench: Bench, dice: random.Random) -> None:
    path = bench.root / "source" / "p.png"
    path.unlink(missing_ok=True)
    if dice.random() < 0.7:
        path.write_bytes(png() + b"more" * dice.randrange(2))


def _argument(bench: Bench, dice: random.Random) -> None:
    bench.arguments = dice.choice([COMMAND, ("md",), (*COMMAND, "--json"), ("all", "a0", *COMMAND[1:])])


def _variable(bench: Bench, dice: random.Random) -> None:
    bench.environ = {"PUBPIPE_JOBS": "1"}
    bench.environ |= dice.choice([{}, {"PUBPIPE_PUBLICATION": "The Daily"}, {"PUBPIPE_STRICT": "1"}])


def _no_state(bench: Bench, _: random.Random) -> None:
    for path in (bench.root / ".pubpipe").glob("state.*"):
        path.unlink()


def _nothing(_: Bench, __: random.Random) -> None:
    return


CHANGES = (
    _edit("source/a0.md"),
    _touch("source/a0.md"),
    _write("source/a2.txt", ARTICLE.format(n=2, more=""), ""),
    _write("source/a0.yaml", "title: Another\n", "tilte: Wrong\n", ""),
    _write("source/a0.sources.lock", "# nothing\n", "[[source]\n", ""),
    _write("source/sub/a3.md", "# Three\n\nWords ![](../no.png).\n", ""),
    _write("pubpipe.toml", "# nothing\n", 'publication = "The Weekly"\n', "stlye = 1\n"),
    _write("styles/default/extra.css", "p { color: black }", ""),
    _write("dist/a0.txt", "mine\n", ""),
    _write("dist/a1.md", ""),
    _write("dist/a1.ledger.json", ""),
    _touch("dist/a1.txt"),
    _same_size,
    _picture,
    _argument,
    _variable,
    _no_state,
    _nothing,
)


def test_the_fast_answer_is_the_full_one_over_any_history(tmp_path: Path, amount: Amount) -> None:
    number = itertools.count()
    answered = []
    steps = st.tuples(st.sampled_from(CHANGES), st.integers(0, 99))

    # A history that fails is short enough to be read as it is; looking for a shorter one takes minutes.
    @settings(max_examples=amount(2, 25), phases=[Phase.generate])
    @given(st.lists(steps, min_size=amount(5, 12), max_size=amount(5, 12)))
    def holds(history: list[tuple[Change, int]]) -> None:
        bench = laid_out(tmp_path / str(next(number)))
        bench.ask("full")
        for change, seed in history:
            change(bench, random.Random(seed))
            bench.is_true()
            answered.append(bench.is_true())

    holds()
    assert sum(answered) >= amount(2, 60)
