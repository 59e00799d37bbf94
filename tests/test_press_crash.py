"""Builds that are killed, find no room or lose their folders: editions stay whole, and the next build ends right."""

import contextlib
import functools
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pubpipe.errors import EditionError
from pubpipe.press.outputs.locking import locked
from pubpipe.press.plan.standing import sha256
from pubpipe.project import Project
from pubpipe.state import State
from pubpipe.stores import Files, disk
from tests.conftest import Amount
from tests.support.command import pubpipe
from tests.test_press import TEXT, build, write
from tests.test_press import project as project  # noqa: PLC0414  # the fixture

QUICK = "md,txt,html"
FORMATS = ("--formats", QUICK)
WORDS = "On {day} the council heard part {part} of the plans."

MOUNTING = ("unshare", "--map-root-user", "--mount")

Bytes = dict[str, str | None]


def articles(root: Path, day: str) -> None:
    (root / "source").mkdir(parents=True, exist_ok=True)
    for n in range(3):
        text = "\n\n".join(WORDS.format(day=day, part=f"{n}.{part}") for part in range(40))
        (root / "source" / f"a{n}.md").write_text(f"# Article {n} of {day}\n\n{text}\n")


def editions(root: Path) -> Bytes:
    return {p.name: sha256(p, Files()) for p in sorted((root / "dist").iterdir()) if p.is_file()}


def inodes(root: Path) -> set[int]:
    """What the editions are, as files: one that is written anew is another file."""
    return {entry.inode() for entry in os.scandir(root / "dist") if not entry.name.startswith(".")}


Clean = Callable[[str], dict[str, Bytes]]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Clean:
    """What clean builds of some formats make of the old and of the new texts."""

    @functools.cache
    def versions(formats: str) -> dict[str, Bytes]:
        made = {}
        for day in ("Monday", "Tuesday"):
            root = tmp_path_factory.mktemp(f"clean-{day}")
            articles(root, day)
            assert pubpipe("all", "--formats", formats, "-q", cwd=root).returncode == 0
            made[day] = editions(root)
        assert made["Monday"].keys() == made["Tuesday"].keys()
        assert not set(made["Monday"].values()) & set(made["Tuesday"].values())
        return made

    return versions


# Takes from the administrator the right to do what file permissions forbid (capabilities 1 and 2 of Linux).
POWERLESS = """
import ctypes, os, sys
for capability in (1, 2):
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


def start(root: Path, formats: str, jobs: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "pubpipe", "all", "--formats", formats, "-q", "--jobs", jobs],
        cwd=root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def whole(root: Path, versions: dict[str, Bytes]) -> bool:
    """Whether there is a new edition; every one must be the old or the new one, and none may be missing.

    The index lists old and new ones together where they are, so it is only looked at whether it is whole.
    """
    there = {name: digest for name, digest in editions(root).items() if not name.startswith(".")}
    for name, digest in there.items():
        if name == "index.html":
            assert (root / "dist" / name).read_bytes().endswith(b"</html>")
            continue
        assert digest in (versions["Monday"][name], versions["Tuesday"][name]), name
    assert there.keys() == versions["Monday"].keys()
    return any(digest == versions["Tuesday"][name] for name, digest in there.items())


@pytest.mark.parametrize(
    ("formats", "jobs", "short", "long"), [(QUICK, "1", 6, 120), ("md,pdf,epub", "2", 2, 80)]
)
def test_a_build_may_be_killed_at_any_moment(
    tmp_path: Path, clean: Clean, amount: Amount, formats: str, jobs: str, short: int, long: int
) -> None:
    dice = random.Random(7)
    versions = clean(formats)
    root = tmp_path / "project"
    articles(root, "Monday")
    begin = time.monotonic()
    assert start(root, formats, jobs).wait(120) == 0
    length = time.monotonic() - begin
    begun = 0
    for number in range(amount(short, long)):
        articles(root, "Tuesday")
        before = inodes(root)
        process = start(root, formats, jobs)
        if number % 2:
            # In every second build, among the writes: they are a small part of its length.
            while inodes(root) == before and process.poll() is None:
                time.sleep(0.001)
            time.sleep(dice.uniform(0, 0.1))
        else:
            time.sleep(dice.uniform(0, length * 1.05))
        # The conductor alone, or its workers with it: those that are left have nobody to work for, and end.
        (os.kill if number % 4 > 1 else os.killpg)(process.pid, signal.SIGKILL)
        process.wait()
        begun += whole(root, versions)
        # Back to the old texts: what the killed build left is ours, whether it could still say so or not.
        articles(root, "Monday")
        after = pubpipe("all", "--formats", formats, "-q", cwd=root)
        assert (after.returncode, after.stderr) == (0, b"")
        assert editions(root) == versions["Monday"]
    assert begun >= amount(short, long) // 2


@pytest.mark.parametrize("first", [True, False])
def test_a_disk_may_be_full_at_any_byte(tmp_path: Path, clean: Clean, amount: Amount, first: bool) -> None:
    dice = random.Random(first)
    versions = clean(QUICK)
    root = tmp_path / "project"
    articles(root, "Monday")
    for _ in range(amount(2, 60)):
        if first:
            shutil.rmtree(root / "dist", ignore_errors=True)
            shutil.rmtree(root / ".pubpipe", ignore_errors=True)
        else:
            assert pubpipe("all", *FORMATS, "-q", cwd=root).returncode == 0
            articles(root, "Tuesday")
        done = limited(root, dice.randrange(200, 60_000))
        assert done.returncode in (0, 5), done.stderr
        assert b"Traceback" not in done.stderr
        if done.returncode:
            assert b"cannot be written" in done.stderr
        if not first:
            whole(root, versions)
        assert not list(root.glob("dist/.pubpipe-*"))
        articles(root, "Monday")
        assert pubpipe("all", *FORMATS, "-q", cwd=root).returncode == 0
        assert editions(root) == versions["Monday"]


def test_a_small_disk_fills_up_and_is_emptied_again(tmp_path: Path, clean: Clean, amount: Amount) -> None:
    dice = random.Random(3)
    versions = clean(QUICK)
    root = tmp_path / "project"
    articles(root, "Monday")
    assert pubpipe("all", *FORMATS, "-q", cwd=root).returncode == 0
    failed = 0
    for _ in range(amount(2, 40)):
        articles(root, "Tuesday")
        done = on_a_small_disk(root, dice.randrange(0, 200))
        assert done.returncode in (0, 5), done.stderr
        assert b"Traceback" not in done.stderr
        assert done.returncode == 0 or b"cannot be written" in done.stderr
        failed += done.returncode == 5
        whole(root, versions)
        articles(root, "Monday")
        assert pubpipe("all", *FORMATS, "-q", cwd=root).returncode == 0
        assert editions(root) == versions["Monday"]
        assert not list(root.rglob(".pubpipe-*"))
    assert failed >= amount(1, 10)


def on_a_small_disk(root: Path, free: int) -> subprocess.CompletedProcess[bytes]:
    """Build on a file system in memory with so many KiB free, and take over what is there afterwards.

    It is mounted in a name space of its own; where the system gives no such name space, files are limited instead.
    """
    script = """
