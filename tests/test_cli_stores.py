"""Stores on the command line: addresses where paths may stand, and what is said where one cannot be had."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from pubpipe.cli.app import main
from pubpipe.stores import Files, located
from tests.support import printers
from tests.support.command import pubpipe
from tests.support.stores import Bucket, s3, sftp


@pytest.fixture(scope="module")
def bucket_of() -> Iterator[Callable[[str], Bucket]]:
    with s3() as made:
        yield made


@pytest.fixture
def bucket(bucket_of: Callable[[str], Bucket], request: pytest.FixtureRequest) -> Bucket:
    made = bucket_of(f"b{abs(hash(request.node.name)):x}")
    made.put("letters/a.md", "# Harbour\n\nThe council met.\n")
    made.put("letters/b.md", "# Quay\n\nThe council met again.\n")
    return made


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "pubpipe.toml").write_text('lang = "en"\nformats = ["md", "pdf"]\nindex = false\n')
    return tmp_path


def test_an_archive_is_built_told_checked_and_cleaned_where_it_lies(bucket: Bucket, root: Path) -> None:
    where = f"s3://{bucket.name}"
    stores = ("--source", f"{where}/letters", "--dist", f"{where}/editions")
    done = pubpipe("all", *stores, "--json", cwd=root, stdin=b"", **bucket.environ)
    assert (done.returncode, done.stderr) == (0, b"")
    told = json.loads(done.stdout)["articles"][0]
    assert told["source"] == f"{where}/letters/a.md"
    assert [edition["path"] for edition in told["editions"]] == [
        f"{where}/editions/a.md", f"{where}/editions/a.pdf"
    ]  # fmt: skip
    done = pubpipe("status", *stores, cwd=root, stdin=b"", **bucket.environ)
    assert b"2 articles: 0 to be made, 4 current" in done.stdout
    done = pubpipe("check", "a", *stores, "--own", cwd=root, stdin=b"", **bucket.environ)
    assert done.returncode == 0
    assert f"{where}/editions/a.pdf  the same words".encode() in done.stdout
    bucket.remove("letters/a.md")
    environ = {"PUBPIPE_SOURCE": f"{where}/letters", "PUBPIPE_DIST": f"{where}/editions"}
    done = pubpipe("clean", cwd=root, stdin=b"", **bucket.environ, **environ)
    assert done.stdout.decode().splitlines() == [
        f"removed {where}/editions/a.ledger.json",
        f"removed {where}/editions/a.md",
        f"removed {where}/editions/a.pdf",
    ]
    assert bucket.keys("editions/") == ["editions/b.ledger.json", "editions/b.md", "editions/b.pdf"]


def test_an_address_stands_where_a_path_may(bucket: Bucket, root: Path) -> None:
    where = f"s3://{bucket.name}"
    done = pubpipe("md", f"{where}/letters/a.md", "-o", "-", cwd=root, stdin=b"", **bucket.environ)
    assert done.stdout.endswith(b"The council met.\n")
    done = pubpipe(
        "md", f"{where}/letters/a.md", "-o", f"{where}/one.md", cwd=root, stdin=b"", **bucket.environ
    )
    assert bucket.get("one.md").endswith(b"The council met.\n")
    (root / "c.md").write_text("# Crane\n\nIt is old.\n")
    done = pubpipe("md", "c.md", "-o", f"{where}/more", cwd=root, stdin=b"", **bucket.environ)
    assert (done.returncode, done.stderr) == (0, b"")
    assert bucket.get("more/c.md").endswith(b"It is old.\n")
    done = pubpipe("md", f"{where}/letters/none.md", "-o", "-", cwd=root, stdin=b"", **bucket.environ)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.decode().startswith(f"Error: there is no file {where}/letters/none.md")
    assert "A folder is named by --source." in done.stderr.decode()


def test_what_is_written_apart_may_lie_in_a_store(bucket: Bucket, root: Path) -> None:
    where = f"s3://{bucket.name}"
    stores = ("--source", f"{where}/letters", "--dist", f"{where}/editions")
    page = f"{where}/page.html"
    for arguments in (
        ("normalize", f"{where}/letters/a.md", "-o", f"{where}/n.md", "--report", f"{where}/n.json"),
        ("explain", f"{where}/letters/a.md", "--html", page),
        ("all", *stores, "-q"),
        ("check", "a", *stores, "--own", "--html", f"{where}/check.html", "-q"),
    ):
        done = pubpipe(*arguments, cwd=root, stdin=b"", **bucket.environ)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert bucket.get("n.md").endswith(b"The council met.\n")
    assert json.loads(bucket.get("n.json"))["input"]["name"] == f"{where}/letters/a.md"
    told = bucket.client.get_object(Bucket=bucket.name, Key="page.html")
    assert told["ContentType"] == "text/html; charset=utf-8"
    assert b"What was done to" in told["Body"].read()
    assert b"the same words" in bucket.get("check.html")
    assert {path.name for path in root.iterdir()} == {"pubpipe.toml", ".pubpipe"}


def test_an_edition_in_a_store_is_sent_printed_and_checked_as_it_is(bucket: Bucket, root: Path) -> None:
    """It is no article: one made of it would have taken the place of the editions."""
    where = f"s3://{bucket.name}"
    with (root / "pubpipe.toml").open("a") as settings:
        settings.write(f'source = "{where}/letters"\ndist = "{where}/editions"\n')
    forms = "md,pdf,epub"
    assert pubpipe("all", "--formats", forms, "-q", cwd=root, stdin=b"", **bucket.environ).returncode == 0
    files = bucket.files("editions/")
    bucket.put("others/b.epub", files["b.epub"])
    device = root / "device"
    device.mkdir()
    named = (f"{where}/editions/a.epub", f"{where}/others/b.epub")
    done = pubpipe("send", *named, "--to", str(device), cwd=root, stdin=b"", **bucket.environ)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (device / "a.epub").read_bytes() == files["a.epub"]
    assert (device / "b.epub").read_bytes() == files["b.epub"]
    with printers.printer(root / "office") as office:
        edition = f"{where}/editions/a.pdf"
        done = pubpipe("print", edition, "--printer", office.uri, cwd=root, stdin=b"", **bucket.environ)
        assert (done.returncode, done.stderr) == (0, b"")
        assert office.document(office.jobs()[-1]) == files["a.pdf"]
    checked = (*named, f"{where}/editions/a.ledger.json")
    done = pubpipe("check", *checked, "--own", cwd=root, stdin=b"", **bucket.environ)
    assert done.returncode == 0
    assert done.stderr.decode().splitlines() == [f"No editions, not looked at: {checked[-1]}"]
    assert bucket.files("editions/") == files


@pytest.fixture(params=["memory", "sftp"])
def archive(request: pytest.FixtureRequest, root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of two articles in a store, and a project in the current folder that has it."""
    with contextlib.ExitStack() as stack:
        where = f"memory://{root.name}"
        if request.param == "sftp":
            served, home = root / "served", root / "home"
            served.mkdir()
            monkeypatch.setenv("HOME", str(home))
            monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
            where = f"{stack.enter_context(sftp(served, home))}/srv"
        (root / "pubpipe.toml").write_text(
            f'lang = "en"\nformats = ["md", "epub"]\njobs = 1\n'
            f'source = "{where}/letters"\ndist = "{where}/editions"\n'
        )
        for name, text in (("a", "# Harbour\n\nThe council met.\n"), ("b", "# Quay\n\nIt met again.\n")):
            Files().write(located(f"{where}/letters/{name}.md"), text.encode(), "text/markdown")
        monkeypatch.chdir(root)
        yield where


