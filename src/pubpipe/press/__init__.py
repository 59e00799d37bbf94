"""Articles -> editions in ``dist/``: the only conductor, the only pool, the only writer."""

from __future__ import annotations

from pubpipe.model import Finding, Ledger, Manuscript
from pubpipe.normalize.ledger import ledger_json
from pubpipe.press.adopting import adopt
from pubpipe.press.building import build
from pubpipe.press.doors import formats
from pubpipe.press.inputs.reading import read, steps
from pubpipe.press.keeping import Kept
from pubpipe.press.report import article_object, report_object, run_object, summary_object
from pubpipe.press.request import Input, Overrides, Request
from pubpipe.project import Project

__all__ = [
    "Input",
    "Kept",
    "Overrides",
    "Request",
    "adopt",
    "article_object",
    "build",
    "formats",
    "ledger_json",
    "normalize",
    "report_object",
    "run_object",
    "steps",
    "summary_object",
]


def normalize(
    one: Input, project: Project, overrides: Overrides
) -> tuple[Manuscript, Ledger, tuple[Finding, ...]]:
    """Return the canonical manuscript of one input, the ledger of all changes, and what is to be said about them.

    Raises ArticleError when it cannot be read or its audit fails, ConfigurationError for a wrong sidecar.
    """
    article = read(one, project, overrides)
    return article.manuscript, article.ledger, article.findings
