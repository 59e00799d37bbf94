"""The same article in another folder, time zone, locale and hash order gives the same bytes; all editions, all words."""

import hashlib
import re
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from lxml import html

from pubpipe.normalize.tokens import words
from tests.conftest import Amount
from tests.support.command import pubpipe
from tests.test_normalize import FOUNDING

FORMATS = ("md", "pdf", "epub", "txt", "html")
SAMPLE = Path(__file__).parents[1] / "src" / "pubpipe" / "cli" / "sample" / "the-measure-of-a-line.md"


def built(folder: Path, articles: Iterable[Path], *flags: str, **environ: str) -> Path:
    (folder / "source").mkdir(parents=True)
    (folder / "pubpipe.toml").touch()
    for article in articles:
        (folder / "source" / article.name).write_bytes(article.read_bytes())
    done = pubpipe("all", "-q", *flags, cwd=folder, stdin=b"", **environ)
    assert done.returncode == 0, done.stderr
    return folder / "dist"


def digests(dist: Path) -> dict[str, str]:
    files = (p for p in sorted(dist.rglob("*")) if p.is_file())
    return {str(p.relative_to(dist)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


PLACES = (("Asia/Tokyo", "C"), ("America/New_York", "C.UTF-8"), ("UTC", "POSIX"))


def test_bytes_depend_on_the_articles_alone(tmp_path: Path, amount: Amount) -> None:
    """Three processes, each with several orders of hashes, of one worker and of two."""
    first = dict[str, str]()
    runs = [
        (*place, seed, jobs) for place in PLACES for seed in ("0", "1", "77", "random") for jobs in ("1", "2")
    ]
    # The short form: both numbers of workers, and two of all else.
    for n, (zone, locale, seed, jobs) in enumerate(runs[amount(2, 0) :: amount(11, 1)]):
        folder = tmp_path / ("deeper/" * (n % 3)) / f"run-{n}"
        dist = built(folder, [FOUNDING, SAMPLE], "--jobs", jobs, TZ=zone, LC_ALL=locale, PYTHONHASHSEED=seed)
        first = first or digests(dist)
        assert digests(dist) == first, (zone, locale, seed, jobs)
    # Ledgers beside the editions, and the index with its covers.
    assert len(first) >= 2 * (len(FORMATS) + 1) + 2


@pytest.mark.parametrize("article", [FOUNDING, SAMPLE], ids=lambda path: path.stem)
def test_every_edition_carries_the_words_of_the_canonical_source(tmp_path: Path, article: Path) -> None:
    dist = built(tmp_path, [article])
    canonical = (dist / f"{article.stem}.md").read_text("utf-8")
    body = canonical.split("\n---\n", 1)[1].split("\n## Sources\n", 1)[0]
    paragraphs = [p for p in body.split("\n\n") if re.match(r"\s*\w", p) and "[^" not in p and "](" not in p]
    assert len(paragraphs) >= 5
    for form in FORMATS[1:]:
        # Without spaces, a hyphen at a line's end makes no difference.
        edition = "".join(words(text_of(dist / f"{article.stem}.{form}")))
        at = 0
        for paragraph in paragraphs:
            at = edition.find("".join(words(paragraph)), at)
            assert at >= 0, (form, paragraph)


def text_of(path: Path) -> str:
    """The words of an edition in reading order."""
    match path.suffix:
        case ".pdf":
            return subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()
        case ".epub":
            with zipfile.ZipFile(path) as book:
                names = [n for n in book.namelist() if n.endswith(".xhtml") and "nav" not in n]
                return "\n".join(words_in(book.read(n)) for n in names)
        case ".html":
            return words_in(path.read_bytes())
        case _:
            return path.read_text("utf-8")


def words_in(page: bytes) -> str:
    """The visible words of a page."""
    body = html.document_fromstring(page).find("body")
    assert body is not None
    return " ".join(str(text) for text in body.itertext())
