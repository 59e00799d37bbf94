"""What pandoc, kramdown, PHP Markdown Extra and MkDocs add to Markdown -> tokens of what the canonical dialect has."""

import re

STEP = "dialect"
"""The step of the normalizer that reads them, by which it can be switched off."""

MARK = "mark"
"""The type of the tokens of signs that go; ``meta`` has the trace, the content what is said in their place."""

# Each begins with one sign, which the engine finds in no time.
_LINES = re.compile(r"\n[ \t>]*+(?::[ \t:]|\|(?:[ \t][^|\n]*+)?(?:\n|\Z))")
_BRACES = re.compile(r"\{(?:[:#.\s-]|[A-Za-z_][\w:.-]*+=)")
_RAISED = re.compile(r"\^[^\s^]{1,8}+\^")
_LOWERED = re.compile(r"~\d")


def suspected(text: str) -> bool:
    """Tell whether a text has any sign of another dialect; most have none."""
    return any(sign.search(text) for sign in (_BRACES, _RAISED, _LOWERED)) or bool(_LINES.search(f"\n{text}"))
