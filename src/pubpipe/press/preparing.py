"""A request -> its articles, read and planned, and a report of each that cannot be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pubpipe.errors import ArticleError, ConfigurationError, PubpipeError
from pubpipe.model import ArticleReport, Edition, Finding, Manuscript, Options, Place, Style
from pubpipe.press import planning
from pubpipe.press.delivering import Planned
from pubpipe.press.identity import digest, identity, parts
from pubpipe.press.reading import Read, read, slug
from pubpipe.press.request import Input, Request
from pubpipe.press.standing import FORCED, reasons
from pubpipe.press.wishes import edition_options
from pubpipe.press.writing import Made
from pubpipe.state import State

_REFUSED = frozenset({ArticleError.exit_code, ConfigurationError.exit_code})


@dataclass(frozen=True, slots=True)
class Prepared:
    """All inputs by number: those that were read, with a plan of their editions, and those that were refused."""

    planned: dict[int, tuple[Read, tuple[Planned, ...]]] = field(default_factory=dict)
    refused: dict[int, ArticleReport] = field(default_factory=dict)


def prepare(request: Request, style: Style, state: State) -> Prepared:
    """Read every input and plan its editions; what is wrong with one costs no other."""
    prepared = Prepared(refused=_without_slug(request))
    house = _House(style, digest(style), edition_options(request.project))
    for n, one in enumerate(request.inputs):
        if n in prepared.refused:
            continue
        try:
            article = read(one, request.project, request.overrides)
            plan = _plan(request, house, article.manuscript, origin_of(request, one), state)
            prepared.planned[n] = (article, plan)
        except PubpipeError as error:
            prepared.refused[n] = _refused(one, slug(one, request.project, request.overrides), error)
    return prepared


def origin_of(request: Request, one: Input) -> str:
    """Return the received file relative to the project, empty for one that lies outside or is no file."""
    if one.path is None or not one.path.is_relative_to(request.project.root):
        return ""
    return one.path.relative_to(request.project.root).as_posix()


@dataclass(frozen=True, slots=True)
class _House:
    """A style with the digest of all its files, and what is asked of every edition; made once a run."""

    style: Style
    digest: str
    options: Options


def _plan(
    request: Request, house: _House, manuscript: Manuscript, origin: str, state: State
) -> tuple[Planned, ...]:
    planned = []
    for form in request.formats:
        edition = Edition(manuscript, house.style, form, house.options)
        made_from = parts(edition, house.digest)
        mark = identity(edition, made_from)
        output = planning.output_of(request, manuscript.slug, form)
        record = state.get(output.key) if output.key else None
        why: tuple[str, ...] = (FORCED,)
        if not (request.force or request.in_memory):
            why = reasons(output, record, mark, made_from, verify=request.verify)
        made = Made(mark, origin, made_from)
        planned.append(Planned(edition, output, made, record, why))
    return tuple(planned)


def _without_slug(request: Request) -> dict[int, ArticleReport]:
    """Reports of the inputs that have no name of their own: a reserved one, or one that they share."""
    inputs, reports, slugs = request.inputs, {}, {}
    for n, one in enumerate(inputs):
        try:
            slugs[n] = slug(one, request.project, request.overrides)
        except ArticleError as error:
            reports[n] = _refused(one, "", error)
    shared = Counter(slugs.values())
    for n, name in slugs.items():
        if shared[name] > 1:
            others = ", ".join(inputs[m].name for m, other in slugs.items() if other == name and m != n)
            message = f"{inputs[n].name} and {others} share the name {name!r}, so neither is built"
            reports[n] = _refused(
                inputs[n], name, ArticleError(message, "Rename one, or build it with --slug.")
            )
    return reports


def _refused(one: Input, name: str, error: PubpipeError) -> ArticleReport:
    code = "configuration" if isinstance(error, ConfigurationError) else "article-not-read"
    finding = Finding("error", code, error.message, error.hint, Place(one.name))
    exit_code = error.exit_code if error.exit_code in _REFUSED else ArticleError.exit_code
    return ArticleReport(name, one.name, findings=(finding,), exit_code=exit_code)
