"""Notes of canonical Markdown -> the text without them, and back into its XHTML as pandoc's html5 writer sets them."""

from __future__ import annotations

import re
from collections.abc import Mapping

CALL = r"\[\^[A-Za-z0-9-]+\](?![(\[:])"
"""A note's call, as a regular expression."""

_CALL = re.compile(CALL)
_END = "</p>\n"
_NOTE = re.compile(r"\[\^([A-Za-z0-9-]+)\]: (\S.*)")
_NOTES = re.compile(r"(?:\n\n\[\^[A-Za-z0-9-]+\]: \S[^\n]*)+\n*\Z")


def parted(markdown: str) -> tuple[str, dict[str, str] | None]:
    """Return a text without its notes, and its notes of one line each by their calls, in their order.

    None instead of them where a note is not called, not once, not in their order or by another note.
    """
    found = _NOTES.search(markdown) if "[^" in markdown else None
    text = markdown[: found.start()] + "\n" if found else markdown
    lines = [line for line in found[0].split("\n") if line] if found else []
    notes = dict[str, str]()
    for note in map(_NOTE.fullmatch, lines):
        if note is None or _CALL.search(note[2]):
            return text, None
        notes[f"[^{note[1]}]"] = note[2]
    if len(notes) != len(lines) or _CALL.findall(text) != list(notes):
        return text, None
    return text, notes


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
