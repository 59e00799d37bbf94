"""YAML of a front matter or a sidecar -> declared values, each with the place it stands at."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubpipe.errors import ArticleError, ConfigurationError
from pubpipe.model import Declared, Finding, Json, Place
from pubpipe.readers.yaml_nodes import root_of, value_of

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

KEYS = (
    "title", "title-status", "title-source", "subtitle", "kicker", "author", "date", "updated", "place",
    "dateline", "agency", "lang", "description", "url", "license", "keywords", "series", "series-number",
    "cover", "references", "pubpipe",
)  # fmt: skip
_ALIASES = {
    "authors": "author",
    "language": "lang",
    "summary": "description",
    "standfirst": "subtitle",
    "rights": "license",
    "tags": "keywords",
    "subject": "keywords",
}
_SETTINGS = ("normalizer", "input-sha256", "off", "on", "keep")
_SIDECAR = (
    *(k for k in KEYS if k not in ("title-status", "title-source", "pubpipe")),
    "accessed",
    "keep",
    "drop",
    "off",
    "on",
)
# What a list of sources can print of one.
_SAID = ("title", "URL", "DOI", "author", "container-title", "publisher", "issued", "note")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")


def front_matter(
    text: str, start: int, end: int, name: str
) -> tuple[tuple[Declared, ...], tuple[Finding, ...]]:
    """Return the values of the YAML at ``text[start:end]`` and findings for keys that pubpipe does not know.

    Unknown keys are kept as they are; unknown keys under ``pubpipe`` are refused. Raises ArticleError that
    names the line where the YAML is wrong.
    """
    first_line = text.count("\n", 0, start) + 1
    root = root_of(text[start:end], name, first_line, ArticleError)
    nodes = list(root.value) if root is not None else []
    begins = [start + key.start_mark.index for key, _ in nodes]
    return declared(
        (
            Entry(str(key.value), value_of(value), begin, stop, first_line + key.start_mark.line)
            for (key, value), begin, stop in zip(nodes, begins, [*begins[1:], end], strict=False)
        ),
        name,
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a front matter, the code points ``begin:end`` at which it stands with its value, and its line."""

    key: str
    value: Json
    begin: int
    end: int
    line: int


def declared(entries: Iterable[Entry], name: str) -> tuple[tuple[Declared, ...], tuple[Finding, ...]]:
    """Return what the entries of a front matter declare, and findings for keys that pubpipe does not know.

    Raises ArticleError that names the line of a value that cannot be.
    """
    found: list[Declared] = []
    findings: list[Finding] = []
    for entry in entries:
        key = _ALIASES.get(entry.key, entry.key)
        where = f"{name}, line {entry.line}"
        if key == "pubpipe":
            found.extend(_settings(entry.value, entry.begin, entry.end, where))
            continue
        if key == "cover" and isinstance(entry.value, dict):
            # Hugo's themes tell of a cover what it shows, too.
            key, picture = "cover-details", entry.value.get("image") or entry.value.get("src") or ""
            found.extend([Declared("cover", str(picture), entry.begin, entry.begin)] if picture else [])
        if key == "references":
            _check_records(entry.value, where)
        if key not in KEYS:
            findings.append(_unknown(key, Place(name, entry.line)))
        found.append(Declared(key, _checked(key, entry.value, where), entry.begin, entry.end))
    return tuple(found), tuple(findings)


def sidecar(text: str, name: str) -> dict[str, Json]:
    """Return the values of a sidecar; ``keep`` and ``drop`` as lists of ``[first, last]`` line numbers.

    Raises ConfigurationError that names the line for wrong YAML, an unknown key or a wrong range.
    """
    root = root_of(text, name, 1, ConfigurationError)
    values: dict[str, Json] = {}
    for key_node, value_node in list(root.value) if root is not None else []:
        key = _ALIASES.get(str(key_node.value), str(key_node.value))
        where = f"{name}, line {key_node.start_mark.line + 1}"
        if key not in _SIDECAR:
            raise ConfigurationError(
                f"{where}: {key!r} is not a key of a sidecar", _suggestion(key, _SIDECAR)
            )
        value = value_of(value_node)
        if key == "references":
            _check_sources(value_node, name)
        if key == "url":
            _address(value, where)
        if key in ("off", "on"):
            values[key] = value
        else:
            values[key] = (
                _ranges(value, where, key) if key in ("keep", "drop") else _checked(key, value, where)
            )
    return values


def _check_sources(node: Node, name: str) -> None:
    """Each of a sidecar's sources is a mapping that says which source it is about."""
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    for item in node.value if isinstance(node, SequenceNode) else (node,):
        said = item.value if isinstance(item, MappingNode) else ()
        keys = {str(key.value) for key, value in said if value_of(value)}
        if not isinstance(node, SequenceNode) or not keys & {"id", "URL", "DOI", "title"}:
            raise ConfigurationError(
                f"{name}, line {item.start_mark.line + 1}: a source of references must have its id, URL, DOI or title",
                '- URL: https://…, and under it what is to be said: title: "…"',
            )


