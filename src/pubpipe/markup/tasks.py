"""Tasks of canonical Markdown (``- [x] done``) -> boxes in XHTML that say their state.

pandoc's own ``task_lists`` would part a list in which not every item is a task, takes none in numbered lists, and makes
form controls, which paper and e-readers have no use for.
"""

from __future__ import annotations

import re

BOXES = ("☐", "☑")
"""What stands for a task that is to be done, and for one that is done."""

# Noncharacters, which no text has for its readers (Unicode 23.7), stand for the states on the way through pandoc.
_SIGNS = {" ": "\ufdd0", "x": "\ufdd1"}
# A canonical line that begins an item, and an opening or closing fence, behind the marks of what they stand in.
_AROUND = r"(?:[ >]|[-*+] |[0-9]{1,9}[.)] |\[\^[^\]\s]+\]: )*"
_STATE = re.compile(rf"({_AROUND}(?:[-*+]|[0-9]{{1,9}}[.)]) )\[([ x])\] (?=\S)")
_FENCE = re.compile(rf"{_AROUND}(`{{3,}}|~{{3,}})(.*)")
_SHOWN = re.compile(f"<li>(<p>)?([{''.join(_SIGNS.values())}]) ")


def signed(markdown: str) -> str:
    """Return canonical Markdown with a sign in the place of each task's state; code is left alone.

    A text that has such signs itself keeps its states as they are written.
    """
    states = "[ ] " in markdown or "[x] " in markdown
    if not states or any(sign in markdown for sign in _SIGNS.values()):
        return markdown
    lines: list[str] = []
    fence = ""
    for line in markdown.split("\n"):
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and found[1].startswith(fence) and not found[2].strip():
            fence = ""
        state = None if fence else _STATE.match(line)
        lines.append(f"{state[1]}{_SIGNS[state[2]]} {line[state.end() :]}" if state else line)
    return "\n".join(lines)


def shown(xhtml: str) -> str:
    """Return XHTML with a box in the place of each sign: an item of class ``task`` with a checkbox (WAI-ARIA 1.2)."""
    return _SHOWN.sub(_box, xhtml) if any(sign in xhtml for sign in _SIGNS.values()) else xhtml


def _box(match: re.Match[str]) -> str:
    done = match[2] == _SIGNS["x"]
    state = f'aria-checked="{str(done).lower()}" aria-disabled="true"'
    return (
        f'<li class="task">{match[1] or ""}<span class="task" role="checkbox" {state}>{BOXES[done]}</span> '
    )
