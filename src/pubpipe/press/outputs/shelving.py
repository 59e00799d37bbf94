"""The articles that have editions in a folder -> what the state keeps of each, and that as entries of the index."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pubpipe import catalogue
from pubpipe.catalogue import Entry
from pubpipe.catalogue.entry import Cover, Offer
from pubpipe.editions.parts import title_block
from pubpipe.model import Json, Manuscript
from pubpipe.press import doors
from pubpipe.press.plan import planning
from pubpipe.press.request import Output, Request
from pubpipe.project import Project
from pubpipe.state import Record, State
from pubpipe.stores import is_stored

# As readers of a page on the web ask for them; what is not here follows.
_ORDER = ("html", "pdf", "epub", "txt", "md")
_LEDGER = ".ledger.json"


def facts(request: Request, manuscript: Manuscript, state: State) -> dict[str, Json]:
    """Return what is to be remembered of an article for the index, its editions as the state knows them."""
    meta, block = manuscript.meta, title_block(manuscript)
    offers, covers, summary = [], dict[str, Cover](), meta.subtitle or meta.description
    outputs = planning.outputs_of(request, manuscript.slug, sorted(doors.formats(), key=_rank))
    for form, output in outputs.items():
        record = state.get(output.key) if output.key else None
        if record is None or not record.sha256:
            continue
        told, name = record.facts or {}, planning.file_name(manuscript.slug, form)
        if form in planning.COVERS:
            covers[form] = Cover(name, _number(told.get("width")), _number(told.get("height")))
            continue
        if form == "html":
            summary = summary or str(told.get("description") or "")
        offers.append(Offer(form, name, record.size, record.sha256))
    entry = Entry(
        manuscript.slug,
        meta.title,
        meta.lang,
        meta.kicker,
        block.byline,
        meta.authors,
        meta.date,
        meta.updated,
        summary,
        tuple(offers),
        covers.get(planning.THUMBNAIL),
        covers.get(planning.JACKET),
    )
    return {"entry": catalogue.plain(entry)}


def known(request: Request, state: State) -> Iterator[str]:
    """Yield the received files that have, or are about to have, editions in the folder; one may come twice."""
    root = request.project.root
    yield from (str(one.path) if one.path else one.name for one in request.inputs)
    yield from (str(root / r.origin) for r in _ledgers(request, state) if r.origin)


def entries(request: Request, state: State) -> Iterator[Entry]:
    """Yield the entries of articles that are there, each with those of its editions that are.

    An article whose received file is gone has none, whether its editions are there still or not.
    """
    folder, files = planning.folder_of(request), request.project.files
    for record in _ledgers(request, state):
        kept = (record.facts or {}).get("entry")
        found = catalogue.entry(kept) if isinstance(kept, dict) else None
        if found is None:
            continue
        there = tuple(o for o in found.offers if not files.told_gone(f"{folder}/{o.file}"))
        cover, picture = (
            one if one and not files.told_gone(f"{folder}/{one.file}") else None
            for one in (found.cover, found.picture)
        )
        if there:
            yield replace(found, offers=there, cover=cover, picture=picture)


def output(request: Request, name: str) -> Output:
    """Return where a file of the index goes."""
    path = planning.folder_of(request) / name
    return Output(path, planning.key_of(request.project, path))


def start(request: Request) -> str:
    """Return the start of the state's keys for what lies in the folder."""
    key = planning.key_of(request.project, Path(planning.folder_of(request)))
    return "" if key == "." else f"{key}/"


def _ledgers(request: Request, state: State) -> Iterator[Record]:
    for record in state.below(start(request), _LEDGER):
        if record.sha256 and not (record.origin and is_gone(request.project, record.origin)):
            yield record


def is_gone(project: Project, key: str) -> bool:
    """Whether a file that the state knows is gone; of one in a store that is not the project's nothing is known."""
    path = os.path.join(project.root, key)  # noqa: PTH118  # an index asks for thousands
    if not is_stored(path):
        return not os.path.lexists(path)
    return path.startswith((f"{project.source}/", f"{project.dist}/")) and project.files.told_gone(path)


def _rank(form: str) -> int:
    kind = form.partition("-")[0]
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _number(value: Json) -> int:
    return value if isinstance(value, int) else 0
