"""A manuscript and a style -> an edition to make, and its rendering."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pubpipe.model.finding import Finding, Json
from pubpipe.model.manuscript import Manuscript


class Files(Mapping[str, bytes]):
    """Files by their paths, as one value: what is kept of a style is looked up by them some twenty times an article."""

    __slots__ = ("_files", "_hash")

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)
        # Not of what is in them: the faces of a style are two million bytes.
        self._hash = hash(tuple((name, len(data)) for name, data in self._files.items()))

    def __getitem__(self, name: str) -> bytes:
        return self._files[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return self._files == (other._files if isinstance(other, Files) else other)

    def __reduce__(self) -> tuple[type[Files], tuple[dict[str, bytes]]]:
        # In another process the same names have other hashes.
        return Files, (self._files,)


@dataclass(frozen=True, slots=True)
class Style:
    """A house style as values: every file by its path inside the style, user's files over the packaged ones.

    ``own`` names those that are the user's; ``digests`` are the hexadecimal SHA-256 of those for which it is at hand.
    """

    name: str
    files: Mapping[str, bytes]
    own: frozenset[str] = frozenset()
    digests: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        if not isinstance(self.files, Files):
            object.__setattr__(self, "files", Files(self.files))


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
