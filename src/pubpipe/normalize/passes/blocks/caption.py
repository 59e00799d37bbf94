"""``Photo by …`` on a line of its own -> the credit of the picture above it, else reported as what may be one."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.passes._credits import line_of
from pubpipe.normalize.passes._furniture import flagged
from pubpipe.normalize.printer import print_checked

_CAPTION = re.compile(
    r"\(?(?:photo|photograph|image|picture|credit|photo credit|image credit|illustration|foto|bild|bildquelle"
    r"|crédit|crédit photo|fotografía|imagen|crédito|immagine|zdjęcie|фото|写真|图|图片来源|사진)s?"
    r"(?:\s*[:：/=]\s*\S| (?:by|via|courtesy|von|de|par|di) \S)|getty images\b|(?:ap|reuters|afp) photo\b",
    re.I,
)
_LONGEST = 200


def caption(galley: Galley) -> Galley:
    """Give credits under pictures to these, and report what looks like one in a paste (NORMALIZER 1.3 `caption`)."""
    if galley.canonical:
        return galley
    pieces: list[Piece] = []
    for piece in galley.pieces:
        line = line_of(piece)
        if not line or len(line) > _LONGEST or not _CAPTION.match(line):
            pieces.append(piece)
        elif (credited := _credited(galley, pieces[-1:], piece, line)) is not None:
            pieces[-1] = credited
            reason = "the credit of the picture above it"
            told = Event("caption", "flagged", reason, 0.9, piece.start, piece.end, 0)
            galley = replace(galley, events=(*galley.events, galley.event(told)))
        else:
            pieces.append(piece)
            galley = flagged(galley, "caption", piece, f"looks like a picture's caption: {line[:60]}")
    return replace(galley, pieces=tuple(pieces))


def _credited(galley: Galley, above: list[Piece], piece: Piece, line: str) -> Piece | None:
    """The picture of Markdown above a credit with it, None where there is none, or where it has one already."""
    block = above[0].block if above and galley.draft.kind == "markdown" else None
    picture = block.children[0] if isinstance(block, doc.Paragraph) and len(block.children) == 1 else None
    if not isinstance(picture, doc.Picture) or picture.title or galley.keeps(piece) or _has_address(piece):
        return None
    titled = doc.Paragraph((replace(picture, title=" ".join(line.split())),))
    return Piece(titled, above[0].start, piece.end) if print_checked(titled)[1] else None


def _has_address(piece: Piece) -> bool:
    """Whether a link stands in a line: a title would lose its address."""
    assert isinstance(piece.block, doc.Paragraph)
    return any(not isinstance(node, doc.Text) for node in piece.block.children)
