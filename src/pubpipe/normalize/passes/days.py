"""``Updated: July 28, 2024`` on a line of its own -> the days of publication and update."""

from __future__ import annotations

from pubpipe.normalize.dates import date_line, is_labelled
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._credits import Credits, head, language_of, line_of
from pubpipe.normalize.passes._furniture import agrees, flagged, is_kept, moved, values_of

_TAIL = 3


def days(galley: Galley) -> Galley:
    """Move lines that only say when to ``date`` and ``updated`` (NORMALIZER 1.3 `dateline2`).

    At the end of an article the line must say of what the date is. Dates that stand alone all through a text
    are a diary's or a chronicle's. A date whose day and month cannot be told apart is only reported.
    """
    if galley.canonical or galley.wishes.remove_nothing:
        return galley
    lang = language_of(galley)
    unlabelled = [
        n
        for n, piece in enumerate(galley.pieces)
        if date_line(line_of(piece), lang) and not is_labelled(line_of(piece))
    ]
    diary = len(unlabelled) > 1
    places = {*head(galley), *range(max(0, len(galley.pieces) - _TAIL), len(galley.pieces))}
    for n in sorted(places, reverse=True):
        piece = galley.pieces[n]
        line = line_of(piece)
        told = date_line(line, lang)
        bare = not is_labelled(line)
        if (
            not told
            or len(galley.pieces) < 2
            or is_kept(galley, piece)
            or (bare and (diary or n not in head(galley)))
        ):
            continue
        values = values_of(Credits(days=told))
        if not all(day.iso for day in told):
            hint = (
                "State it: date: 2024-07-28 in the sidecar, or the language with its region, such as en-GB."
            )
            galley = flagged(galley, "days", piece, f"day and month cannot be told apart: {line}", hint)
        elif agrees(galley, values):
            galley = moved(galley, "days", n, "a line that says when", values)
    return galley
