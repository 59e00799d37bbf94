"""A request -> its articles, read and planned, and a report of each that cannot be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pubpipe.errors import ArticleError, ConfigurationError, PubpipeError, StoreError
from pubpipe.model import ArticleReport, Edition, Finding, Json, Manuscript, Place, Style
from pubpipe.press import doors
from pubpipe.press.inputs.reading import Read, read, slug
from pubpipe.press.limits import limits_of
from pubpipe.press.outputs import indexing, recalling
from pubpipe.press.outputs.delivering import Planned
from pubpipe.press.outputs.recalling import Recalled
from pubpipe.press.outputs.writing import Made
from pubpipe.press.plan import planning, sisters
from pubpipe.press.plan.identity import identity, parts
from pubpipe.press.plan.reach import digest
from pubpipe.press.plan.reference import Reference, of_reference
from pubpipe.press.plan.standing import FORCED, Mark, reasons
from pubpipe.press.request import Input, Request
from pubpipe.state import State
from pubpipe.stores import Files, is_stored

_NAMED = 3  # articles of the same name that are told by their files
_REFUSED = frozenset({ArticleError.exit_code, ConfigurationError.exit_code})


@dataclass(frozen=True, slots=True)
class Prepared:
    """All inputs by number: those that were read, with a plan of their editions, and those that were refused.

    ``recalled`` are those that nobody had to read, since nothing is due. ``mark`` is that of :mod:`recalling`.
    """

    planned: dict[int, tuple[Read, tuple[Planned, ...]]] = field(default_factory=dict)
    refused: dict[int, ArticleReport] = field(default_factory=dict)
    recalled: dict[int, Recalled] = field(default_factory=dict)
    marks: list[str] = field(default_factory=list)


def each(request: Request, style: Style, state: State, prepared: Prepared) -> Iterator[int]:
    """Put one input after another into ``prepared`` and yield its number: the refused, then the largest first.

    The first of them can be made while the others are read, and no worker is left alone with a long one. Raises
    ConfigurationError for a style of reference that cannot be had, before the first.
    """
    reference = of_reference(request.project)
    without = _without_slug(request)
    prepared.refused.update(without)
    yield from sorted(without)
    formats, listed = request.formats, indexing.wanted(request, state)
    covers = {planning.THUMBNAIL: listed, planning.JACKET: indexing.catalogue_wanted(request, state)}
    formats += tuple(form for form, needed in covers.items() if needed and form not in formats)
    house = _House(style, {form: digest(style, form) for form in formats}, reference, listed)
    prepared.marks.append(recalling.mark(request, house.digests, reference, listed=listed))
    order = _largest_first(request.inputs, without.keys(), request.project.files)
    due = []
    for n in order:
        recalled = _recalled(request, prepared.marks[0], request.inputs[n], state)
        if recalled is None:
            due.append(n)
            continue
        prepared.recalled[n] = recalled
        yield n
    request.project.files.fetch(_to_be_read(request, due))
    for n in due:
        one = request.inputs[n]
        try:
            article = read(one, request.project, request.overrides)
            plan = _plan(request, house, article.manuscript, origin_of(request, one), state)
            prepared.planned[n] = (article, plan)
        except StoreError:
            raise
        except PubpipeError as error:
            prepared.refused[n] = _refused(one, slug(one, request.project, request.overrides), error)
        yield n


def _recalled(request: Request, mark: str, one: Input, state: State) -> Recalled | None:
    if not mark:
        return None
    name = slug(one, request.project, request.overrides)
    sisters = _beside(request, name, state).get("sisters") if "html" in request.formats else None
    return recalling.recall(request, mark, one, name, sisters, state)


def _to_be_read(request: Request, numbers: Iterable[int]) -> Iterator[Path]:
    """Yield the files of a store that are about to be read, in that order."""
    files, largest = request.project.files, limits_of(request.project.settings).largest
    for n in numbers:
        path = request.inputs[n].path
        if path is None or not files.listed(path):
            continue
        for one in (path, path.with_suffix(".yaml"), path.with_suffix(".sources.lock")):
            if (seen := files.seen(one)) is not None and seen.size <= largest:
                yield one


def _largest_first(inputs: tuple[Input, ...], but: Collection[int], files: Files) -> list[int]:
    def size(n: int) -> int:
        path = inputs[n].path
        if path is None:
            return len(inputs[n].data or b"")
        try:
            seen = files.seen(path)
        except OSError:
            seen = None  # what is wrong with it is said when it is read
        return seen.size if seen is not None else 0

    return sorted((n for n in range(len(inputs)) if n not in but), key=lambda n: (-size(n), n))


def origin_of(request: Request, one: Input) -> str:
    """Return the received file relative to the project, empty for one that lies outside or is no file.

    One that lies in a store has its own path.
    """
    if one.path is not None and is_stored(one.path):
        return str(one.path)
    if one.path is None or not one.path.is_relative_to(request.project.root):
        return ""
    return one.path.relative_to(request.project.root).as_posix()


@dataclass(frozen=True, slots=True)
class _House:
    """A style, for each format to be made the digest of the files that reach it, and the style of reference.

    ``listed`` says whether there is, or will be, an index.
    """

    style: Style
    digests: Mapping[str, str]
    reference: Reference
    listed: bool


def _plan(
    request: Request, house: _House, manuscript: Manuscript, origin: str, state: State
) -> tuple[Planned, ...]:
    settings = request.project.settings
    planned: dict[str, Planned] = {}
    # The elder sister first: the younger one's identity hangs on hers.
    for form in sorted(house.digests, key=lambda form: form == sisters.YOUNGER):
        asked = planning.options(settings, form, house.reference)
        edition = Edition(manuscript, house.style, form, asked)
        known = {name: one.made.identity for name, one in planned.items()}
        facts = sisters.promise(form, known)
        if form == "html":
            facts = _beside(request, manuscript.slug, state)
            facts |= indexing.told(request, manuscript) if house.listed else {}
        edition = replace(edition, facts=facts)
        made_from = parts(edition, house.digests[form])
        mark = identity(edition, made_from)
        output = planning.output_of(request, manuscript.slug, form)
        record = state.get(output.key) if output.key else None
        why: tuple[str, ...] = (FORCED,)
        if not (request.force or request.in_memory):
            why = reasons(output, record, Mark(mark, made_from), request.project.files, verify=request.verify)
        made = Made(mark, origin, made_from)
        planned[form] = Planned(edition, output, made, record, why)
    return tuple(planned[form] for form in house.digests)


def _beside(request: Request, slug: str, state: State) -> dict[str, Json]:
    """Name the editions that stand beside a web page: those of this build, and those that were made before.

    A page by itself, in memory, on standard output or in a file that the user named, has none.
    """
    if planning.state_folder(request) is None:
        return {}
    forms = [form for form in doors.formats() if form not in ("html", *planning.COVERS)]
    # One question: an archive with nothing to do is asked about article by article.
    others = [form for form in forms if form not in request.formats]
    before = {form: output.key for form, output in planning.outputs_of(request, slug, others).items()}
    written = state.written([key for key in before.values() if key])
    told: list[Json] = []
    for form in forms:
        if form in request.formats or before[form] in written:
            told.append([form, planning.file_name(slug, form).rpartition("/")[2]])
    return {"sisters": told} if told else {}


def _without_slug(request: Request) -> dict[int, ArticleReport]:
    """Reports of the inputs that have no name of their own: a reserved one, or one that they share."""
    inputs, reports = request.inputs, {}
    first = dict[str, int]()
    shared = dict[str, list[int]]()
    for n, one in enumerate(inputs):
        try:
            name = slug(one, request.project, request.overrides)
        except ArticleError as error:
            reports[n] = _refused(one, "", error)
            continue
        if first.setdefault(name, n) != n:
            shared.setdefault(name, [first[name]]).append(n)
    for name, numbers in shared.items():
        for n in numbers:
            others = [inputs[m].name for m in numbers[: _NAMED + 1] if m != n][:_NAMED]
            if more := len(numbers) - 1 - len(others):
                others.append(f"{more} more")
            message = f"{inputs[n].name} and {', '.join(others)} share the name {name!r}, so neither is built"
            reports[n] = _refused(
                inputs[n], name, ArticleError(message, "Rename one, or build it with --slug.")
            )
    return reports


def _refused(one: Input, name: str, error: PubpipeError) -> ArticleReport:
    code = "configuration" if isinstance(error, ConfigurationError) else "article-not-read"
    finding = Finding("error", code, error.message, error.hint, Place(one.name))
    exit_code = error.exit_code if error.exit_code in _REFUSED else ArticleError.exit_code
    return ArticleReport(name, one.name, findings=(finding,), exit_code=exit_code)