def _check_records(value: Json, where: str) -> None:
    """Each source of a front matter is a mapping with something to print in the list of sources."""
    if value is None or value == "":
        return
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ArticleError(f"{where}: references must be a list of CSL items", "- URL: https://…")
    if not all(any(isinstance(item, dict) and item.get(key) for key in _SAID) for item in value):
        raise ArticleError(
            f"{where}: a source of references says nothing that a list of sources could print",
            f"Of these it must have one: {', '.join(_SAID)}.",
        )
    names = [str(item["id"]) for item in value if isinstance(item, dict) and item.get("id")]
    if again := next((name for n, name in enumerate(names) if name in names[:n]), ""):
        raise ArticleError(
            f"{where}: two sources of references have the id {again!r}", "Give one of them another."
        )


def _checked(key: str, value: Json, where: str) -> Json:
    if key == "references" or key not in KEYS:
        return value
    if key == "author":
        names = value if isinstance(value, list) else [value] if value else []
        return [_person(name) for name in names]
    if key == "keywords":
        return _keywords(value)
    if isinstance(value, dict | list):
        raise ArticleError(f"{where}: {key} must be one text", f'{key}: "…"')
    if key == "title-status" and value not in ("", "given", "inferred"):
        raise ArticleError(f"{where}: title-status cannot be {value!r}", "title-status: inferred, or given")
    # EPUB 3.3 D.3.6: whole numbers with points between.
    if key == "series-number" and value and not re.fullmatch(r"\d+(\.\d+)*", str(value).strip(), re.ASCII):
        raise ArticleError(
            f"{where}: series-number must be a number, not {str(value)!r}", "series-number: 3, or 2.1"
        )
    text = "" if value is None else re.sub(r"\s+", " ", str(value)).strip()
    if key in ("date", "updated"):
        return _day(text)
    if key == "lang" and text and not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*", text):
        raise ArticleError(
            f"{where}: {text!r} is not a language tag", "A BCP 47 tag, such as en, de-AT or zh-Hant."
        )
    return text.replace("_", "-") if key == "lang" else text


def _address(value: Json, where: str) -> None:
    """What a sidecar names as the article's address can be opened; a page's own may be a part of its site's."""
    from pubpipe.sources.address import ADDRESS, is_of_the_web

    if value and not is_of_the_web(str(value).strip()):
        raise ConfigurationError(f"{where}: url cannot be {str(value)!r}", ADDRESS)


def _keywords(value: Json) -> Json:
    """Keywords as a list: in one text commas part them."""
    items = value if isinstance(value, list) else str(value or "").split(",")
    return [word for word in (" ".join(str(item).split()) for item in items) if word]


def _person(name: Json) -> str:
    if isinstance(name, dict):
        given, family = name.get("given", ""), name.get("family", "")
        return str(name.get("name") or name.get("literal") or f"{given} {family}".strip())
    return str(name)


def _day(text: str) -> str:
    match = _DAY.fullmatch(text)
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else text


def _settings(value: Json, begin: int, stop: int, where: str) -> Iterator[Declared]:
    if not isinstance(value, dict):
        raise ArticleError(f"{where}: pubpipe must hold settings", f"pubpipe: {{{_SETTINGS[0]}: 1}}")
    for n, (key, setting) in enumerate(value.items()):
        if key not in _SETTINGS:
            raise ArticleError(f"{where}: {key!r} is not a setting of pubpipe", _suggestion(key, _SETTINGS))
        # The whole mapping is one range of the text: its first setting stands for it.
        yield Declared(f"pubpipe.{key}", setting, begin if n == 0 else stop, stop)


def _unknown(key: str, place: Place) -> Finding:
    message = f"front matter: {key!r} is not a key that pubpipe knows; it is kept as it is"
    return Finding("info", "front-matter-unknown-key", message, _suggestion(key, KEYS), place)


def _suggestion(key: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(key, known, 1)
    return f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(known)}."


def _ranges(value: Json, where: str, key: str) -> Json:
    ranges: list[Json] = []
    for item in value if isinstance(value, list) else [value]:
        match = re.fullmatch(r"\s*(\d+)(?:\s*-\s*(\d+))?\s*", str(item))
        if not match or int(match[2] or match[1]) < int(match[1]):
            raise ConfigurationError(f"{where}: {item!r} is not a range of lines", f"{key}: [12-15, 20]")
        ranges.append([int(match[1]), int(match[2] or match[1])])
    return ranges
