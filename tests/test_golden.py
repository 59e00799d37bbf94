"""Whole articles of many kinds -> their canonical Markdown and their text edition, as committed."""

from pathlib import Path

import pytest

from pubpipe import build
from tests.conftest import Golden

CASES = sorted(path.parent for path in (Path(__file__).parent / "golden").glob("*/input.*"))

# Whose variants of the text edition are kept too: one of each layout, and two scripts that ASCII has not.
VARIED = ("interview", "japanese", "mail-digest", "meal-plan", "poem", "recipe", "us-japan-military-alliance")
NAMES = {
    "md": "canonical.md",
    "txt": "edition.txt",
    "txt-ascii": "edition.ascii.txt",
    "txt-gutenberg": "edition.gutenberg.txt",
}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_an_article_becomes_what_it_became(case: Path, golden: Golden) -> None:
    received = next(case.glob("input.*"))
    variants = ("txt-ascii", "txt-gutenberg") if case.name in VARIED else ()
    report = build(received, formats=("md", "txt", *variants), slug="article")
    assert report.exit_code == 0
    for outcome in report.articles[0].outcomes:
        assert outcome.content is not None
        golden(case / NAMES[outcome.format], outcome.content.decode())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_the_canonical_text_of_an_article_stays_as_it_is(case: Path) -> None:
    canonical = case / "canonical.md"
    report = build(canonical, formats=("md",), slug="article")
    assert report.articles[0].outcomes[0].content == canonical.read_bytes()
