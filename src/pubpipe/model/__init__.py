"""The frozen types in the order of their travel: Draft -> Manuscript + Ledger -> Edition -> Rendering -> Report."""

from pubpipe.model.draft import Asset, Declared, Draft, Kind, Mark, Origin
from pubpipe.model.edition import Booklet, Ebook, Edition, Options, Rendering, Style
from pubpipe.model.finding import Finding, Json, Place, Severity
from pubpipe.model.ledger import Action, Audit, Event, Ledger
from pubpipe.model.manuscript import SOURCE_ID, Manuscript, Metadata, Name, Run, Source
from pubpipe.model.report import ArticleReport, Basis, Outcome, Report, Status, Tally, tally

__all__ = [
    "SOURCE_ID",
    "Action",
    "ArticleReport",
    "Asset",
    "Audit",
    "Basis",
    "Booklet",
    "Declared",
    "Draft",
    "Ebook",
    "Edition",
    "Event",
    "Finding",
    "Json",
    "Kind",
    "Ledger",
    "Manuscript",
    "Mark",
    "Metadata",
    "Name",
    "Options",
    "Origin",
    "Outcome",
    "Place",
    "Rendering",
    "Report",
    "Run",
    "Severity",
    "Source",
    "Status",
    "Style",
    "Tally",
    "tally",
]
