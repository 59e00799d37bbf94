"""``pubpipe print`` on a real printer (ippeveprinter), directly and through a real print server (cupsd)."""

from __future__ import annotations

import io
import json
import random
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from pubpipe.cli.app import main
from tests.support import printers, raster
from tests.support.printers import A4, LETTER, Device, Server, until
from tests.support.schema import problems

_WORDS = [
    "morning",
    "river",
    "letter",
    "street",
    "paper",
    "window",
    "garden",
    "winter",
    "answer",
    "kitchen",
    "market",
    "silver",
    "evening",
    "uncle",
]
_CHANCE = random.Random(7)
TEXT = "A Letter to Print\n\n" + "\n\n".join(
    " ".join(_CHANCE.choice(_WORDS) for _ in range(45)).capitalize() + "." for _ in range(30)
)


@dataclass(frozen=True)
class Bureau:
    """What stands in the room: ``office`` takes PDF, ``home`` raster alone, ``old`` has Letter and prints one side."""

    project: Path
    server: Server
    office: Device
    home: Device
    old: Device


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    root = tmp_path_factory.mktemp("bureau")
    project = root / "project"
    (project / "source").mkdir(parents=True)
    (project / "source" / "letter.txt").write_text(TEXT)
    (project / "pubpipe.toml").write_text('lang = "en-GB"\nindex = false\n')
    with (
        printers.printer(root / "office") as office,
        printers.printer(root / "home", formats=("image/pwg-raster",)) as home,
        printers.printer(root / "old", ready=(LETTER,), supported=(LETTER, A4), two_sided=False) as old,
        printers.server() as server,
    ):
        server.queue("home", home)
        server.queue("office", office)
        yield Bureau(project, server, office, home, old)


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(bureau: Bureau, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in the project, on the bureau's print server; give exit code, results and complaints."""
    monkeypatch.chdir(bureau.project)
    monkeypatch.setenv("CUPS_SERVER", bureau.server.address)
    monkeypatch.setenv("HOME", str(bureau.project))
    for name in ("PUBPIPE_PRINTER", "LPDEST", "PRINTER"):
        monkeypatch.delenv(name, raising=False)

    def ran(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["print", *arguments], "pubpipe", standalone_mode=False)
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return ran


def test_an_article_is_made_and_goes_out_as_it_is(run: Run, bureau: Bureau) -> None:
    code, out, err = run("letter", "--printer", bureau.office.uri, "--copies", "2", "--duplex", "long-edge")
    assert code == 0, err
    assert "letter.pdf: 4 sheets of A4 (210 × 297 mm) to Bench, job " in out
    assert out.endswith("\nprinted\n")
    job = bureau.office.jobs()[-1]
    made = bureau.project / "dist" / "letter.pdf"
    assert bureau.office.document(job) == made.read_bytes()
    asked = bureau.office.asked(job)
    assert {name: asked.get(name) for name in ("COPIES", "SIDES", "MEDIA", "PRINT_SCALING", "JOB_NAME")} == {
        "COPIES": "2",
        "SIDES": "two-sided-long-edge",
        "MEDIA": A4,
        "PRINT_SCALING": "none",
        "JOB_NAME": "letter.pdf",
    }
    assert asked["MULTIPLE_DOCUMENT_HANDLING"] == "separate-documents-collated-copies"
    # The file in dist/ is printed as it is, without its article.
    assert run(str(made), "--printer", bureau.office.uri, "-q") == (0, "", "")
    assert bureau.office.document(bureau.office.jobs()[-1]) == made.read_bytes()


def test_what_is_on_paper_is_what_the_pages_show(run: Run, bureau: Bureau, tmp_path: Path) -> None:
    code, _, err = run("letter", "--printer", "home")
    assert code == 0, err
    sent = raster.pages(bureau.home.document(bureau.home.jobs()[-1]))
    shown = raster.drawn((bureau.project / "dist" / "letter.pdf").read_bytes(), tmp_path / "pages")
    assert len(sent) == len(shown) == 4
    for place, page in enumerate(sent):
        # Nothing is scaled or moved: a page is as the file shows it, and as no other page.
        far = [raster.far(page, other) for other in shown]
        assert far.index(min(far)) == place
        assert min(far) < 6 < 12 < min(far[:place] + far[place + 1 :])


def test_a_booklet_comes_whole_and_is_turned_over_the_short_edge(
    run: Run, bureau: Bureau, tmp_path: Path
) -> None:
    code, out, err = run("letter", "--booklet", "--printer", "home")
    assert code == 0, err
    assert "letter.booklet.pdf: 2 sheets of A4" in out
    job = bureau.home.jobs()[-1]
    assert bureau.home.asked(job)["SIDES"] == "two-sided-short-edge"
    sent = raster.pages(bureau.home.document(job))
    shown = raster.drawn((bureau.project / "dist" / "letter.booklet.pdf").read_bytes(), tmp_path / "sides")
    assert len(sent) == len(shown) == 4
    turned = []
    for place, page in enumerate(sent):
        assert page.width < page.height
        ways = {
            (number, way): raster.far(page, side.rotate(way, expand=True))
            for number, side in enumerate(shown)
            for way in (90, 270)
        }
        best = min(ways, key=lambda one: ways[one])
        assert best[0] == place
        assert ways.pop(best) < 6 < 9 < min(ways.values())
        turned.append(best[1])
    # All sides lie the same way: turned over the short edge, each back stands upright.
    assert len(set(turned)) == 1


def test_some_pages_and_both_sides_by_hand(run: Run, bureau: Bureau, tmp_path: Path) -> None:
    assert run("letter", "--printer", bureau.office.uri, "--pages", "2")[0] == 0
    page = raster.drawn(bureau.office.document(bureau.office.jobs()[-1]), tmp_path / "sent")
    whole = raster.drawn((bureau.project / "dist" / "letter.pdf").read_bytes(), tmp_path / "pages")
    assert len(page) == 1
    assert raster.far(page[0], whole[1]) == 0 < raster.far(page[0], whole[0])
    code, _, err = run("letter", "--booklet", "--printer", bureau.old.uri, "--load")
    assert code == 7
    assert "Bench prints on one side of the paper only, and a booklet needs both" in err
    assert "--duplex fronts" in err
    sides = {}
    for which in ("fronts", "backs"):
        command = ("letter", "--booklet", "--printer", bureau.old.uri, "--load", "--duplex", which)
        assert run(*command)[0] == 0
        sides[which] = raster.drawn(bureau.old.document(bureau.old.jobs()[-1]), tmp_path / which)
    booklet = raster.drawn((bureau.project / "dist" / "letter.booklet.pdf").read_bytes(), tmp_path / "sides")
    assert [raster.far(*pair) for pair in zip(sides["fronts"], booklet[::2], strict=True)] == [0, 0]
    assert [raster.far(*pair) for pair in zip(sides["backs"], booklet[1::2], strict=True)] == [0, 0]


def test_the_wrong_paper_is_refused_and_the_right_one_set_or_fitted(run: Run, bureau: Bureau) -> None:
    before = bureau.old.jobs()
    code, out, err = run("letter", "--printer", bureau.old.uri)
    assert (code, out) == (7, "")
    assert "letter.pdf is for A4 (210 × 297 mm), and Bench has US Letter (8.5 × 11 in) in it" in err
    assert bureau.old.jobs() == before
    made = (bureau.project / "dist" / "letter.pdf").read_bytes()
    for way in ("--fit", "--paper=loaded", "--paper=letter"):
        assert run("letter", "--printer", bureau.old.uri, way)[0] == 0
        with pikepdf.open(io.BytesIO(bureau.old.document(bureau.old.jobs()[-1]))) as sent:
            assert [round(float(side)) for side in sent.pages[0].mediabox] == [0, 0, 612, 792]
        assert bureau.old.asked(bureau.old.jobs()[-1])["MEDIA"] == LETTER
    assert (bureau.project / "dist" / "letter.pdf").read_bytes() == made
    assert run("letter", "--printer", bureau.old.uri, "--load")[0] == 0
    assert bureau.old.asked(bureau.old.jobs()[-1])["MEDIA"] == A4


SCHEMA = json.loads((Path(__file__).parents[1] / "src" / "pubpipe" / "print.schema.json").read_text())


def test_programs_are_told_what_became_of_it(run: Run, bureau: Bureau) -> None:
    code, out, _ = run("letter", "--printer", bureau.office.uri, "--json")
    told = json.loads(out)
    assert (code, problems(told, SCHEMA)) == (0, [])
    assert (told["status"], told["job"]) == ("printed", bureau.office.jobs()[-1])
    assert told["sent"]["attributes"] == [
        {"name": "media", "values": [A4]},
        {"name": "print-scaling", "values": ["none"]},
    ]
    code, out, err = run("letter", "--printer", bureau.old.uri, "--json")
    told = json.loads(out)
    assert (code, problems(told, SCHEMA)) == (7, [])
    assert (told["status"], told["job"], told["findings"][0]["code"]) == ("failed", None, "print-paper")
    assert told["findings"][0]["message"] in err
    code, out, _ = run("letter", "--printer", "ipp://127.0.0.1:1/", "--json")
    told = json.loads(out)
    assert (code, problems(told, SCHEMA), told["findings"][0]["code"]) == (7, [], "print-unreachable")
    code, out, _ = run("--list", "--json")
    told = json.loads(out)
    assert (code, problems(told, SCHEMA)) == (0, [])
    assert [(one["name"], one["loaded"]) for one in told["printers"]] == [("home", [A4]), ("office", [A4])]


def test_a_dry_run_says_what_would_be_sent_and_sends_and_writes_nothing(run: Run, bureau: Bureau) -> None:
    before, log = bureau.office.jobs(), bureau.office.log()
    files = {path: path.read_bytes() for path in (bureau.project / "dist").rglob("*") if path.is_file()}
    code, out, err = run("letter", "--draft", "--printer", bureau.office.uri, "--copies", "3", "--dry-run")
    assert (code, err) == (0, "")
    assert out.startswith("letter.draft.pdf (not sent)\n")
    assert f"  where    {bureau.office.uri}\n" in out
    assert "copies=3" in out
    assert f"media={A4}" in out
    said = bureau.office.log().removeprefix(log)
    assert "Validate-Job successful-ok" in said
    assert "Create-Job" not in said
    assert "Print-Job" not in said
    assert bureau.office.jobs() == before
    assert {p: p.read_bytes() for p in (bureau.project / "dist").rglob("*") if p.is_file()} == files


def test_printers_are_listed_with_their_state_and_paper(run: Run, bureau: Bureau) -> None:
    code, out, err = run("--list")
    assert (code, err) == (0, "")
    assert out.startswith("home  ")
    for line in ("\noffice  ", "  ready\n", "  paper: A4 (210 × 297 mm); takes ", "  sides: both\n"):
        assert line in out
    assert "(the usual one)" not in out
    bureau.server.run("lpadmin", "-d", "office")
    bureau.server.run("cupsreject", "home")
    try:
        _, out, _ = run("--list")
        assert "office (the usual one)" in out
        assert "takes no jobs" in out
        code, out, _ = run("letter", "--dry-run")
        assert (code, "printer  office" in out) == (0, True)
        code, _, err = run("letter", "--printer", "home")
        assert code == 7
        assert "home takes no jobs" in err
        assert "cupsaccept home" in err
    finally:
        bureau.server.run("cupsaccept", "home")
    code, out, _ = run("--list", "--printer", bureau.old.uri)
    assert code == 0
    assert "paper: US Letter (8.5 × 11 in); takes A4 too" in out
    assert "sides: one\n" in out


def test_a_paused_queue_is_told_before_anything_is_sent(run: Run, bureau: Bureau) -> None:
    bureau.server.run("cupsdisable", "-r", "until Monday", "home")
    try:
        code, out, err = run("letter", "--printer", "home")
    finally:
        bureau.server.run("cupsenable", "home")
    assert (code, out) == (7, "")
    assert "home has stopped: it is paused; it says 'until Monday'" in err
    assert bureau.server.run("lpstat", "-o") == ""


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("letter", "--printer", "homw"), 2, "there is no printer 'homw'\nHint: Did you mean 'home'?"),
        (("letter", "--printer", "ipp://127.0.0.1:1/ipp/print"), 7, "cannot be reached: Connection refused"),
        (("letter", "--printer", "ipp://no.such.invalid/"), 7, "there is no host 'no.such.invalid'"),
        (("letter", "--printer", "ftp://host"), 2, "is no address of a printer"),
        (("letter", "--printer", "home", "--pages", "9"), 2, "not in the file: there are pages 1 to 4"),
        (("letter", "--printer", "home", "--booklet", "--large"), 2, "are different editions"),
        (("letter", "--printer", "home", "--fit", "--load"), 2, "Leave one of them out"),
        (("letter", "--printer", "home", "--certificate", "ab"), 2, "is for a printer's address"),
        (("latter", "--printer", "home"), 3, "latter"),
        ((), 2, "no article was named"),
    ],
)
def test_what_cannot_be_is_a_clear_error(
    run: Run, bureau: Bureau, arguments: tuple[str, ...], code: int, message: str
) -> None:
    before = (bureau.home.jobs(), bureau.office.jobs())
    found, out, err = run(*arguments)
    assert (found, out) == (code, "")
    assert message in err
    assert (bureau.home.jobs(), bureau.office.jobs()) == before


