"""What note-takers (Obsidian, Foam, Logseq) write between double brackets -> the words shown, the picture meant."""

from __future__ import annotations

import re

LINK = re.compile(
    r"(?<![\w!\[])\[\[(?P<target>(?=[^\[\]|\n]*[^\W\d_])[^\s\[\]|][^\[\]|\n]*)(?:\|(?P<shown>[^\[\]|\n]+))?\]\](?!\])"
)
PICTURE = re.compile(
    r"(?i)!\[\[(?P<source>[^\[\]|\n]+\.(?:png|jpe?g|gif|webp|svg))(?:\|(?P<shown>[^\[\]|\n]*))?\]\]"
)
_SIZE = re.compile(r"\s*\d+(?:x\d+)?\s*")


def shown(link: re.Match[str]) -> str:
    """Return the words of a link to a note: those given for it, else the note's name and the heading in it."""
    if link["shown"]:
        return link["shown"].strip()
    # The name of a block (#^a1b2c3) is for the program alone.
    name, *within = re.sub(r"#?\^.*", "", link["target"]).split("#")
    return " > ".join(part.strip() for part in (name, *within) if part.strip())


def described(picture: re.Match[str]) -> str:
    """Return the description of a picture; a size in its place is none."""
    given = picture["shown"] or ""
    return "" if _SIZE.fullmatch(given) else given.strip()
