"""What strangers may send: everything in tests/hostile/ is built beside good neighbours and does no harm."""

from __future__ import annotations

import io
import re
import resource
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest

from pubpipe.readers import Received, office
from tests.conftest import Amount
from tests.hostile import bombs, requests, rtf
from tests.hostile.harness import SECRET, Limits, attempt, canary, carried, inputs

CASES = Path(__file__).parent / "hostile" / "cases"


def secret(folder: Path) -> Path:
    """Put a file outside of any project that no edition may hold."""
    folder.mkdir()
    path = folder / "secret.txt"
    path.write_text(f"{SECRET}\n\nThis is nobody's business but its owner's.\n", "utf-8")
    return path


def test_no_request_leaves_and_no_file_outside_is_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with canary() as (address, asked):
        requests.write(tmp_path / "in", address, secret(tmp_path / "out"))
        trial = attempt(inputs(tmp_path / "in"), asked, formats=("pdf", "epub", "html"))
    assert trial.faults == ()
    assert trial.code == 3
    assert "link-article.md is a link that leads out of the project" in trial.told


def test_hostile_rtf_is_read_so_that_it_can_ask(tmp_path: Path) -> None:
    for name, data in rtf.requests("http://127.0.0.1:9", tmp_path / "secret.txt").items():
        text = office.read(Received(name, data)).text
        assert text.startswith(rtf.FIRST)
        assert text.rstrip().endswith(rtf.LAST)
        shown = rtf.SHOWN[:1] if "objects" in name else rtf.SHOWN[1:]
        assert all(words in text for words in shown), text


def test_names_stay_within_dist_and_never_share_a_file(tmp_path: Path) -> None:
    (tmp_path / "in" / "names").mkdir(parents=True)
    bombs.names(tmp_path / "in" / "names")
    with canary() as (_, asked):
        trial = attempt(inputs(tmp_path / "in"), asked, formats=("md", "txt"))
    assert trial.faults == ()
    assert "share the name 'input-000/same', so neither is built" in trial.told
    assert "'input-000/feed' is reserved" in trial.told


def test_bombs_are_refused_or_survived_within_the_limits(tmp_path: Path, amount: Amount) -> None:
    (tmp_path / "in").mkdir()
    bombs.write(tmp_path / "in", amount(1, 100) / 100)
    limits = Limits(1800, 1_500_000_000, f"limits.time = {amount(2, 60)}\nlimits.memory = 1000\n")
    with canary() as (_, asked):
        trial = attempt(inputs(tmp_path / "in"), asked, limits, ("md", "txt"))
    assert trial.faults == ()
    assert "YAML that repeats itself" in trial.told