def test_without_a_print_server_it_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPS_SERVER", "127.0.0.1:1")
    code, _, err = run("letter")
    assert code == 7
    assert "the print server 127.0.0.1:1 cannot be reached" in err
    assert "--printer ipp://HOST/ipp/print" in err


def test_paper_that_runs_out_is_told_and_the_job_goes_on(run: Run, bureau: Bureau) -> None:
    bureau.office.behave(
        "echo 'STATE: +media-empty-error' >&2; sleep 2; echo 'STATE: -media-empty-error' >&2"
    )
    try:
        code, out, err = run("letter", "--printer", bureau.office.uri)
    finally:
        bureau.office.behave("exit 0")
    assert code == 0
    assert "Note: Bench: it is out of paper\n" in err
    assert out.endswith("printed\n")


def test_a_print_server_whose_program_fails_is_not_waited_for(run: Run, bureau: Bureau) -> None:
    whole = (bureau.server.folder / "etc" / "ppd" / "home.ppd").read_text()
    broken = bureau.server.folder / "broken.ppd"
    broken.write_text(re.sub(r'(?m)^(\*cupsFilter2: ".*) \S+"$', r'\1 /bin/false"', whole))
    assert broken.read_text() != whole
    bureau.server.run("lpadmin", "-p", "broken", "-E", "-v", bureau.home.uri, "-P", str(broken))
    try:
        code, out, err = run("letter", "--printer", "broken")
        left = bureau.server.run("lpstat", "-o")
    finally:
        bureau.server.run("lpadmin", "-x", "broken")
    assert code == 7
    assert "\nprinted" not in out
    assert "broken has stopped: " in err
    assert "it says 'Filter failed'; job " in err
    assert left == "", "nothing may come out when the queue is started again"


