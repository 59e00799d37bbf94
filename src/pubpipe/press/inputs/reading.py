"""An input -> its manuscript and ledger: the reader by suffix, the sidecar, the options, then the normalizer."""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISDIR, S_ISFIFO, S_ISREG

from pubpipe.errors import ArticleError, ConfigurationError
from pubpipe.model import Asset, Finding, Json, Ledger, Manuscript
from pubpipe.normalize import STEPS, normalize
from pubpipe.normalize.galley import Given, Wishes
from pubpipe.normalize.switches import listed, unknown
from pubpipe.press import doors
from pubpipe.press.inputs.slugs import checked, slug_of, slugged
from pubpipe.press.limits import Limits, limits_of, raising, within
from pubpipe.press.request import Input, Overrides, named
from pubpipe.project import Project
from pubpipe.readers import Received
from pubpipe.readers.declarations import sidecar
from pubpipe.readers.pictures import load_one
from pubpipe.stores import is_stored

_MARKDOWN = re.compile(r"\A(?:---\s*\n.*?^(?:---|\.\.\.)\s*$|#{1,3} \S)", re.S | re.M)


@dataclass(frozen=True, slots=True)
class Read:
    """An article that was read and normalized: ``received`` is the text in which the ledger counts."""

    received: str
    manuscript: Manuscript
    ledger: Ledger
    findings: tuple[Finding, ...]


def slug(one: Input, project: Project, overrides: Overrides) -> str:
    """Return the slug of an input: the option's, else its place in ``source/``, else its own name.

    Raises ArticleError for a name that none can be made of.
    """
    if overrides.slug:
        return checked("/".join(slugged(part) for part in overrides.slug.split("/") if part))
    if one.path is None:
        return "article"
    try:
        # Of the file itself no link is followed: what it is called here is its name. A store has none.
        stored = is_stored(one.path)
        folder = one.path.parent if stored else one.path.parent.resolve()
        place = (folder / one.path.name).relative_to(project.source if stored else project.source.resolve())
    except (ValueError, OSError, RuntimeError):
        place = Path(one.path.name)
    try:
        return slug_of(place)
    except ArticleError as error:
        raise ArticleError(f"{one.name}: {error.message}", error.hint) from None


def slug_if_any(one: Input, project: Project, overrides: Overrides) -> str:
    """Return the slug of an input, empty where none can be made of its name."""
    try:
        return slug(one, project, overrides)
    except ArticleError:
        return ""


def read(one: Input, project: Project, overrides: Overrides) -> Read:
    """Return the normalized article.

    Raises ArticleError when it cannot be read or its audit fails, ConfigurationError for a wrong sidecar.
    """
    limits = limits_of(project.settings)
    with within(limits, f"{one.name}: reading it", ArticleError):
        return _read(one, _received(one, project, limits), project, overrides)


def _read(one: Input, received: Received, project: Project, overrides: Overrides) -> Read:
    suffix = (one.path.suffix.lower() if one.path is not None else one.suffix) or sniff(received.data)
    function = doors.reader(suffix)
    if function is None:
        known = ", ".join(doors.suffixes())
        raise ArticleError(
            f"{one.name}: pubpipe does not read {suffix or 'such'} files",
            f"It reads {known}: save the article as one of them.",
        )
    draft = function(received)
    wishes = _wishes(one, project, overrides)
    manuscript, ledger, findings = normalize(draft, wishes)
    manuscript = _with_cover(manuscript, received)
    return Read(draft.text, manuscript, ledger, findings)


def _with_cover(manuscript: Manuscript, received: Received) -> Manuscript:
    """Add the picture that ``cover:`` names, where it lies beside the article; the EPUB tells when it does not."""
    picture = str(dict(manuscript.meta.extra).get("cover") or "")
    if not picture or any(asset.source == picture for asset in manuscript.assets):
        return manuscript
    cover = load_one(picture, received)
    if not isinstance(cover, Asset):
        return manuscript
    return replace(manuscript, assets=(*manuscript.assets, cover))


def sniff(data: bytes) -> str:
    """Return the suffix of a file that has none: ``.html``, ``.md`` or ``.txt``, by how it begins."""
    head = data[:4096].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if re.match(r"<(?:!doctype html|html|head|body)\b", head, re.I) and doors.reader(".html"):
        return ".html"
    return ".md" if _MARKDOWN.match(head) else ".txt"


def _received(one: Input, project: Project, limits: Limits) -> Received:
    if one.path is None:
        data = one.data or b""
        _refuse_large(one.name, len(data), limits)
        return Received(one.name, data, largest=limits.largest)
    try:
        if is_stored(one.path):
            return _of_a_store(one.name, one.path, project, limits)
        _refuse_leading_out(one.name, one.path, project)
        stat = one.path.stat()
        if S_ISDIR(stat.st_mode):
            raise IsADirectoryError
        # `pubpipe pdf <(fold letter.txt)` names a pipe; a device never ends.
        if not (S_ISREG(stat.st_mode) or S_ISFIFO(stat.st_mode)):
            raise ArticleError(f"{one.name} is no file", "Name the article's file itself.")
        _refuse_large(one.name, stat.st_size, limits)
        with one.path.open("rb") as file:
            data = file.read(limits.largest + 1)
        _refuse_large(one.name, len(data), limits)
        return Received(one.name, data, one.path.parent, limits.largest, top=_top(one.path, project))
    except IsADirectoryError:
        raise ArticleError(
            f"{one.name} is a folder", "Name the files in it, or use --project FOLDER."
        ) from None
    except FileNotFoundError:
        raise ArticleError(f"there is no file {one.name}", _nearest(one.path, project)) from None
    except OSError as error:
        raise ArticleError(f"{one.name} cannot be read: {error.strerror or error}") from error