set -e
disk=$(mktemp -d)
trap 'umount "$disk"; rmdir "$disk"' EXIT
mount -t tmpfs -o size=64m none "$disk"
cp -a "$1/." "$disk"
used=$(df -k --output=used "$disk" | tail -n 1)
mount -o remount,size=$((used + $2))k "$disk"
status=0
(cd "$disk" && shift 2 && "$@") || status=$?
rm -rf "$1/dist" "$1/.pubpipe"
cp -a "$disk/dist" "$disk/.pubpipe" "$1"
exit $status
"""
    if not may_mount():
        return limited(root, free * 300)
    command = [sys.executable, "-m", "pubpipe", "all", *FORMATS, "-q", "--jobs", "1"]
    return subprocess.run(
        [*MOUNTING, "sh", "-c", script, "sh", root, str(free), *command], capture_output=True, check=False
    )


def may_mount() -> bool:
    """Whether file systems may be mounted in a name space of one's own."""
    mounted = [*MOUNTING, "mount", "-t", "tmpfs", "none", "/mnt"]
    try:
        return subprocess.run(mounted, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def limited(root: Path, size: int) -> subprocess.CompletedProcess[bytes]:
    """Build where no file may grow beyond a size; a write past it fails as on a full disk."""
    code = (
        "import resource, signal, sys; from pubpipe.__main__ import main;"
        f"sys.argv = ['pubpipe', 'all', *{FORMATS!r}, '-q', '--jobs', '1'];"
        # Without the handler the signal would end the process.
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size})); main()"
    )
    return subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=False)


