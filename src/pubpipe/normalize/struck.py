"""Words that are struck out in what was received -> what tells that they are printed like others."""

from pubpipe.model import Event

_SHOWN = 40


def struck(words: str, start: int, end: int) -> Event:
    """Return what tells of words that are struck out at ``start:end`` of the draft, as a warning.

    No edition strikes words out.
    """
    said = " ".join(words.split())
    said = said if len(said) <= _SHOWN else f"{said[:_SHOWN].rstrip()}…"
    reason = f"“{said}” is struck out there, and is printed like any other words"
    return Event("struck", "flagged", reason, 0.95, start, end, 0, severity="warning")