def _nearest(path: Path, project: Project) -> str:
    """What helps whoever named a file that is not there."""
    if is_stored(path):
        # What a store lists may begin with this name: asking would cost a request for each that is mistyped.
        return "A folder is named by --source."
    import difflib

    with contextlib.suppress(OSError):
        close = difflib.get_close_matches(path.name, [one.name for one in path.parent.iterdir()], 1)
        if close:
            return f"Did you mean {close[0]!r}?"
    return (
        "Name the article's file, or its place in source/." if project.inside else "Name the article's file."
    )


def _of_a_store(name: str, path: Path, project: Project, limits: Limits) -> Received:
    if (seen := project.files.seen(path)) is None:
        raise FileNotFoundError
    _refuse_large(name, seen.size, limits)
    data = project.files.read(path)
    _refuse_large(name, len(data), limits)
    return Received(name, data, path.parent, limits.largest, project.files, _top(path, project))


def _top(path: Path, project: Project) -> Path | None:
    """The folder of the articles, where this is one of them: they may share a folder of pictures."""
    return project.source if Path(os.path.normpath(path)).is_relative_to(project.source) else None


def _refuse_leading_out(name: str, path: Path, project: Project) -> None:
    """Refuse a symbolic link inside a project that leads out of it: an archive from a stranger may hold any link."""
    # A file that is named by way of the folder above the project, as ../letter.txt is, does not lie in it.
    inside = Path(os.path.normpath(path)).is_relative_to(project.root)
    if not inside or not os.path.lexists(path):
        return
    try:
        there = path.resolve(strict=True)
    except (OSError, RuntimeError):  # Python 3.11 and 3.12 raise RuntimeError for a link to itself
        raise ArticleError(f"{name} is a link that leads nowhere") from None
    if not any(there.is_relative_to(base.resolve()) for base in (project.root, project.source)):
        raise ArticleError(
            f"{name} is a link that leads out of the project, so it is not read",
            "Put the file itself there, or name the file by its own path: pubpipe all FILE.",
        )


def _refuse_large(name: str, size: int, limits: Limits) -> None:
    if size > limits.largest:
        raise ArticleError(
            f"{name} has {size // 1_000_000 + 1} MB, more than the limit of {limits.size} MB",
            raising("bytes", size // 1_000_000 + 1),
        )


def _wishes(one: Input, project: Project, overrides: Overrides) -> Wishes:
    settings = project.settings
    given: dict[str, Given] = {}
    if settings.lang:
        given["lang"] = Given(settings.lang, "setting")
    ranges: dict[str, tuple[tuple[int, int], ...]] = {}
    switches: dict[str, bool] = {}
    for key, value in _sidecar(one, project).items():
        if key in ("keep", "drop"):
            ranges[key] = _ranges(value)
        elif key in ("off", "on"):
            for name in listed(value):
                if wrong := unknown(name, STEPS):
                    raise ConfigurationError(f"{_sidecar_name(one)}: {wrong[0]}", wrong[1])
                switches[name] = key == "on"
        else:
            given[key] = Given(value, "sidecar")
    for key in ("title", "lang", "url"):
        value = getattr(overrides, key)
        if value:
            given[key] = Given(re.sub(r"\s+", " ", value).strip(), "option")
    switches |= dict.fromkeys(overrides.on, True) | dict.fromkeys(overrides.off, False)
    wishes = Wishes(
        slug(one, project, overrides),
        given,
        remove_nothing=settings.remove_nothing,
        switches=switches,
        fetched=_fetched(one, project),
    )
    return replace(wishes, keep=ranges.get("keep", ()), drop=ranges.get("drop", ()))


def steps() -> tuple[str, ...]:
    """Return the names of the normalizer's steps that can be switched, in their order."""
    return STEPS


def _fetched(one: Input, project: Project) -> dict[str, dict[str, Json]]:
    """What the lock file beside the received file has of each source, by the record's id."""
    suffix = ".sources.lock"
    if one.path is None or project.files.told_gone(path := one.path.with_suffix(suffix)):
        return {}
    _refuse_leading_out(named(one, suffix), path, project)
    from pubpipe.press.inputs.lockfile import load

    return {entry.id: entry.told for entry in load(one, project.files) if entry.told}


def _sidecar_name(one: Input) -> str:
    return named(one, ".yaml")


def _sidecar(one: Input, project: Project) -> dict[str, Json]:
    """The values of ``<name>.yaml`` beside the received file, empty when there is none."""
    if one.path is None:
        return {}
    path = one.path.with_suffix(".yaml")
    if path == one.path or not (is_stored(path) or path.is_file()):
        return {}
    name = _sidecar_name(one)
    _refuse_leading_out(name, path, project)
    try:
        if is_stored(path) and not project.files.there(path):
            return {}
        text = re.sub("\r\n?", "\n", project.files.read(path).decode())
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{name} cannot be read: {error}", "A sidecar is YAML in UTF-8.") from error
    return sidecar(text, name)


def _ranges(value: Json) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for item in value if isinstance(value, list) else []:
        if isinstance(item, list):
            first, last = item
            found.append((int(str(first)), int(str(last))))
    return tuple(found)
