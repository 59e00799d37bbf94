"""Filing texts and pages in source/, with a real server on loopback."""

import http.server
import os
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pubpipe.errors import ArticleError, PubpipeError, UsageProblem
from pubpipe.press.adding import add, add_page
from pubpipe.press.network import fetching
from pubpipe.press.request import Input, Overrides
from pubpipe.project import Project, find

TEXT = b"Harbour plans stall again\n\nThe council met on Monday to discuss the plans for the old harbour.\n"


class Site(http.server.BaseHTTPRequestHandler):
    """Pages that behave and pages that do not."""

    def do_GET(self) -> None:
        """Answer by path."""
        if self.path.startswith("/loop"):
            self._send(302, b"", Location="/loop")
        elif self.path == "/moved":
            self._send(301, b"", Location="/2024/harbour-plans.txt?utm=1")
        elif self.path == "/away":
            self._send(302, b"", Location="file:///etc/passwd")
        elif self.path == "/nowhere":
            self._send(302, b"")
        elif self.path.startswith("/2024"):
            self._send(200, TEXT, **{"Content-Type": "text/plain; charset=utf-8"})
        elif self.path == "/big":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(400):
                    self.wfile.write(b"x" * 65536)
            except OSError:
                pass
        elif self.path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"short")
        else:
            self._send(404, b"")

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the standard library's name
        """Stay quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "source").mkdir()
    return find(tmp_path)


def files(project: Project) -> dict[str, bytes]:
    return {
        p.relative_to(project.root).as_posix(): p.read_bytes()
        for p in project.source.rglob("*")
        if p.is_file()
    }


def test_a_file_is_kept_byte_for_byte_under_its_name(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "My Letter (2).txt"
    path.write_bytes(TEXT)
    added = add(project, Input(path.name, path), Overrides())
    assert (added.path, added.title) == ("source/my-letter-2.txt", "Harbour plans stall again")
    assert files(project) == {"source/my-letter-2.txt": TEXT}


@pytest.mark.parametrize("name", ["untitled.txt", "document (3).txt", "20240728.txt"])
def test_a_name_that_says_nothing_gives_way_to_the_title(project: Project, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(TEXT)
    assert (
        add(project, Input(name, tmp_path / name), Overrides()).path == "source/harbour-plans-stall-again.txt"
    )


def test_standard_input_is_filed_by_its_title_and_kind(project: Project) -> None:
    assert add(project, Input("-", None, TEXT), Overrides()).path == "source/harbour-plans-stall-again.txt"
    assert add(project, Input("-", None, b"# A Head\n\nText.\n"), Overrides()).path == "source/a-head.md"


PAGE = b"""<html lang="en"><title>A Page</title><article><h1>A Page</h1>
<p>The council met on Monday to discuss the plans for the old harbour, and did not come to an end.</p>
<img src="./A%20page_files/plan.svg" alt="The plan">
<p>It will meet again on Thursday, when the harbour master is back from the north, the mayor said.</p></article></html>"""
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


def test_the_pictures_that_a_file_shows_and_its_sidecar_come_along(project: Project, tmp_path: Path) -> None:
    (tmp_path / "A page_files").mkdir()
    (tmp_path / "A page_files" / "plan.svg").write_bytes(DRAWING)
    (tmp_path / "A page_files" / "app.js").write_bytes(b"alert(1)")
    (tmp_path / "A page.html").write_bytes(PAGE)
    (tmp_path / "A page.yaml").write_bytes(b"author: [Ana]\n")
    added = add(project, Input("A page.html", tmp_path / "A page.html"), Overrides())
    assert (added.pictures, added.sidecar) == (("source/A page_files/plan.svg",), "source/a-page.yaml")
    assert files(project) == {
        "source/a-page.html": PAGE,
        "source/a-page.yaml": b"author: [Ana]\n",
        "source/A page_files/plan.svg": DRAWING,
    }


def test_a_picture_of_another_article_is_not_overwritten(project: Project, tmp_path: Path) -> None:
    (tmp_path / "A page_files").mkdir()
    (tmp_path / "A page_files" / "plan.svg").write_bytes(DRAWING)
    (tmp_path / "A page.html").write_bytes(PAGE)
    theirs = project.source / "A page_files" / "plan.svg"
    theirs.parent.mkdir()
    theirs.write_bytes(b"theirs")
    with pytest.raises(ArticleError, match="is not the picture that the article shows"):
        add(project, Input("A page.html", tmp_path / "A page.html"), Overrides())
    assert files(project) == {"source/A page_files/plan.svg": b"theirs"}
    added = add(project, Input("A page.html", tmp_path / "A page.html"), Overrides(slug="own/page"))
    assert added.pictures == ("source/own/A page_files/plan.svg",)


def test_nothing_is_overwritten(project: Project) -> None:
    add(project, Input("-", None, TEXT), Overrides(slug="x"))
    with pytest.raises(ArticleError, match=r"source/x\.txt is there already"):
        add(project, Input("-", None, b"# Other\n\nText.\n"), Overrides(slug="x"))
    assert files(project) == {"source/x.txt": TEXT}


def test_a_slug_cannot_leave_the_folder(project: Project) -> None:
    with pytest.raises(UsageProblem, match="--slug cannot be"):
        add(project, Input("-", None, TEXT), Overrides(slug="../../Etc/x y"))
    assert files(project) == {}
    assert add(project, Input("-", None, TEXT), Overrides(slug="Etc/x y")).path == "source/etc/x-y.txt"


def test_what_is_no_article_is_refused(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_bytes(TEXT)
    for one in (
        Input("a.xyz", tmp_path / "a.xyz"),
        Input("-", None, b""),
        Input("none.txt", tmp_path / "none.txt"),
    ):
        with pytest.raises(ArticleError):
            add(project, one, Overrides())
    assert files(project) == {}


def test_what_options_state_is_kept_in_the_sidecar(project: Project, tmp_path: Path) -> None:
    said = Overrides("My Own: a Letter", "en-GB", url="https://example.org/x")
    added = add(project, Input("-", None, TEXT), said)
    assert (added.path, added.stated) == ("source/my-own-a-letter.txt", ("title", "lang", "url"))
    sidecar = files(project)["source/my-own-a-letter.yaml"]
    assert sidecar == b'title: "My Own: a Letter"\nlang: en-GB\nurl: https://example.org/x\n'
    (tmp_path / "a letter.txt").write_bytes(TEXT)
    (tmp_path / "a letter.yaml").write_bytes(b"author: [Ana]\n")
    with pytest.raises(UsageProblem, match=r"--title cannot be kept: a letter\.yaml comes along"):
        add(project, Input("a letter.txt", tmp_path / "a letter.txt"), said)


def test_what_no_article_can_have_is_refused_before_anything_is_filed() -> None:
    with pytest.raises(UsageProblem, match=r"--url cannot be 'a\.org/b'"):
        Overrides(url="a.org/b")
    with pytest.raises(UsageProblem, match="--lang cannot be 'x%y'"):
        Overrides(lang="x%y")


def test_a_file_that_is_not_there_is_named(project: Project, tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"there is no file nix\.txt"):
        add(project, Input("nix.txt", tmp_path / "nix.txt"), Overrides())


def test_outside_a_project_nothing_is_filed(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="no project"):
        add(find(tmp_path), Input("-", None, TEXT), Overrides())


def test_a_page_is_kept_with_its_address_and_date(project: Project, site: str) -> None:
    added = add_page(project, f"{site}/moved", Overrides(), allow_private=True)
    assert added.path == "source/harbour-plans.txt"
    sidecar = f'url: {site}/2024/harbour-plans.txt?utm=1\naccessed: "{date.today().isoformat()}"\n'
    assert files(project) == {"source/harbour-plans.txt": TEXT, "source/harbour-plans.yaml": sidecar.encode()}


def test_a_private_host_is_refused_unless_allowed(project: Project, site: str) -> None:
    for address in (site, "http://localhost/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/"):
        with pytest.raises(ArticleError, match="not a public host"):
            add_page(project, address, Overrides())


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://example.org/a", "gopher://x/", "https://", "http://x:port/"]
)
def test_other_schemes_are_refused(project: Project, address: str) -> None:
    with pytest.raises(UsageProblem):
        add_page(project, address, Overrides(), allow_private=True)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/loop", "more than 5 redirects"),
        ("/away", "no http or https address"),
        ("/nowhere", "without saying where"),
        ("/missing", "answers 404"),
        ("/big", "larger than 20 MB"),
        ("/cut", "breaks off"),
    ],
)
def test_what_a_server_may_do_wrong(project: Project, site: str, path: str, message: str) -> None:
    with pytest.raises(PubpipeError, match=message):
        add_page(project, site + path, Overrides(), allow_private=True)
    assert files(project) == {}


def test_a_host_that_nobody_knows(project: Project) -> None:
    with pytest.raises(ArticleError, match="is not known"):
        add_page(project, "http://no-such-host.invalid/", Overrides())


def test_a_port_where_nobody_listens(project: Project) -> None:
    with pytest.raises(ArticleError, match=r"/x cannot be fetched: connection refused$"):
        add_page(project, "http://127.0.0.1:9/x", Overrides(), allow_private=True)


def test_a_page_that_never_ends_is_given_up(
    project: Project, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "LONGEST", 0)
    with pytest.raises(ArticleError, match=r"longer than|timed out"):
        add_page(project, f"{site}/big", Overrides(), allow_private=True)


def test_the_command_files_and_says_where(tmp_path: Path) -> None:
    from tests.support.command import pubpipe

    (tmp_path / "source").mkdir()
    done = pubpipe("add", "-", cwd=tmp_path, stdin=TEXT)
    assert done.stdout.decode() == f"source{os.sep}harbour-plans-stall-again.txt: Harbour plans stall again\n"
    done = pubpipe(
        "add", "-", "--slug", "plans", "--lang", "en", "--title", "Plans", cwd=tmp_path, stdin=TEXT
    )
    assert done.stdout.decode().splitlines()[1] == "source/plans.yaml keeps its title and its language"
    assert pubpipe("add", "ftp://example.org/x", cwd=tmp_path).returncode == 2
