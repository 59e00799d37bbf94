"""``pubpipe sources`` as people type it; the network is a site on loopback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import pubpipe
from tests.support.schema import problems
from tests.support.site import Reply, moved, page, site

SCHEMA = json.loads((Path(__file__).parents[1] / "src" / "pubpipe" / "sources.schema.json").read_text())
TEXT = (
    "# Title\n\nThe text of an article.\n\n## Sources\n\n- {0}/2024/07/28/story\n- {0}/gone\n- A book, 1999\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    return tmp_path


def write(project: Path, address: str) -> None:
    (project / "source" / "letter.md").write_text(TEXT.format(address))


def test_a_table_tells_what_is_known_and_from_where(project: Path) -> None:
    write(project, "https://www.nytimes.com")
    done = pubpipe("sources", "letter", cwd=project)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines() == [
        "1. https://www.nytimes.com/2024/07/28/story",
        "   publisher  The New York Times (derived from the address)",
        "   date       2024-07-28 (derived from the address)",
        "2. https://www.nytimes.com/gone",
        "   publisher  The New York Times (derived from the address)",
        "3. A book, 1999",
        "   note  A book, 1999 (given by the article)",
    ]


def test_fetch_fills_in_and_check_tells_what_is_gone(project: Path) -> None:
    with site(**{"2024/07/28/story": page(), "gone": Reply(404)}) as web:
        write(project, web.address)
        done = pubpipe("sources", "letter", "--fetch", "--allow-private", "--json", cwd=project)
        assert done.returncode == 6
        told = json.loads(done.stdout)
        assert problems(told, SCHEMA) == []
        assert (told["version"], told["article"]) == (1, "letter")
        first, gone, book = told["sources"]
        assert first["fields"]["title"] == {"value": "Harbour plans stall again", "from": "fetched"}
        assert (first["state"], gone["state"], book["state"]) == ("there", "gone", "")
        done = pubpipe("sources", "letter", "--check", "--allow-private", "-q", cwd=project)
        assert done.stdout.decode() == f"2. {web.address}/gone\n   gone: answers 404 Not Found\n"
        web.replies["/gone"] = moved("/2024/07/28/story", 301)
        for strict, code in (((), 0), (("--strict",), 6)):
            done = pubpipe("sources", "letter", "--check", "--allow-private", *strict, cwd=project)
            assert done.returncode == code
        done = pubpipe("sources", "letter", "--check", cwd=project)
        assert done.returncode == 6
        assert b"unreachable: 127.0.0.1 is not a public host" in done.stdout


def test_what_does_not_fit_together(project: Path) -> None:
    write(project, "https://example.org")
    done = pubpipe("sources", "letter", "--fetch", "--check", cwd=project)
    assert (done.returncode, b"three commands" in done.stderr) == (2, True)
    done = pubpipe("sources", "letter", "--archived", cwd=project)
    assert (done.returncode, b"sources-timegate" in done.stderr) == (4, True)
    done = pubpipe("sources", "nobody", cwd=project)
    assert done.returncode == 3
    done = pubpipe("sources", "-", "--fetch", cwd=project, stdin=b"# T\n\nText.\n")
    assert (done.returncode, b"has no lock file" in done.stderr) == (2, True)


def test_a_malformed_lock_file_is_named_with_its_line(project: Path) -> None:
    write(project, "https://example.org")
    broken = '# A comment.\n\n[[source]]\nid = "src-1"\nURL = "https://example.org"\ncolour = "red"\n'
    (project / "source" / "letter.sources.lock").write_text(broken)
    for command in (("sources", "letter", "--fetch"), ("txt", "letter", "-o", "-")):
        done = pubpipe(*command, cwd=project)
        assert done.returncode == 4
        assert b"letter.sources.lock, line 6: a source has no 'colour'" in done.stderr
    assert (project / "source" / "letter.sources.lock").read_text() == broken
