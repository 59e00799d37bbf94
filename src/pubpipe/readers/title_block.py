"""The beginning of a Markdown file -> the values of pandoc's title block: ``% title``, ``% authors``, ``% date``."""

from __future__ import annotations

import re

from pubpipe.model import Declared, Json

# A line that goes on with the field begins with a space (pandoc manual, extension ``pandoc_title_block``).
_FIELD = r"%(?:[ \t]+(?P<{0}>\S[^\r\n]*(?:\r?\n[ \t]+\S[^\r\n]*){{0,20}}))?[ \t]*(?:\r?\n|\Z)"
_BLOCK = re.compile(
    rf"\ufeff?(?=%[ \t]+\S){_FIELD.format('title')}(?:{_FIELD.format('author')}(?:{_FIELD.format('date')})?)?"
    r"(?=[ \t]*(?:\r?\n|\Z))"
)


def title_block(text: str) -> tuple[tuple[Declared, ...], int]:
    """Return what the title block of a text declares, and where the block ends; nothing and 0 without one.

    Semicolons or lines part the authors. A blank line closes the block.
    """
    match = _BLOCK.match(text)
    if match is None:
        return (), 0
    found = [(key, match[key]) for key in ("title", "author", "date") if match[key]]
    stops = [match.start(key) for key, _ in found[1:]] + [match.end()]
    declared: list[Declared] = []
    for n, ((key, said), stop) in enumerate(zip(found, stops, strict=True)):
        start = match.start(key) if n else 0
        value: Json = " ".join(said.split())
        if key == "author":
            value = [" ".join(name.split()) for name in re.split(r";|\r?\n", said) if name.strip()]
        declared.append(Declared(key, value, start, stop))
    return tuple(declared), match.end()
