"""``Updated: July 28, 2024`` on a line of its own -> the days of publication and update."""

from __future__ import annotations

import re

from pubpipe.normalize.dates import date_line, is_labelled
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._credits import Credits, head, language_of, line_of, under_sources
from pubpipe.normalize.passes._furniture import agrees, flagged, is_kept, moved, values_of

_TAIL = 3
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.h]\d\d(?!\d|\.)")


def days(galley: Galley) -> Galley:
    """Move lines that only say when to ``date`` and ``updated`` (NORMALIZER 1.3 `dateline2`).

    At the end of an article the line must say of what the date is. Dates that stand alone all through a text
    are a diary's or a chronicle's; where a clock stands with all others, they are comments', and the one beside
    who wrote the text is its own. A date whose day and month cannot be told apart is only reported.
    """
    if galley.canonical or galley.wishes.remove_nothing:
        return galley
    lang = language_of(galley)
    told = {n: date_line(line_of(piece), lang) for n, piece in enumerate(galley.pieces)}
    bare = {n for n, days_ in told.items() if days_ and not is_labelled(line_of(galley.pieces[n]))}
    # Bare dates all through a text are a diary's; at its end they are the last words of a letter or a poem.
    before = set(head(galley))
    unclear = bare if len(bare) > 1 else bare - before
    timed = {n for n in bare if _CLOCK.search(line_of(galley.pieces[n]))}
    own = {n for n in unclear & before if bare - {n} <= timed and _is_beside_name(galley, n)}
    unclear = unclear - own
    after = set(range(max(0, len(galley.pieces) - _TAIL), len(galley.pieces)))
    for n in sorted(before | after, reverse=True):
        piece = galley.pieces[n]
        if (
            not told[n]
            or n in unclear
            or len(galley.pieces) < 2
            or is_kept(galley, piece)
            or under_sources(galley, n)
        ):
            continue
        values = values_of(Credits(days=told[n]))
        if not all(day.iso for day in told[n]):
            hint = (
                "State it: date: 2024-07-28 in the sidecar, or the language with its region, such as en-GB."
            )
            reason = f"day and month cannot be told apart: {line_of(piece)}"
            galley = flagged(galley, "days", piece, reason, hint)
        elif agrees(galley, values):
            galley = moved(galley, "days", n, "a line that says when", values)
    return galley


def _is_beside_name(galley: Galley, n: int) -> bool:
    """Whether a line that says who wrote the text stood right over or under a piece, and was taken out."""
    text, piece = galley.draft.text, galley.pieces[n]
    return any(
        event.step == "byline" and not text[min(event.end, piece.end) : max(event.start, piece.start)].strip()
        for event in galley.events
    )