def test_a_printer_without_pdf_is_told_to_be_used_by_a_queue(run: Run, bureau: Bureau) -> None:
    code, out, err = run("letter", "--printer", bureau.home.uri)
    assert (code, out) == (7, "")
    assert "Bench takes no PDF, only image/pwg-raster" in err
    assert f"lpadmin -p NAME -E -v {bureau.home.uri} -m everywhere" in err


def test_an_encrypted_printer_is_trusted_when_its_certificate_is_named(run: Run, bureau: Bureau) -> None:
    secure = bureau.office.uri.replace("ipp:", "ipps:")
    code, _, err = run("letter", "--printer", secure, "--dry-run")
    assert code == 7
    assert f"nobody vouches for the certificate of {secure}" in err
    found = re.search(r"--certificate ([0-9a-f]{64})", err)
    assert found
    code, out, _ = run("letter", "--printer", secure, "--certificate", found[1])
    assert (code, out.endswith("printed\n")) == (0, True)
    code, _, err = run("letter", "--printer", secure, "--certificate", "0" * 64)
    assert code == 7
    assert "shows another certificate than the one that was named" in err


def test_a_job_that_the_printer_gives_up_fails(run: Run, bureau: Bureau) -> None:
    bureau.office.behave("echo 'ERROR: no such font' >&2; exit 1")
    try:
        code, out, err = run("letter", "--printer", bureau.office.uri)
    finally:
        bureau.office.behave("exit 0")
    assert code == 7
    assert "printed" not in out
    assert "Bench gave up job" in err
    assert "it says 'no such font'" in err


