"""``pubpipe serve`` as it runs: every file as it is, nothing outside ``dist/``, in part, once, and to whom it may."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.reader import browser_page

EPUB = bytes(range(256)) * 40


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[tuple[str, int, list[str]]]:
    """Run the command in a project; give host, port and the lines that it said until it was ready."""
    command = [sys.executable, "-m", "pubpipe", "serve", "--port", "0", *arguments]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            first = process.stdout.readline()
            found = re.fullmatch(r"http://(.+):(\d+)/\n", first)
            assert found, first
            yield found[1], int(found[2]), [first]
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0


def ask(
    port: int, path: str, method: str = "GET", host: str = "127.0.0.1", **headers: str
) -> tuple[Any, bytes]:
    """Send a request with its path as it is written, which libraries would tidy."""
    connection = http.client.HTTPConnection(host, port, timeout=20)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.putrequest(method, path, skip_host="Host" in sent)
    for name, value in sent.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer, data


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    (root / "pubpipe.toml").write_text("")
    (root / "secret.txt").write_text("secret")
    dist = root / "dist"
    (dist / "letters").mkdir(parents=True)
    (dist / "index.html").write_text(
        "<!DOCTYPE html><title>All</title><p><a href='letters/%C3%A9.html'>Read</a>"
    )
    (dist / "letters" / "é.html").write_text("<!DOCTYPE html><meta charset=utf-8><title>É</title><p>Ça va")
    (dist / "a.epub").write_bytes(EPUB)
    (dist / "opds.xml").write_text("<feed/>")
    (dist / ".hidden").write_text("secret")
    (dist / "out.txt").symlink_to(root / "secret.txt")
    (dist / "in.epub").symlink_to("a.epub")
    return root


@pytest.fixture(scope="module")
def port(project: Path) -> Iterator[int]:
    with serving(project) as (host, number, _):
        assert host == "127.0.0.1"
        yield number


def test_files_are_given_whole_with_their_types(port: int) -> None:
    answer, data = ask(port, "/a.epub")
    assert (answer.status, data) == (200, EPUB)
    assert answer.headers["Content-Type"] == "application/epub+zip"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer, data = ask(port, "/letters/%C3%A9.html")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "Ça va".encode() in data
    answer, data = ask(port, "/a.epub", "HEAD")
    assert (answer.status, answer.headers["Content-Length"], data) == (200, str(len(EPUB)), b"")
    assert (
        ask(port, "/opds.xml")[0]
        .headers["Content-Type"]
        .startswith("application/atom+xml;profile=opds-catalog")
    )


def test_parts_are_given_and_those_that_are_not_there_refused(port: int) -> None:
    answer, data = ask(port, "/a.epub", Range="bytes=10-19")
    assert (answer.status, data) == (206, EPUB[10:20])
    assert answer.headers["Content-Range"] == f"bytes 10-19/{len(EPUB)}"
    assert ask(port, "/a.epub", Range="bytes=-5")[1] == EPUB[-5:]
    assert ask(port, "/a.epub", Range="bytes=99999999-")[0].status == 416


def test_a_copy_is_asked_for_again_and_kept_while_it_is_true(port: int, project: Path) -> None:
    answer, _ = ask(port, "/letters/%C3%A9.html")
    assert answer.headers["Cache-Control"] == "no-cache"
    tag = answer.headers["ETag"]
    answer, data = ask(port, "/letters/%C3%A9.html", If_None_Match=tag)
    assert (answer.status, data) == (304, b"")
    page = project / "dist" / "letters" / "é.html"
    page.write_text(page.read_text() + " bien")
    assert b"bien" in ask(port, "/letters/%C3%A9.html", If_None_Match=tag)[1]


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/letters/../../secret.txt",
        "/letters/%2e%2e/%2e%2e/secret.txt",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/..%5csecret.txt",
        "/.hidden",
        "/%2ehidden",
        "/out.txt",
        "/nothing",
        "/letters",
        "/a.epub/",
        "/a%00.epub",
    ],
)
def test_nothing_outside_is_given(port: int, path: str) -> None:
    answer, data = ask(port, path)
    assert answer.status == 404
    assert b"secret" not in data
    assert b"root:" not in data


def test_a_link_within_the_folder_is_followed(port: int) -> None:
    assert ask(port, "/in.epub")[1] == EPUB


def test_nothing_is_taken_and_no_other_name_is_answered(port: int) -> None:
    assert ask(port, "/a.epub", "DELETE")[0].status == 405
    assert ask(port, "/a.epub", "POST")[0].status == 405
    # A page elsewhere whose name was made to lead here must not read what is here.
    assert ask(port, "/a.epub", Host="evil.example")[0].status == 400
    assert ask(port, "/a.epub", Host=f"localhost:{port}")[0].status == 200


def test_a_browser_goes_from_the_index_to_an_article(port: int, tmp_path: Path) -> None:
    page = tmp_path / "start.html"
    page.write_text("<!DOCTYPE html><title>.</title>")
    with browser_page(page) as visit:
        visit.page.unroute_all()
        visit.page.context.unroute_all()
        visit.page.goto(f"http://127.0.0.1:{port}/")
        visit.page.click("a")
        assert visit.page.title() == "É"
        assert "Ça va" in visit.page.inner_text("p")


def test_in_the_network_it_has_its_address_and_a_code_that_leads_there(project: Path) -> None:
    with serving(project, "--lan", "-v") as (host, number, _):
        assert not host.startswith("127.")
        assert ask(number, "/a.epub", host=host)[1] == EPUB
        assert ask(number, "/a.epub", host=host, Host="evil.example")[0].status == 400


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pubpipe", "serve", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)


def test_a_port_that_is_taken_and_an_empty_folder_are_clear_errors(
    project: Path, port: int, tmp_path: Path
) -> None:
    done = run(project, "--port", str(port))
    assert done.returncode == 2
    assert f"Error: port {port} is taken" in done.stderr
    assert "Hint: --port" in done.stderr
    assert "Traceback" not in done.stderr
    (tmp_path / "pubpipe.toml").write_text("")
    done = run(tmp_path, "--port", "0")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "dist/ has no editions to serve" in done.stderr


def test_a_folder_with_one_page_begins_with_it(tmp_path: Path) -> None:
    (tmp_path / "pubpipe.toml").write_text("")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "ü.html").write_text("<!DOCTYPE html><title>Ü</title>")
    with serving(tmp_path) as (_, number, _):
        answer, _ = ask(number, "/")
        assert (answer.status, answer.headers["Location"]) == (307, "/%C3%BC.html")
        (tmp_path / "dist" / "b.html").write_text("<!DOCTYPE html><title>B</title>")
        assert ask(number, "/")[0].status == 404
