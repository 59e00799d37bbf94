"""A manuscript and a style -> an edition to make, and its rendering."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pubpipe.model.finding import Finding, Json
from pubpipe.model.manuscript import Manuscript


@dataclass(frozen=True, slots=True)
class Style:
    """A house style as values: every file by its path inside the style, user's files over the packaged ones.

    ``own`` names those that are the user's; ``digests`` are the hexadecimal SHA-256 of those for which it is at hand.
    """

    name: str
    files: Mapping[str, bytes]
    own: frozenset[str] = frozenset()
    digests: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ebook:
    """What a project asks of its e-books.

    ``fonts`` embeds the style's faces; pictures are fitted into a square of ``picture_size`` pixels (0 leaves them
    alone) at ``picture_quality`` (1 to 95); ``certified_by`` is who answers for the conformance to EPUB Accessibility.
    """

    fonts: bool = False
    picture_size: int = 2560
    picture_quality: int = 82
    certified_by: str = ""


@dataclass(frozen=True, slots=True)
class Booklet:
    """How booklets are folded: in signatures of at most ``sheets`` sheets, each ``thickness`` micrometres thick."""

    sheets: int = 12
    thickness: int = 100


@dataclass(frozen=True, slots=True)
class Options:
    """What a project or a command asks of its editions; ``page`` is ``auto``, ``a4``, ``a5`` or ``letter``.

    ``two_sided`` mirrors facing pages, ``colophon`` prints the edition's identity at its end,
    ``text_width`` is in columns, 0 for the style's own. ``citation_style`` is the name of a style of reference,
    empty for the house's own, and ``citation_csl`` its CSL (empty: the one that pandoc brings);
    ``sources_qr`` prints a QR code beside each source. ``site`` is where the folder of the editions stands on the web.
    """

    publication: str = ""
    page: str = "auto"
    two_sided: bool = False
    colophon: bool = False
    text_width: int = 0
    site: str = ""
    ebook: Ebook = field(default_factory=Ebook)
    citation_style: str = ""
    citation_csl: str = ""
    sources_qr: bool = False
    booklet: Booklet = field(default_factory=Booklet)


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
