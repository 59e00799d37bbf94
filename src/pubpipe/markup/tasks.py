"""Tasks of canonical Markdown (``- [x] done``) -> boxes in XHTML that say their state.

pandoc's own ``task_lists`` would part a list in which not every item is a task, takes none in numbered lists, and makes
form controls, which paper and e-readers have no use for. A box that is one of the text's own signs stays one: pandoc's
writer would make a control of each that begins an item.
"""

from __future__ import annotations

import re

BOXES = ("☐", "☑")
"""What stands for a task that is to be done, and for one that is done."""

# Noncharacters, which no text has for its readers (Unicode 23.7), stand for states and boxes on the way through pandoc.
_NONCHARACTERS = [chr(code) for code in range(0xFDD0, 0xFDF0)]
_STATES = " x"
_PANDOCS = "☐☒"
# A canonical line that begins an item, and an opening or closing fence, behind the marks of what they stand in.
_AROUND = r"(?:[ >]|[-*+] |[0-9]{1,9}[.)] |\[\^[^\]\s]+\]: )*"
_STATE = re.compile(rf"({_AROUND}(?:[-*+]|[0-9]{{1,9}}[.)]) )\[([ x])\] (?=\S)")
_FENCE = re.compile(rf"{_AROUND}(`{{3,}}|~{{3,}})(.*)")


def signed(markdown: str) -> str:
    """Return canonical Markdown with signs in the place of each task's state, in code none, and of each box.

    A text with nearly all noncharacters in it keeps its states and boxes as they are written.
    """
    signs = _signs(markdown)
    if not signs:
        return markdown
    lines: list[str] = []
    fence = ""
    for line in markdown.translate({ord(box): signs[box] for box in _PANDOCS}).split("\n"):
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and found[1].startswith(fence) and not found[2].strip():
            fence = ""
        state = None if fence else _STATE.match(line)
        lines.append(f"{state[1]}{signs[state[2]]} {line[state.end() :]}" if state else line)
    return "\n".join(lines)


def shown(xhtml: str, markdown: str) -> str:
    """Return XHTML made of what ``signed`` made of a text, with a box in the place of each sign.

    The box of a task is a checkbox (WAI-ARIA 1.2) in an item of class ``task``.
    """
    signs = _signs(markdown)
    if not signs:
        return xhtml
    todo, done = (signs[state] for state in _STATES)

    def box(match: re.Match[str]) -> str:
        is_done = match[2] == done
        state = f'aria-checked="{str(is_done).lower()}" aria-disabled="true"'
        before = f'<li class="task">{match[1] or ""}<span class="task" role="checkbox" {state}>'
        return f"{before}{BOXES[is_done]}</span> "

    boxed = re.sub(f"<li>(<p>)?([{todo}{done}]) ", box, xhtml)
    return boxed.translate({ord(signs[own]): own for own in _PANDOCS})


def _signs(markdown: str) -> dict[str, str]:
    """Return a sign that a text has not for each state and each of its boxes; none where it has neither."""
    if not any(held in markdown for held in ("[ ] ", "[x] ", *_PANDOCS)):
        return {}
    free = [sign for sign in _NONCHARACTERS if sign not in markdown]
    wanted = (*_STATES, *_PANDOCS)
    return dict(zip(wanted, free, strict=False)) if len(free) >= len(wanted) else {}
