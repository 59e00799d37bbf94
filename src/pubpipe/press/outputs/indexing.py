"""What the state knows of a folder's articles -> the folder's index, feed and catalogue, as they are to be."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pubpipe import catalogue
from pubpipe.catalogue import opds
from pubpipe.model import Json, Manuscript, Style
from pubpipe.press.outputs import lists, shelving
from pubpipe.press.outputs.lists import Listed
from pubpipe.press.outputs.writing import Made
from pubpipe.press.plan import planning
from pubpipe.press.plan.identity import COVER, FEED, INDEX
from pubpipe.press.plan.standing import BLOCKING, FORCED, Mark, reasons
from pubpipe.press.request import Output, Request
from pubpipe.state import Record, State

LEAST = 2  # articles that are worth an index


@dataclass(frozen=True, slots=True)
class Due:
    """A page of the index or of the catalogue, or the feed: where it goes, what it is made of, why it is due, and how.

    ``slugs`` are those of the articles in it.
    """

    format: str
    slugs: frozenset[str]
    output: Output
    made: Made
    record: Record | None
    reasons: tuple[str, ...]
    render: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Listing:
    """The index and the catalogue of a folder as they are to be, and the records of former pages that are to go."""

    due: tuple[Due, ...] = ()
    stale: tuple[Record, ...] = ()


def wanted(request: Request, state: State) -> bool:
    """Whether a build of a project makes an index, or keeps one in step that is there.

    It is made by builds that make web pages, from two articles on, whether they can be read or not: so it is known
    before any is read, and pages may name it. What goes to standard output, into memory or into one named file, has
    none, nor has a folder that is no project.
    """
    settings = request.project.settings
    if not (settings.index and request.project.inside) or planning.state_folder(request) is None:
        return False
    if not _are_several(shelving.known(request, state)):
        return False
    return "html" in request.formats or bool(kept_style(request, state))


def _are_several(names: Iterator[str]) -> bool:
    """Whether there are as many as are worth an index; no more are looked at."""
    found = set[str]()
    for name in names:
        found.add(name)
        if len(found) >= LEAST:
            return True
    return False


def catalogue_wanted(request: Request, state: State) -> bool:
    """Whether a build of a project makes a catalogue for e-readers, or keeps one in step that is there."""
    if not request.project.inside or planning.state_folder(request) is None:
        return False
    return request.project.settings.catalogue or _front(request, state, opds.front(opds.ATOM)) is not None


def told(request: Request, manuscript: Manuscript) -> dict[str, Json]:
    """Return what a web page says of the index that it is in: the way there, to the feed, and the cover's file.

    An article without a day is in no feed, and does not know whether there is one.
    """
    here = planning.output_of(request, manuscript.slug, "html").path.parent
    names = {INDEX: catalogue.FRONT}
    meta = manuscript.meta
    if catalogue.Entry("", "", "", date=meta.date, updated=meta.updated).changed:
        names[FEED] = catalogue.FEED
    ways = {name: shelving.output(request, file).path for name, file in names.items()}
    told: dict[str, Json] = {
        name: Path(os.path.relpath(path, here)).as_posix() for name, path in ways.items()
    }
    return told | {COVER: planning.file_name(manuscript.slug, planning.THUMBNAIL)}


def kept_style(request: Request, state: State) -> str:
    """Return the name of the style of the index that is there, empty where there is none."""
    front = _front(request, state, catalogue.FRONT)
    return str((front.facts or {}).get("style") or "") if front is not None else ""


def _front(request: Request, state: State, name: str) -> Record | None:
    record = state.get(shelving.output(request, name).key or "")
    return record if record is not None and record.sha256 else None


def listing(request: Request, style: Style, state: State) -> Listing:
    """Return index and catalogue as they are to be after a build, by what the state knows of the folder's articles.

    Articles whose received file is gone are no longer in them, nor are editions whose file is.
    """
    if planning.state_folder(request) is None or not request.project.inside:
        return Listing()
    indexed, catalogued = wanted(request, state), catalogue_wanted(request, state)
    entries = tuple(shelving.entries(request, state)) if indexed or catalogued else ()
    settings = request.project.settings
    files: list[Listed] = []
    if entries and indexed:
        files += lists.index(settings, style, entries)
    if entries and catalogued:
        files += lists.readers_catalogue(settings, entries, has_index=indexed)
    due = tuple(_planned(request, one, state) for one in files)
    return Listing(due, tuple(_stale(request, {one.output.key for one in due}, state)))


def _stale(request: Request, kept: set[str | None], state: State) -> Iterator[Record]:
    folder = shelving.start(request)
    for start in (f"{folder}index.", f"{folder}{catalogue.FEED}", f"{folder}{lists.CATALOGUE}."):
        for record in state.below(start):
            if record.path not in kept and _is_ours(record.path.removeprefix(folder)):
                yield record


def blocked(request: Request, one: Due) -> bool:
    """Whether a file that is not ours stands where a page of the index belongs."""
    return not request.force and not BLOCKING.isdisjoint(one.reasons)


def _planned(request: Request, one: Listed, state: State) -> Due:
    output = shelving.output(request, one.name)
    record = state.get(output.key) if output.key else None
    mark = lists.plain_digest([one.format, dict(one.parts)])
    why: tuple[str, ...] = (FORCED,)
    if not request.force:
        files = request.project.files
        why = reasons(output, record, Mark(mark, one.parts), files, verify=request.verify)
    made = Made(mark, parts=one.parts, facts={"style": request.project.settings.style})
    return Due(one.format, one.slugs, output, made, record, why, one.render)


def _is_ours(file: str) -> bool:
    return file == catalogue.FEED or catalogue.is_page(file) or opds.is_catalogue(file)
