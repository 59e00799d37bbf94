"""What a page says, as it stands there -> one line of words, and whether two such lines say the same."""

from __future__ import annotations

import html
import re

from pubpipe.raised import level


def spaced(words: object) -> str:
    """A value as one line; pages escape entities twice."""
    return " ".join(html.unescape(str(words or "")).split())


def same(heading: str, title: str) -> bool:
    """Tell whether two lines have the same letters and digits, and have any."""
    return compact(heading) == compact(title) != ""


def compact(text: str) -> str:
    """Return a line by its letters and digits alone, for comparison."""
    return re.sub(r"[\W_]+", "", level(text).casefold())
