"""A folder's index, feed and catalogue as they are to be -> their files: written, removed, and what became of them."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from pathlib import Path

from pubpipe import catalogue
from pubpipe.catalogue import opds
from pubpipe.errors import EditionError, PubpipeError, StoreError
from pubpipe.model import Finding, Outcome, Place, Style
from pubpipe.press.limits import Limits, limits_of, within
from pubpipe.press.outputs import lists, shelving
from pubpipe.press.outputs.indexing import Due, blocked, listing
from pubpipe.press.outputs.writing import lasting, write
from pubpipe.press.plan import planning
from pubpipe.press.plan.identity import INDEX
from pubpipe.press.plan.standing import sha256
from pubpipe.press.request import Request
from pubpipe.state import Record, State

_TOGETHER = 16  # pages, of some 150 kB each, that are rendered before they are written

_HINT = "Move it away, build with --force, or switch the index off (index = false)."


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of an index; ``findings`` belong to no page of it, ``paths`` are the files that it rests on."""

    outcomes: tuple[Outcome, ...] = ()
    findings: tuple[Finding, ...] = ()
    paths: tuple[Path, ...] = ()


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


def withdraw(request: Request, state: State) -> tuple[Record, ...]:
    """Remove the catalogue of a folder and the covers made for it, and return its files; those edited stay."""
    start = shelving.start(request)
    pages = state.below(f"{start}{lists.CATALOGUE}.")
    found = [r for r in pages if opds.is_catalogue(r.path.rpartition("/")[2])]
    found += state.below(start, planning.file_name("", planning.JACKET))
    removed = tuple(record for record in found if _removed(request, record, state) is None)
    state.commit()
    return removed


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
