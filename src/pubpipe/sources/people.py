"""The words of a citation that say who -> names."""

from __future__ import annotations

import re

from pubpipe.model import Name

_APA_NAME = re.compile(r"([^,&]{2,40}), ((?:\w\.[ -]?){1,4})(?:,? ?& ?|, ?|$)")


def names(text: str) -> tuple[Name, ...]:
    """Return the authors of a citation; what is not surely parted stays one literal name."""
    text = text.strip(" ,;")
    # ``———.`` stands for the author of the entry before (Chicago 13.72) and names nobody itself.
    if not re.search(r"\w", text):
        return ()
    apa = _APA_NAME.findall(text)
    if apa and len("".join(family + given for family, given in apa)) >= len(text) - 5 * len(apa):
        return tuple(Name(family=family.strip(), given=given.strip()) for family, given in apa)
    parts = [p.strip(" .,") for p in re.split(r"; | and | & | und | et | y | e ", text)]
    if "et al" in text or not all(1 <= len(p.split()) <= 4 for p in parts):
        return (Name(literal=text.rstrip(".") if text.count(".") == 1 else text),)
    # ``Lights and Lamps`` is a house; two surnames print as they stand.
    if len(parts) > 1 and all(len(part.split()) == 1 for part in parts):
        return (Name(literal=text),)
    return tuple(_name(part) for part in parts)


def _name(text: str) -> Name:
    family, comma, given = text.partition(", ")
    if comma and "," not in given:
        return Name(family=family, given=given)
    return Name(literal=text)


def repeated_author(line: str) -> str:
    """Return the dashes at the head of an entry that stand for the author of the entry before (Chicago 13.72)."""
    match = re.match(r"[-—–―_]{3,8}(?=[.,:])|[—―]{2}(?=[.,:])", line)
    return match[0] if match else ""
