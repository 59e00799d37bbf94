"""What pandoc, kramdown, PHP Markdown Extra and MkDocs add to Markdown -> tokens of what the canonical dialect has."""

import re

STEP = "dialect"
"""The step of the normalizer that reads them, by which it can be switched off."""

MARK = "mark"
"""The type of the tokens of signs that go; ``meta`` has the trace, the content what is said in their place."""

_LINES = re.compile(r"^[ \t>]*(?::[ \t:]|\|(?:[ \t][^|\n]*)?$)", re.M)
_SIGNS = re.compile(r"\{(?:[:#.\s-]|[A-Za-z_][\w:.-]*=)|\^[^\s^]{1,8}\^|~\d")


def suspected(text: str) -> bool:
    """Tell whether a text has any sign of another dialect; most have none."""
    if ("{" in text or "^" in text or "~" in text) and _SIGNS.search(text):
        return True
    return _LINES.search(text) is not None
