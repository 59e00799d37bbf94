"""Notes of canonical Markdown -> the text without them, and back into its XHTML as pandoc's html5 writer sets them."""

from __future__ import annotations

import re
from collections.abc import Mapping

CALL = r"\[\^[A-Za-z0-9-]+\](?![(\[:])"
"""A note's call, as a regular expression."""

_CALL = re.compile(CALL)
_END = "</p>\n"
_NOTE = re.compile(r"(\[\^[A-Za-z0-9-]+\]): (\S.*)")
# Lines of lists and quotations: on both sides of a note, they might become one without it.
_GOING_ON = re.compile(r"^(?:[-*+]|[0-9> \t])", re.MULTILINE)


def parted(markdown: str) -> tuple[str, dict[str, str] | None]:
    """Return a text without its notes, and its notes of one line each by their calls, in the order of these.

    None instead of them where a note is not called once or is called by a note, and where the text before one and
    that behind it might become one block.
    """
    if "[^" not in markdown:
        return markdown, {}
    if not markdown.endswith("\n"):  # pandoc finds a further block at the end, without anything in it
        return markdown, None
    kept, notes, is_behind = list[str](), dict[str, str](), False
    for block in markdown.rstrip("\n").split("\n\n"):
        note = _NOTE.fullmatch(block)
        if note and note[1] not in notes and not _CALL.search(note[2]):
            notes[note[1]] = note[2]
        elif note or block[:1] in ("", "\n") or (is_behind and _may_join(kept, block)):
            return markdown, None
        else:
            kept.append(block)
        is_behind = note is not None
    text = "\n\n".join(kept) + "\n"
    calls = _CALL.findall(text)
    if sorted(calls) != sorted(notes):
        return markdown, None
    return text, {call: notes[call] for call in calls}


def _may_join(before: list[str], block: str) -> bool:
    return bool(before and _GOING_ON.match(block) and _GOING_ON.search(before[-1]))


def joined(xhtml: str, notes: Mapping[str, str]) -> str | None:
    """Return a text's XHTML with its calls as references and its notes, each one paragraph, in a section at its end.

    None where a note is no paragraph, or what looks like a call is none.
    """
    if not notes:
        return xhtml
    parts = _CALL.split(xhtml)
    if len(parts) != len(notes) + 1:
        return None
    made, items = [parts[0]], list[str]()
    for number, (note, rest) in enumerate(zip(notes.values(), parts[1:], strict=True), 1):
        words = note.removesuffix(_END)
        if not note.startswith("<p>") or "</p>" in words:
            return None
        made += (
            f'<a href="#fn{number}" class="footnote-ref" id="fnref{number}" role="doc-noteref">'
            f"<sup>{number}</sup></a>",
            rest,
        )
        back = f'<a href="#fnref{number}" class="footnote-back" role="doc-backlink">↩︎</a>'
        items.append(f'<li id="fn{number}">{words}{back}</p></li>\n')
    return "".join(
        (
            *made,
            '<section id="footnotes" class="footnotes footnotes-end-of-document" role="doc-endnotes">\n<hr />\n<ol>\n',
            *items,
            "</ol>\n</section>\n",
        )
    )
