"""The EPUB and the PDF of one article: who is told of whose pages, and when one is made again for the other."""

from __future__ import annotations

import base64
import hashlib
import re
import zipfile

from pubpipe.project import Project
from tests.test_press import build, statuses, write
from tests.test_press import project as project  # noqa: PLC0414  # the fixture

TEXT = "# A title\n\n" + "The council met on Monday to discuss the plans for the old harbour. " * 120 + "\n"
BOTH = ("pdf", "epub")


def package(project: Project) -> str:
    return zipfile.ZipFile(project.dist / "a.epub").read("EPUB/content.opf").decode()


def pages(project: Project) -> int:
    nav = zipfile.ZipFile(project.dist / "a.epub").read("EPUB/nav.xhtml").decode()
    return len(re.findall(r'href="[^"]*#page-\d+"', nav))


def test_a_book_has_the_pages_of_the_pdf_beside_it(project: Project) -> None:
    report = build(project, write(project, a_md=TEXT), ("epub", "pdf"))
    facts = {outcome.format: outcome.facts for outcome in report.articles[0].outcomes}
    assert pages(project) == facts["pdf"]["pages"] == facts["epub"]["page-list"] == 3
    digest = hashlib.sha256((project.dist / "a.pdf").read_bytes()).digest()
    name = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    source = f"ni:///sha-256;{name}?ct=application/pdf"
    assert f'<dc:source id="pages">{source}</dc:source>' in package(project)
    assert f'<meta property="pageBreakSource">{source}</meta>' in package(project)
    assert "pageNavigation" in package(project)
    assert statuses(build(project, ())) == []


def test_a_book_alone_has_no_pages_and_claims_none(project: Project) -> None:
    inputs = write(project, a_md=TEXT)
    build(project, inputs, ("epub",))
    assert pages(project) == 0
    assert "ageBreak" not in package(project)
    assert "pageNavigation" not in package(project)
    assert statuses(build(project, inputs, BOTH)) == [["built", "built"]]
    assert pages(project) == 3
    assert statuses(build(project, inputs, BOTH)) == [["unchanged", "unchanged"]]


def test_a_pdf_that_stands_tells_its_pages_again_to_the_same_bytes(project: Project) -> None:
    inputs = write(project, a_md=TEXT)
    build(project, inputs, BOTH)
    before = (project.dist / "a.epub").read_bytes()
    (project.dist / "a.epub").unlink()
    assert statuses(build(project, inputs, BOTH)) == [["unchanged", "built"]]
    assert (project.dist / "a.epub").read_bytes() == before


def test_a_book_made_while_the_pdf_failed_is_made_again(project: Project) -> None:
    inputs = write(project, a_md=TEXT)
    (project.styles / "default").mkdir(parents=True)
    (project.styles / "default" / "print.html").write_text("{% if %}")
    assert statuses(build(project, inputs, BOTH)) == [["failed", "built"]]
    assert pages(project) == 0
    assert statuses(build(project, inputs, BOTH)) == [["failed", "built"]]
    (project.styles / "default" / "print.html").unlink()
    assert statuses(build(project, inputs, BOTH)) == [["built", "built"]]
    assert pages(project) == 3
