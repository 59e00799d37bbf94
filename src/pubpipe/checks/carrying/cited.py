"""A manuscript and a style of reference -> the labels of its sources as citeproc makes them of its records again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pubpipe.editions.works import Calls, source_labels
from pubpipe.model import Edition, Manuscript, Options, Style
from pubpipe.normalize import document as doc
from pubpipe.normalize import parser
from pubpipe.press.plan.reference import HOUSE, Reference
from pubpipe.sources.calls import calls
from pubpipe.sources.labels import Label


@dataclass(frozen=True, slots=True)
class Entries:
    """The labels of an article's sources in the order of print; ``loose`` ones have no number unless a link has one."""

    labels: tuple[Label, ...]
    loose: bool = False


def printed(manuscript: Manuscript, reference: Reference | None) -> Entries:
    """Return the entries that an edition prints, without a style of reference the house's own.

    Raises EditionError where citeproc fails.
    """
    called = any(_calls(manuscript))
    wanted = reference or HOUSE
    options = Options(citation_style=wanted.name, citation_csl=wanted.csl)
    edition = Edition(manuscript, Style("", {}), "txt", options)
    labels = source_labels(edition, Calls({1: ["called"]} if called else {}))
    return Entries(labels, loose=bool(wanted.name) and not called)


def _calls(manuscript: Manuscript) -> Iterator[bool]:
    ids = {source.id: n for n, source in enumerate(manuscript.sources, 1)}
    for region in parser.parse(manuscript.body):
        if region.block is not None and not isinstance(region.block, doc.CodeBlock):
            yield any(True for _ in calls(doc.words_of(region.block), ids))