@contextmanager
def started(bureau: Bureau) -> Iterator[subprocess.Popen[str]]:
    """Run the command beside this test; whatever happens, it is gone afterwards."""
    command = [sys.executable, "-m", "pubpipe", "print", "letter", "--printer", bureau.office.uri]
    with subprocess.Popen(
        command, cwd=bureau.project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def at_work(device: Device) -> Iterator[None]:
    """Let a printer stay at a job until this is over; then wait until it is done with it."""
    go, log = device.folder / "go", device.log()
    device.behave(f"until [ -e '{go}' ]; do sleep 0.1; done")
    try:
        yield
    finally:
        go.touch()
        until(lambda: "Processing time" in device.log().removeprefix(log))
        device.behave("exit 0")
        go.unlink()


def test_ctrl_c_cancels_the_job(run: Run, bureau: Bureau) -> None:
    before, log = bureau.office.jobs(), bureau.office.log()
    with at_work(bureau.office), started(bureau) as process:
        until(lambda: bureau.office.jobs() != before)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=printers.WAIT)
        assert process.returncode == 130
        assert re.search(r"^Error: interrupted; (job \d+|the job) was cancelled$", err, re.MULTILINE)
        assert "Cancel-Job successful-ok" in bureau.office.log().removeprefix(log)


