"""A stated value -> the same as plain data: without commands to terminals, its words in a line."""

from __future__ import annotations

import json
import re

from pubpipe.model import Json

# Colours and cursor moves, titles of windows (ended by BEL or ST), and the short ones.
ESCAPES = re.compile(
    "\x1b\\[[0-?]{0,40}[ -/]{0,4}[@-~]|\x1b\\][^\x07\x1b\n]{0,400}(?:\x07|\x1b\\\\)|\x1b[@-Z\\\\^_=>78]"
)
# Tabs and line ends stay; of C1 only what begins a command, the others may be letters of Windows-1252.
_STEERING = re.compile("[\x00-\x08\x0e-\x1f\x7f\x90\x9b\x9d\u202a-\u202e\u2066-\u2069]")
_PARTING = str.maketrans("\v\f", "  ")


def without_escapes(text: str) -> str:
    """Return a text without commands to terminals."""
    return ESCAPES.sub("", text)


def plain(value: Json) -> Json:
    """Return a value without terminal escapes, control characters and overrides of direction, at any depth.

    They are not words, but would come with the words into metadata, citations and names.
    """
    if isinstance(value, dict):
        return {str(plain(key)): plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if not isinstance(value, str):
        return value
    said = _STEERING.sub("", without_escapes(value)).translate(_PARTING)
    # As it is read again: what was taken out may have stood between spaces.
    return value if said == value else " ".join(said.split())


def flat(value: Json) -> str:
    """Return all keys and values of a nested value, one a line."""
    if isinstance(value, dict):
        return "\n".join(f"{key}\n{flat(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return "\n".join(flat(inner) for inner in value)
    return "" if value is None else str(value)


_STRING = r'"(?:[^"\\]|\\.)*"'
_FIRST = re.compile(rf"([ -]*)({_STRING})")  # a key or an item
_VALUE = re.compile(rf"(?<=: )({_STRING})$")
_WITHIN = re.compile(rf"(?<=[\[{{])({_STRING})|(?<=[,:] )({_STRING})")


def unquoted(front_matter: str) -> str:
    """Return front matter in its canonical form, with what its quoted scalars say in their place.

    Words are looked for in it: the ``n`` of an escaped end of a line is none.
    """
    if "\\" not in front_matter:
        return front_matter
    return "\n".join(map(_said, front_matter.split("\n")))


def _said(line: str) -> str:
    def said(match: re.Match[str]) -> str:
        return str(json.loads(match[0]))

    first = _FIRST.match(line)
    begin = f"{first[1]}{json.loads(first[2])}" if first else ""
    rest = line[first.end() :] if first else line
    _, _, value = rest.partition(": ")
    if value.startswith(('"', "[", "{")) or rest.lstrip(" -").startswith(("[", "{")):
        rest = _WITHIN.sub(said, rest) if not value.startswith('"') else _VALUE.sub(said, rest)
    return begin + rest