def test_what_a_killed_build_left_is_ours_even_when_the_text_changed_since(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    build(project, inputs)
    write(project, a_txt=TEXT.replace("Monday", "Tuesday"))
    code = (
        "import os; from pubpipe.state import State; State.put = lambda *_: os._exit(9);"
        "from pubpipe.cli.app import main; main(['all', '--formats', 'txt', '-q'])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project.root, check=False)
    assert done.returncode == 9
    assert "Tuesday" in (project.dist / "a.txt").read_text()
    write(project, a_txt=TEXT.replace("Monday", "Friday"))
    assert build(project, inputs).exit_code == 0
    assert "Friday" in (project.dist / "a.txt").read_text()


def test_temporary_files_of_a_killed_build_are_swept(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    project.dist.mkdir()
    (project.dist / ".pubpipe-x.part").write_text("half")
    (project.dist / ".part").write_text("mine")
    build(project, inputs)
    assert sorted(p.name for p in project.dist.iterdir()) == [".part", "a.ledger.json", "a.md", "a.txt"]


def lose(project: Project, *names: str) -> None:
    for name in names:
        # Files that are on their way may come into it meanwhile.
        while (project.root / name).exists():
            shutil.rmtree(project.root / name, ignore_errors=True)


def lose_to_a_file(project: Project) -> None:
    while not project.dist.is_file():
        lose(project, "dist")
        with contextlib.suppress(IsADirectoryError):
            project.dist.write_text("")


LOSSES: dict[str, Callable[[Project], None]] = {
    "dist": lambda project: lose(project, "dist"),
    "state": lambda project: lose(project, ".pubpipe"),
    "both": lambda project: lose(project, "dist", ".pubpipe"),
    "dist-is-a-file": lose_to_a_file,
}


def test_what_the_state_says_is_on_the_disk_before(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a power cut a state that knows a file which is not there would take the old one for an edited one."""
    dist, happened = project.dist, list[str]()
    synchronise, commit = os.fsync, State.commit

    def fsync(handle: int) -> None:
        synchronise(handle)
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if path == dist:
            happened.append(f"folder: {sorted(p.name for p in dist.glob('[!.]*'))}")

    def committed(state: State) -> None:
        if state.changed:
            happened.append("state")
        commit(state)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(State, "commit", committed)
    inputs = write(project, a_txt=TEXT, b_txt=TEXT.replace("Monday", "Friday"))
    assert build(project, inputs).exit_code == 0
    one, other = ([f"{name}.{end}" for end in ("ledger.json", "md", "txt")] for name in "ab")
    # Once an article, not once a file; which of the two is done first is the workers' affair.
    assert happened[0] in (f"folder: {one}", f"folder: {other}")
    assert happened[1:] == ["state", f"folder: {one + other}", "state"]
    # Nothing to make, nothing to synchronise.
    happened.clear()
    assert build(project, inputs).exit_code == 0
    assert happened == []


@pytest.mark.parametrize("name", LOSSES)
def test_a_folder_may_be_removed_under_the_build(
    project: Project, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    inputs = write(project, a_txt=TEXT, b_txt=TEXT)
    build(project, inputs)
    write(project, a_txt=TEXT.replace("Monday", "Tuesday"), b_txt=TEXT.replace("Monday", "Friday"))
    made = disk.name
    losses = [LOSSES[name]]

    def put(temporary: Path, path: Path) -> None:
        if losses:
            losses.pop()(project)
        made(temporary, path)

    monkeypatch.setattr(disk, "name", put)
    report = build(project, inputs)
    assert report.exit_code == (5 if name == "dist-is-a-file" else 0)
    messages = [f.message for a in report.articles for o in a.outcomes for f in o.findings]
    assert all("cannot be" in message for message in messages if "title" not in message)
    if project.dist.is_file():
        project.dist.unlink()
    assert build(project, inputs).exit_code == 0
    assert "Friday" in (project.dist / "b.txt").read_text()
    assert sorted(p.name for p in project.dist.iterdir()) == [
        "a.ledger.json", "a.md", "a.txt", "b.ledger.json", "b.md", "b.txt"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("dist", 5, "cannot be written"),
        (".pubpipe", 5, "cannot be written"),
        (".pubpipe/state.sqlite", 4, "cannot be read"),
        ("dist/a.txt", 5, "cannot be read"),
        ("source/a.txt", 3, "cannot be read"),
    ],
)
def test_permission_may_be_lost(project: Project, name: str, code: int, said: str) -> None:
    inputs = write(project, a_txt=TEXT, b_txt=TEXT)
    build(project, inputs)
    write(project, a_txt=TEXT.replace("Monday", "Tuesday"))
    before = editions(project.root)
    lost = project.root / name
    files = [lost, *lost.glob("state*")] if lost.is_dir() else [lost]
    for path in files:
        path.chmod(0o555 if path.is_dir() else 0o444 if lost.is_dir() else 0)
    done = subprocess.run(
        [sys.executable, "-c", POWERLESS, sys.executable, "-m", "pubpipe", "all", "--formats", "md,txt"],
        cwd=project.root,
        capture_output=True,
        check=False,
    )
    for path in files:
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert done.returncode == code, done.stderr
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert editions(project.root)["a.txt"] == before["a.txt"]
    assert build(project, inputs).exit_code == 0
    assert "Tuesday" in (project.dist / "a.txt").read_text()


def test_a_second_build_waits_for_the_first_and_says_so(project: Project) -> None:
    write(project, a_txt=TEXT)
    with locked(project.state):
        process = subprocess.Popen(
            [sys.executable, "-m", "pubpipe", "all", "--formats", "txt"],
            cwd=project.root,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert process.stderr is not None
        said = process.stderr.readline().decode()
        assert said.startswith(f"Note: another build of this project is running (process {os.getpid()})")
        assert not project.dist.exists()
    assert process.wait(60) == 0
    process.communicate()
    assert (project.dist / "a.txt").exists()


def test_a_build_that_waits_in_vain_says_so(tmp_path: Path) -> None:
    told: list[str] = []
    with (
        locked(tmp_path / "s"),
        pytest.raises(EditionError, match=f"process {os.getpid()}"),
        locked(tmp_path / "s", told.append, patience=0.1),
    ):
        pass
    assert told == [str(os.getpid())]
    with locked(tmp_path / "s", told.append), locked(None):
        assert len(told) == 1


def test_where_no_lock_can_be_had_the_build_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told: list[str] = []
    with locked(tmp_path / "file" / "below", told.append), locked(tmp_path / "file" / "below", told.append):
        assert told == []
