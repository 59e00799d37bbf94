"""What the state knows of a folder's articles -> the folder's index, feed and catalogue, as outputs like others."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pubpipe import catalogue
from pubpipe.catalogue import opds
from pubpipe.errors import EditionError, PubpipeError, StoreError
from pubpipe.model import Finding, Json, Manuscript, Outcome, Place, Style
from pubpipe.press.limits import Limits, limits_of, within
from pubpipe.press.outputs import lists, shelving
from pubpipe.press.outputs.lists import Listed
from pubpipe.press.outputs.writing import Made, lasting, write
from pubpipe.press.plan import planning
from pubpipe.press.plan.identity import COVER, FEED, INDEX
from pubpipe.press.plan.standing import BLOCKING, FORCED, Mark, reasons, sha256
from pubpipe.press.request import Output, Request
from pubpipe.state import Record, State

LEAST = 2  # articles that are worth an index

_TOGETHER = 16  # pages, of some 150 kB each, that are rendered before they are written

_HINT = "Move it away, build with --force, or switch the index off (index = false)."


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


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of an index; ``findings`` belong to no page of it, ``paths`` are the files that it rests on."""

    outcomes: tuple[Outcome, ...] = ()
    findings: tuple[Finding, ...] = ()
    paths: tuple[Path, ...] = ()


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


def withdraw(request: Request, state: State) -> tuple[Record, ...]:
    """Remove the catalogue of a folder and the covers made for it, and return its files; those edited stay."""
    start = shelving.start(request)
    pages = state.below(f"{start}{lists.CATALOGUE}.")
    found = [r for r in pages if opds.is_catalogue(r.path.rpartition("/")[2])]
    found += state.below(start, planning.file_name("", planning.JACKET))
    removed = tuple(record for record in found if _removed(request, record, state) is None)
    state.commit()
    return removed


def deliver(request: Request, style: Style, state: State) -> Delivered:
    """Write what has changed of the index, remove what is no longer part of it; return what became of it.

    A page that cannot be written costs no other; what cannot be made leaves those behind it as they were.
    """
    outcomes: list[Outcome] = []
    limits = limits_of(request.project.settings)
    try:
        plan = listing(request, style, state)
        for begin in range(0, len(plan.due), _TOGETHER):
            some = plan.due[begin : begin + _TOGETHER]
            contents = [_rendered(one, style, limits) if one.reasons else b"" for one in some]
            _announce(some, contents, state)
            outcomes += _written(request, some, contents, state)
    except StoreError:
        raise
    except PubpipeError as error:
        return Delivered((*outcomes, _not_made(request, error)))
    findings = tuple(_removed(request, record, state) for record in plan.stale)
    state.commit()
    left = tuple(finding for finding in findings if finding is not None)
    return Delivered(tuple(outcomes), left, tuple(one.output.path for one in plan.due))


def _written(
    request: Request, some: tuple[Due, ...], contents: list[bytes], state: State
) -> tuple[Outcome, ...]:
    made = zip(some, contents, strict=True)
    outcomes = tuple(_delivered(request, one, content, state) for one, content in made)
    lasting({one.output.path.parent for one in some if one.reasons})
    state.commit()
    return outcomes


def _not_made(request: Request, error: PubpipeError) -> Outcome:
    place = Place(planning.shown(request.project, shelving.output(request, catalogue.FRONT).path))
    failure = Finding("error", "index-not-made", error.message, error.hint, place)
    return Outcome(INDEX, "failed", place.file, findings=(failure,))


def _rendered(one: Due, style: Style, limits: Limits) -> bytes:
    with within(limits, "making it", EditionError, lambda: tuple(sorted(style.own))):
        return one.render()


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


def _announce(some: tuple[Due, ...], contents: list[bytes], state: State) -> None:
    """After a crash what was being written must not look like a stranger's: its digest is told before."""
    pending = {
        one.output.key: hashlib.sha256(content).hexdigest()
        for one, content in zip(some, contents, strict=True)
        if one.reasons and one.output.key
    }
    if pending:
        state.announce(pending)


def _delivered(request: Request, one: Due, content: bytes, state: State) -> Outcome:
    path = planning.shown(request.project, one.output.path)
    if not one.reasons and one.record is not None:
        return Outcome(one.format, "unchanged", path, one.record.size, one.record.sha256)
    try:
        record = write(one.output, content, one.made, state, request.project.files, force=request.force)
    except EditionError as error:
        hint = _HINT if blocked(request, one) else error.hint
        finding = Finding("error", "index-not-written", error.message, hint, Place(path))
        return Outcome(one.format, "failed", path, findings=(finding,))
    return Outcome(one.format, "built", path, record.size, record.sha256)


def _removed(request: Request, record: Record, state: State) -> Finding | None:
    """Remove a page that is no longer part of the index; one that was edited stays, and is told of."""
    path = request.project.root / record.path
    found = sha256(path, request.project.files, record)
    if found is not None and found not in (record.sha256, *record.pending):
        name = planning.called(record.path)
        message = f"{name} is no longer part of the index, but was changed since pubpipe wrote it"
        return Finding("warning", "index-page-left", message, "Remove it yourself.", Place(name))
    with contextlib.suppress(OSError):
        request.project.files.remove(path)
        state.forget(record.path)
    return None


def _is_ours(file: str) -> bool:
    return file == catalogue.FEED or catalogue.is_page(file) or opds.is_catalogue(file)