def run(*arguments: str) -> tuple[int, str]:
    """Run a command in this process, with which what lies in memory:// is gone."""
    done = CliRunner().invoke(main, arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output


def test_each_command_does_its_work_where_an_archive_lies_or_says_that_it_cannot(
    archive: str, root: Path
) -> None:
    assert run("all", "-q") == (0, "")
    assert "2 articles: 0 to be made, 4 current" in run("status")[1]
    assert "a.epub  the same words" in run("check", "a", "--own")[1]
    assert run("md", f"{archive}/letters/a.md", "-o", "-")[1].endswith("The council met.\n")
    assert run("normalize", f"{archive}/letters/a.md", "-o", f"{archive}/n.md") == (0, "")
    assert "4 words received" in run("explain", "a")[1]
    (root / "device").mkdir()
    assert run("send", "a", "--to", "device")[0] == 0
    assert (root / "device" / "a.epub").is_file()
    assert f"{archive}/editions/opds.xml" in run("catalogue")[1]
    Files().remove(located(f"{archive}/letters/a.md"))
    assert f"removed {archive}/editions/a.epub" in run("clean")[1]
    left = [path.name for path in Files().walk(located(f"{archive}/editions"))]
    assert left == ["b.cover.jpg", "b.epub", "b.ledger.json", "b.md", "opds.json", "opds.xml"]
    assert b"met" in Files().read(located(f"{archive}/n.md"))
    for command in (("serve",), ("open", "b"), ("watch",), ("adopt", "b")):
        code, said = run(*command)
        assert (code, said.count("\n")) == (2, 2)
        assert " is a store, and nothing there can be " in said


@pytest.mark.parametrize(
    ("arguments", "code", "said", "hint"),
    [
        (("normalize", "s3://b/a.md", "-o", "s4://b/n.md"), 2, "no store of the kind s4://", "Did you mean s3://?"),
        (("md", "s3:/b/a.md"), 2, "'s3:/b/a.md' is no address of a store", "Did you mean s3://b/a.md?"),
        (("md", "a.md", "-o", "s3:/b"), 2, "'s3:/b' is no address of a store", "Did you mean s3://b?"),
        (("md", "s3://no-such-bucket/a.md"), 4, "there is no such bucket (NoSuchBucket)", "address right"),
        (("md", "az://b/a.md"), 4, "az://b needs adlfs, which is not installed", "pip install adlfs"),
        (("init", "s3://b/x"), 2, "s3://b/x is no folder of this machine", "may be addresses"),
        (("all", "--project", "s3://b/x"), 2, "s3://b/x is no folder of this machine", "may be addresses"),
        (("styles", "--preview", "s3://b/x"), 2, "s3://b/x is no folder of this machine", "Name a folder"),
        (("send", "a", "--to", "s3://b/x"), 2, "there is no folder s3://b/x", "mounted"),
        (("add", "s3://b/a.md"), 2, "s3://b/a.md", ""),
        (("adopt", "a"), 2, "s3://b/letters is a store, and nothing there can be adopted", "own tools"),
        (("all", "--source", "s3://no-such-bucket/x"), 4, "there is no such bucket (NoSuchBucket)", "address right"),
        (("all", "--source", "s4://b/x"), 2, "no store of the kind s4://", "Did you mean s3://?"),
        (("all", "--dist", "s3://KEY:hush@b/x"), 2, "has credentials in it", "the environment"),
        (("md", "-o", "ftp://host/x"), 2, "no store of the kind ftp://", "Did you mean sftp://?"),
        (("watch", "s3://b/a.md"), 2, "s3://b/a.md is a store, and nothing there can be watched", "own tools"),
        (("serve",), 2, "s3://b/editions is a store, and nothing there can be served", "own tools"),
        (("open", "a"), 2, "s3://b/editions is a store, and nothing there can be opened", "own tools"),
        (("all", "--source", "gs://b/x"), 4, "gs://b needs gcsfs, which is not installed", "pip install gcsfs"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_what_cannot_be_had_is_said_in_two_lines(
    bucket: Bucket, root: Path, arguments: tuple[str, ...], code: int, said: str, hint: str
) -> None:
    if arguments[0] in ("serve", "open", "adopt"):
        (root / "pubpipe.toml").write_text('source = "s3://b/letters"\ndist = "s3://b/editions"\n')
    done = pubpipe(*arguments, cwd=root, stdin=b"", **bucket.environ)
    lines = " ".join(done.stderr.decode().split()).replace("Hint:", "\nHint:").splitlines()
    assert (done.returncode, len(lines)) == (code, 2)
    assert lines[0].startswith("Error: ")
    assert said in lines[0]
    assert hint in lines[1]
    assert "hush" not in done.stderr.decode()
    assert not list(root.glob("s3:*"))


def test_a_wrong_address_in_the_settings_names_its_line(root: Path) -> None:
    (root / "pubpipe.toml").write_text('lang = "en"\nsource = "s3://KEY:hush@bucket/x"\n')
    done = pubpipe("status", cwd=root, stdin=b"")
    assert done.returncode == 4
    assert b"pubpipe.toml, line 2: 'source' cannot be so: an address of s3:// has credentials" in done.stderr
    assert b"hush" not in done.stderr


def test_nothing_of_a_store_is_imported_where_there_is_none(root: Path) -> None:
    (root / "source").mkdir()
    (root / "source" / "a.md").write_text("# Harbour\n\nThe council met.\n")
    code = (
        "import sys\n"
        "from pubpipe.cli.app import main\n"
        "main(['all', '--formats', 'md,txt,html', '-q'], 'pubpipe', standalone_mode=False)\n"
        "names = ('fsspec', 's3fs', 'paramiko', 'boto', 'aio', 'pubpipe.stores.')\n"
        "print(sorted(m for m in sys.modules if m.startswith(names)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert (
        done.stdout
        == "['pubpipe.stores.addresses', 'pubpipe.stores.disk', 'pubpipe.stores.files', 'pubpipe.stores.seen']\n"
    )
