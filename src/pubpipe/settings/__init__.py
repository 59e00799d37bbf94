"""``pubpipe.toml`` and the environment -> Settings: what a project asks of every build, checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pubpipe.errors import ConfigurationError, right_to_read
from pubpipe.settings.known import BOUNDED, KEYS, SWITCHES, problem, suggest

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"", "0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project asks of every build.

    ``source`` and ``dist`` are addresses of stores, empty for the project's own folders.
    ``jobs`` 0 is one a core, ``page`` one of ``known.PAGES``, ``look`` parts of ``known.LOOK`` with values,
    ``url`` is where ``dist/`` stands on the web,
    ``text_width`` the text editions' columns (``text.width`` in the file), 0 the style's own.
    ``booklet_sheets`` is the most sheets of a signature, ``booklet_thickness`` that of one in micrometres.
    Of one article: ``limits_time`` in seconds, ``limits_memory`` and ``limits_bytes`` in megabytes.
    """

    formats: tuple[str, ...] = ("md", "pdf", "epub", "txt", "html")
    style: str = "default"
    lang: str = ""
    publication: str = ""
    page: str = "auto"
    jobs: int = 0
    strict: bool = False
    remove_nothing: bool = False
    two_sided: bool = False
    colophon: bool = False
    look: tuple[tuple[str, str], ...] = ()
    text_width: int = 0
    epub_fonts: bool = False
    epub_picture_size: int = 2560
    epub_picture_quality: int = 82
    accessibility_certified_by: str = ""
    citation_style: str = ""
    sources_qr: bool = False
    sources_timegate: str = ""
    url: str = ""
    index: bool = True
    catalogue: bool = False
    catalogue_search: str = ""
    booklet_sheets: int = 12
    booklet_thickness: int = 100
    limits_time: int = 300
    limits_memory: int = 2000
    limits_bytes: int = 100
    source: str = ""
    dist: str = ""


def read_settings(toml_path: Path) -> Settings:
    """Return the settings of a ``pubpipe.toml`` over the defaults.

    Raises ConfigurationError that names file and line, for TOML that does not parse, an unknown key (with the
    nearest known one), a wrong type or an unknown value.
    """
    try:
        text = toml_path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        message = f"{toml_path.name} cannot be read: {error.strerror or error}"
        raise ConfigurationError(message, right_to_read(error)) from error
    except UnicodeDecodeError as error:
        message = f"{toml_path.name} is not UTF-8 (byte {error.start})"
        raise ConfigurationError(message, "Save it as UTF-8.") from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        from pubpipe.toml import fault

        line, why = fault(error, text)
        raise ConfigurationError(
            f"{toml_path.name}, line {line}: {why}",
            'Text stands in quotes: style = "default". A "#" begins a comment.',
        ) from error
    return _over(
        Settings(), _flat(table), lambda key: f"{toml_path.name}, line {line_of(text, key)}: {key!r}"
    )


def from_environment(settings: Settings, environ: Mapping[str, str]) -> Settings:
    """Return settings with those of the ``PUBPIPE_…`` variables over them (``PUBPIPE_REMOVE_NOTHING=1``).

    Lists are comma-separated; an empty variable counts as unset. Raises ConfigurationError that names the
    variable.
    """
    values: dict[str, object] = {}
    for key in KEYS:
        raw = environ.get(variable(key), "").strip()
        if raw:
            values[key] = _from_text(key, raw)
    return _over(settings, values, variable)


def variable(key: str) -> str:
    """Return the environment variable of a setting: ``remove-nothing`` -> ``PUBPIPE_REMOVE_NOTHING``."""
    return f"PUBPIPE_{_attribute(key).upper()}"


def line_of(text: str, key: str) -> int:
    """Return the line on which a key of TOML (``text.width``: one in a table) begins, counted from 1.

    tomllib tells no places: the statement starts after the last prefix that parses without the key.
    """
    lines = text.split("\n")
    begin = 1
    for count in range(1, len(lines) + 1):
        try:
            if key in _flat(tomllib.loads("\n".join(lines[:count]))):
                return begin
        except tomllib.TOMLDecodeError:
            continue
        begin = count + 1
    return begin


def _attribute(key: str) -> str:
    return re.sub("[-.]", "_", key)


def _flat(table: Mapping[str, object]) -> Mapping[str, object]:
    """Name what stands in a table that is no setting by its dotted key: ``text.width``."""
    flat: dict[str, object] = {}
    for key, value in table.items():
        if isinstance(value, dict) and value and key not in KEYS:
            flat.update((f"{key}.{inner}", held) for inner, held in value.items())
        else:
            flat[key] = value
    return flat


def _over(settings: Settings, values: Mapping[str, object], where: Callable[[str], str]) -> Settings:
    checked: dict[str, object] = {}
    for key, value in values.items():
        if key not in KEYS:
            raise ConfigurationError(f"{where(key)} is not a setting", suggest(key, KEYS, "Settings"))
        if wrong := problem(key, value):
            raise ConfigurationError(f"{where(key)} {wrong[0]}", wrong[1])
        plain = tuple(sorted(value.items())) if isinstance(value, dict) else value
        checked[_attribute(key)] = tuple(plain) if isinstance(plain, list) else plain
    return replace(settings, **checked)  # type: ignore[arg-type]


def _from_text(key: str, raw: str) -> object:
    lower = raw.lower()
    if key == "look":
        return dict(pair.strip().split("=", 1) for pair in raw.split(",") if "=" in pair) or raw
    if key == "formats":
        return [name for name in re.split(r"[,\s]+", raw) if name]
    if key == "jobs" or key in BOUNDED:
        return int(raw) if re.fullmatch(r"\d+", raw, re.ASCII) else raw
    if key in SWITCHES:
        return True if lower in _TRUE else False if lower in _FALSE else raw
    return raw
