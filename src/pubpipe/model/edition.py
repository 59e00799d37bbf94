"""A manuscript and a style -> an edition to make, and its rendering."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pubpipe.model.finding import Finding, Json
from pubpipe.model.manuscript import Manuscript


@dataclass(frozen=True, slots=True)
class Style:
    """A house style as values: every file by its path inside the style, user's files over the packaged ones."""

    name: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Options:
    """What a project or a command asks of its editions; ``page`` is ``auto``, ``a4`` or ``letter``.

    ``citation_style`` is the name of a style of reference, empty for the house's own, and ``citation_csl`` its
    CSL (empty: the one that pandoc brings).
    """

    publication: str = ""
    page: str = "auto"
    citation_style: str = ""
    citation_csl: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """One file to make: plain data whose content hash is its identity."""

    manuscript: Manuscript
    style: Style
    format: str
    options: Options = field(default_factory=Options)
    facts: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendering:
    """An edition's bytes, what is to be said about it, and facts for its sisters and for the report."""

    content: bytes
    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)