def test_a_job_is_left_to_itself_and_the_next_one_waits_for_it(run: Run, bureau: Bureau) -> None:
    with at_work(bureau.office):
        log = bureau.office.log()
        code, out, err = run("letter", "--printer", bureau.office.uri, "--no-wait")
        assert (code, "printed" in out, err) == (0, False, "")
        assert "Get-Job-Attributes" not in bureau.office.log().removeprefix(log)
        code, out, err = run("letter", "--printer", bureau.office.uri, "--no-wait")
        assert (code, out) == (7, "")
        assert "Bench refuses the job: Currently printing another job" in err
        with ExitStack() as stack:
            process = stack.enter_context(started(bureau))
            assert process.stderr is not None
            assert "Bench has another job at hand; this one waits" in process.stderr.readline()
            last = stack.pop_all()
    with last:
        out, _ = process.communicate(timeout=printers.WAIT)
        assert process.returncode == 0
        assert out.endswith("printed\n")


@contextmanager
def cutting(uri: str, after: int) -> Iterator[str]:
    """Stand before a printer and cut each connection that has carried more than so many bytes to it."""
    port = int(uri.split(":")[2].split("/", maxsplit=1)[0])
    listener = socket.create_server(("127.0.0.1", 0))

    def carry(source: socket.socket, target: socket.socket, most: int) -> None:
        carried = 0
        with source, target:
            while data := _received(source):
                carried += len(data)
                if carried > most:
                    # Reset, not ended: ippeveprinter takes the end of a line for the end of a document.
                    target.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return
                target.sendall(data)

    def accept() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            device = socket.create_connection(("localhost", port))
            threading.Thread(target=carry, args=(client, device, after), daemon=True).start()
            threading.Thread(target=carry, args=(device, client, 10**9), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"ipp://127.0.0.1:{listener.getsockname()[1]}/ipp/print"
    finally:
        listener.close()


def _received(source: socket.socket) -> bytes:
    try:
        return source.recv(4096)
    except OSError:
        return b""


def test_a_line_that_breaks_in_the_middle_leaves_no_half_job(run: Run, bureau: Bureau) -> None:
    before, log = bureau.office.jobs(), bureau.office.log()
    with cutting(bureau.office.uri, 12_000) as uri:
        code, out, err = run("letter", "--printer", uri)
    assert (code, out) == (7, "")
    assert "cannot be reached" in err
    until(lambda: "Cancel-Job" in bureau.office.log().removeprefix(log))
    assert bureau.office.jobs() == before
