"""Links and pictures between double brackets, as note-takers write them -> their words, and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pubpipe import vault
from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._texts import Rewriting, rewrite


def wikilinks(galley: Galley) -> Galley:
    """Print ``[[Note]]`` and ``[[Note|words]]`` by their words, and show ``![[photo.jpg]]`` where it was received.

    No edition can lead to a note in a folder of somebody's machine.
    """
    if galley.canonical or galley.draft.kind != "markdown" or "[[" not in galley.draft.text:
        return galley
    return rewrite(_with_pictures(galley), lambda piece: _LINKS)


_LINKS = Rewriting(
    "wikilinks",
    vault.LINK,
    lambda text: vault.LINK.sub(vault.shown, text),
    "link to another note, by its words",
)


def _with_pictures(galley: Galley) -> Galley:
    slug = galley.wishes.slug.rsplit("/", 1)[-1]
    names = {asset.source: f"{slug}.assets/{asset.name}" for asset in galley.draft.assets}
    text = galley.draft.text
    pieces, events = [], []
    for piece in galley.pieces:
        found = [m for m in vault.PICTURE.finditer(text, piece.start, piece.end) if m["source"] in names]
        put = 0

        def shown(nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
            nonlocal put
            made = tuple(_shown(nodes, names))
            put += sum(isinstance(n, doc.Picture) for n in made) - sum(
                isinstance(n, doc.Picture) for n in nodes
            )
            return made

        block = doc.map_inlines(piece.block, shown) if found else piece.block
        if not found or put != len(found):
            pieces.append(piece)
            continue
        pieces.append(replace(piece, block=block))
        for match in found:
            after = f"![{vault.described(match)}]({names[match['source']]})"
            event = Event("wikilinks", "changed", "picture of the notes", 1.0, *match.span(), 0, after=after)
            events.append(galley.event(event))
    return replace(galley, pieces=tuple(pieces), events=(*galley.events, *events))


def _shown(nodes: tuple[doc.Inline, ...], names: dict[str, str]) -> Iterator[doc.Inline]:
    for node in nodes:
        if not isinstance(node, doc.Text):
            yield node
            continue
        at = 0
        for match in vault.PICTURE.finditer(node.text):
            if match["source"] in names:
                if match.start() > at:
                    yield doc.Text(node.text[at : match.start()])
                yield doc.Picture(vault.described(match), names[match["source"]])
                at = match.end()
        if node.text[at:]:
            yield doc.Text(node.text[at:])
