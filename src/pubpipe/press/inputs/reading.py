"""An input -> its manuscript and ledger: the reader by suffix, the sidecar, the options, then the normalizer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from pubpipe.errors import ArticleError, ConfigurationError, right_to_read
from pubpipe.model import Asset, Finding, Json, Ledger, Manuscript
from pubpipe.normalize import STEPS, normalize
from pubpipe.normalize.galley import Given, Wishes
from pubpipe.normalize.switches import listed, unknown
from pubpipe.press import doors
from pubpipe.press.inputs.receiving import receive, refuse_leading_out, sniff
from pubpipe.press.inputs.slugs import slug_of, stated
from pubpipe.press.limits import limits_of, within
from pubpipe.press.request import Input, Overrides, named
from pubpipe.project import Project
from pubpipe.readers import Received
from pubpipe.readers.declarations import sidecar
from pubpipe.readers.pictures import load_one
from pubpipe.stores import is_stored


@dataclass(frozen=True, slots=True)
class Read:
    """An article that was read and normalized: ``received`` is the text in which the ledger counts."""

    received: str
    manuscript: Manuscript
    ledger: Ledger
    findings: tuple[Finding, ...]


def slug(one: Input, project: Project, overrides: Overrides) -> str:
    """Return the slug of an input: the option's, else its place in ``source/``, else its own name.

    Raises ArticleError for a name that none can be made of, UsageProblem for an option that is none.
    """
    if overrides.slug:
        return stated(overrides.slug)
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
        return _read(one, receive(one, project, limits), project, overrides)


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
    refuse_leading_out(named(one, suffix), path, project)
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
    refuse_leading_out(name, path, project)
    try:
        if is_stored(path) and not project.files.there(path):
            return {}
        data = project.files.read(path)
    except OSError as error:
        message = f"{name} cannot be read: {error.strerror or error}"
        raise ConfigurationError(message, right_to_read(error)) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(f"{name}, line {line}: not UTF-8", "Save the sidecar as UTF-8.") from error
    return sidecar(re.sub("\r\n?", "\n", text), name)


def _ranges(value: Json) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for item in value if isinstance(value, list) else []:
        if isinstance(item, list):
            first, last = item
            found.append((int(str(first)), int(str(last))))
    return tuple(found)