@pytest.mark.proof
def test_bombs_do_no_harm_to_any_edition(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    bombs.write(tmp_path / "in")
    with canary() as (_, asked):
        for one in inputs(tmp_path / "in"):
            trial = attempt(
                [one], asked, Limits(600, 2_000_000_000, "limits.time = 40\nlimits.memory = 1500\n")
            )
            assert trial.faults == (), one.name


def test_what_was_found_before_does_no_harm(tmp_path: Path) -> None:
    with canary() as (_, asked):
        trial = attempt(inputs(CASES), asked)
    assert trial.faults == ()


def _others(folder: Path, server: str, path: Path) -> list[Path]:
    """Editions of other people's that ask for more than a check gives: addresses, entities, memory."""
    page = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>t</title>{}</head><body>{}</body></html>"
    asks = f"<link rel='stylesheet' href='{server}/a.css'/><style>@import '{path.as_uri()}';</style>"
    shows = f"<p>&x;</p><img src='{server}/a.png' alt='a'/><img src='../../../../..{path}' alt='b'/>"
    leads = f"<!DOCTYPE {{}} [<!ENTITY x SYSTEM '{path.as_uri()}'><!ENTITY % y SYSTEM '{server}/y.dtd'> %y;]>"
    book = zipfile.ZipFile(
        io.BytesIO(requests.epub({"a.xhtml": leads.format("html") + page.format(asks, shows)}))
    )
    members = {name: book.read(name) for name in book.namelist()}
    container = members["META-INF/container.xml"].replace(b"</container>", b"&x;</container>")
    bomb = requests.epub({"a.xhtml": page.format("", f"<p>{' ' * 150_000_000}</p>")})
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].Contents = pdf.make_stream(b"q " * 60_000_000)
    pdf.save(folder / "bomb.pdf")
    files = {
        "asks.html": page.format(asks, shows).encode(),
        "asks.epub": requests.zipped(members),
        "container.epub": requests.zipped(
            members | {"META-INF/container.xml": leads.format("container").encode() + container}
        ),
        "bomb.epub": bomb,
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return inputs(folder)


def test_a_check_asks_for_nothing_and_unpacks_nothing_without_end(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with canary() as (address, asked):
        files = _others(tmp_path / "in", address, secret(tmp_path / "out"))
        run = subprocess.run(
            [sys.executable, "-m", "pubpipe", "check", "--own", *map(str, files)],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (600_000_000, 600_000_000)),
        )
    told = run.stdout + run.stderr
    assert (run.returncode, asked) == (6, [])
    assert "Traceback" not in told
    assert "MemoryError" not in told
    assert SECRET not in told
    assert told.count("more than the limit of 100 MB, so it was not checked") == 2


def test_the_harness_sees_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(f"# A secret\n\nThe word is {SECRET} here.\n")
    (tmp_path / "in" / "slow.txt").write_text("The council met on Monday and voted for the plan.\n" * 3_000)
    with canary() as (_, asked):
        asked.append("GET /a")
        trial = attempt(inputs(tmp_path / "in"), asked, Limits(0.5, 1_000_000), ("txt",))
    told = "\n".join(trial.faults)
    for fault in ("a secret is in input-000/a.txt", "asked for GET /a", " s of 0", " MB of 1"):
        assert fault in told


def _tracer(folder: Path, log: Path) -> tuple[str, ...]:
    """What stands before a command so that it logs what it connects to and opens; Python's audit where strace cannot."""
    strace = ("strace", "-f", "-qq", "-e", "trace=connect,open,openat", "-o", str(log))
    if shutil.which("strace") and subprocess.run([*strace, "true"], check=False).returncode == 0:
        return strace
    hook = (
        "import os, socket, sys\n"
        "def heard(event, arguments):\n"
        "    if event in ('open', 'socket.connect'):\n"
        "        os.write(log, (str(arguments[:2]).replace('127.', 'AF_INET ') + '\\n').encode())\n"
        f"log = os.open({str(log)!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT)\n"
        "sys.addaudithook(heard)\n"
    )
    (folder / "sitecustomize.py").write_text(hook)
    return ("env", f"PYTHONPATH={folder}")


def test_no_system_call_connects_or_opens_what_is_outside(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    log = tmp_path / "log"
    before = _tracer(tmp_path, log)
    with canary() as (address, asked):
        requests.write(tmp_path / "in", address, path := secret(tmp_path / "out"))
        chosen = [
            one
            for one in inputs(tmp_path / "in")
            if re.match("md-[pr]|page-[de]|svg-[ds]|link-p|docx|epub-[ad]|odt|rtf", one.name)
        ]
        trial = attempt(chosen, asked, formats=("pdf", "html"), before=before)
    calls = log.read_text("utf-8", "replace")
    assert trial.faults == ()
    assert "source/input-000" in calls
    assert "AF_INET" not in calls
    assert str(path) not in calls


def test_the_harness_sees_what_acts_in_a_pdf_and_not_what_its_compressed_bytes_look_like(
    tmp_path: Path,
) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    for name, dictionary in (("acts", pikepdf.Dictionary(Action=action)), ("idle", pikepdf.Dictionary())):
        pdf = pikepdf.new()
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(b"% /JS /Launch \n", dictionary)
        pdf.save(tmp_path / f"{name}.pdf", compress_streams=False)
    assert list(carried(tmp_path)) == ["acts.pdf objects.pdf carries b'/JS'"]
