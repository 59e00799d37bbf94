"""Drafts and galleys from a few words, for the tests of single passes."""

from pubpipe.model import Draft, Kind, Ledger, Manuscript, Origin
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Galley, Wishes
from pubpipe.normalize.intake import open_galley
from pubpipe.readers import Received
from pubpipe.readers.markdown import read as read_markdown
from pubpipe.readers.text import read as read_text


def draft(text: str, kind: Kind = "text", name: str = "article.txt") -> Draft:
    """A draft as its reader gives it."""
    if kind == "markdown":
        return read_markdown(Received("article.md" if name == "article.txt" else name, text.encode()))
    return read_text(Received(name, text.encode()))


def galley(text: str, kind: Kind = "text", wishes: Wishes | None = None, name: str = "article.txt") -> Galley:
    """A galley before its first pass."""
    return open_galley(draft(text, kind, name), wishes or Wishes("article"))


def normalized(text: str, kind: Kind = "text", wishes: Wishes | None = None) -> tuple[Manuscript, Ledger]:
    """A manuscript and its ledger, after all passes and the audit, none of which was retreated from."""
    manuscript, ledger, findings = normalize(draft(text, kind), wishes or Wishes("article"))
    assert all(finding.code != "normalize-retreat" for finding in findings), findings
    return manuscript, ledger


def bare(origin_text: str) -> Draft:
    """A draft without a reader."""
    return Draft(Origin("a.txt", "", len(origin_text), "utf-8"), origin_text, "text")
