"""A request -> what a build would make and why, without making anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pubpipe.catalogue import FRONT, opds
from pubpipe.errors import EditionError, worst
from pubpipe.model import Finding, Json, Style
from pubpipe.press import doors
from pubpipe.press.outputs import indexing, orphans
from pubpipe.press.outputs.delivering import Planned
from pubpipe.press.outputs.lists import CATALOGUE
from pubpipe.press.plan import planning
from pubpipe.press.plan.identity import INDEX
from pubpipe.press.plan.standing import ARTICLES, BLOCKING, NEW
from pubpipe.press.preparing import Prepared, each
from pubpipe.press.report import finding_object
from pubpipe.press.request import Request
from pubpipe.state import State, open_state

Standing = Literal["current", "due", "blocked"]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would become of one edition, and why; ``blocked`` where a file that is not ours is in the way."""

    format: str
    path: str
    status: Standing
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeseenArticle:
    """What would become of one article; without editions it cannot be read, and ``findings`` say why."""

    slug: str
    source: str
    title: str = ""
    editions: tuple[Foreseen, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a build would do, ``index`` of it with the folder's index.

    ``findings`` are those that belong to no article, ``exit_code`` the build's.
    """

    articles: tuple[ForeseenArticle, ...]
    findings: tuple[Finding, ...] = ()
    exit_code: int = 0
    index: tuple[Foreseen, ...] = ()

    def count(self, status: Standing) -> int:
        """How many editions stand so."""
        return sum(e.status == status for a in self.articles for e in a.editions)


def foresee(request: Request) -> Forecast:
    """Return what :func:`pubpipe.press.building.build` would do with a request, as far as can be told before.

    Nothing is written, no lock is taken. Raises what ``build`` raises.
    """
    for form in request.formats:
        doors.require(form)
    planning.check_output(request)
    style = planning.house(request)
    folder = planning.state_folder(request)
    if request.whole:
        request.project.files.survey(planning.folder_of(request))
    with open_state(folder if folder is not None and folder.is_dir() else None) as state:
        looked = _Looked(request)
        prepared = Prepared()
        for n in each(request, style, state, prepared):
            looked.take(n, prepared)
        findings = orphans.told(request, state, looked.claimed)
        index = tuple(_index(request, style, looked.changed, state))
    forecast = Forecast(tuple(one for _, one in sorted(looked.articles.items())), findings)
    codes = looked.codes
    if forecast.count("blocked") or any(one.status == "blocked" for one in index):
        codes.add(EditionError.exit_code)
    return Forecast(forecast.articles, findings, worst(codes), index)


class _Looked:
    """What was seen of one article after another; of their texts none is held.

    ``claimed`` are the keys of outputs of articles that are there, ``changed`` the slugs of those with work to do.
    """

    def __init__(self, request: Request) -> None:
        self._request = request
        self.articles: dict[int, ForeseenArticle] = {}
        self.codes, self.claimed, self.changed = set[int](), set[str](), set[str]()

    def take(self, n: int, prepared: Prepared) -> None:
        """Look at the article of an input, and let go of what was prepared of it."""
        if (report := prepared.refused.pop(n, None)) is not None:
            self.codes.add(report.exit_code)
            self.articles[n] = ForeseenArticle(report.slug, report.source, findings=report.findings)
            return
        if (recalled := prepared.recalled.pop(n, None)) is not None:
            report = recalled.report
            self.claimed |= recalled.keys
            current = tuple(Foreseen(o.format, o.path, "current") for o in report.outcomes)
            self.articles[n] = ForeseenArticle(
                report.slug, report.source, report.title, current, report.findings
            )
            return
        article, plan = prepared.planned.pop(n)
        self.claimed |= {p.output.key for p in plan if p.output.key}
        manuscript = article.manuscript
        if any(planned.reasons for planned in plan):
            self.changed.add(manuscript.slug)
        formats, source = self._request.formats, self._request.inputs[n].name
        editions = tuple(_foreseen(self._request, p) for p in plan if p.edition.format in formats)
        self.articles[n] = ForeseenArticle(
            manuscript.slug, source, manuscript.meta.title, editions, article.findings
        )


def forecast_object(forecast: Forecast) -> dict[str, Json]:
    """Return a forecast as plain data of the committed schema ``status.schema.json``."""
    return {
        "articles": [
            {
                "slug": article.slug,
                "source": article.source,
                "title": article.title,
                "editions": [_edition_object(edition) for edition in article.editions],
                "findings": [finding_object(finding) for finding in article.findings],
            }
            for article in forecast.articles
        ],
        "findings": [finding_object(finding) for finding in forecast.findings],
        "index": [_edition_object(page) for page in forecast.index],
        "summary": {
            "articles": len(forecast.articles),
            "current": forecast.count("current"),
            "due": forecast.count("due"),
            "blocked": forecast.count("blocked"),
        },
    }


def _edition_object(one: Foreseen) -> dict[str, Json]:
    return {"format": one.format, "path": one.path, "status": one.status, "reasons": list(one.reasons)}


def _index(request: Request, style: Style, changed: set[str], state: State) -> Iterator[Foreseen]:
    """What would become of index and catalogue, which hang on articles that are not made yet: those change them."""
    wanted = {
        INDEX: (FRONT, indexing.wanted(request, state)),
        CATALOGUE: (opds.front(opds.ATOM), indexing.catalogue_wanted(request, state)),
    }
    if not any(is_wanted for _, is_wanted in wanted.values()):
        return
    pages = indexing.listing(request, style, state).due
    if changed and not pages:
        for form, (name, is_wanted) in wanted.items():
            if is_wanted:
                front = planning.shown(request.project, planning.folder_of(request) / name)
                yield Foreseen(form, front, "due", (NEW,))
    # An article that is in no page yet comes into the front page, or one from there makes room for it.
    coming = changed.difference(*(page.slugs for page in pages))
    fronts = {page.output.key for page in pages if page.output.path.name.count(".") == 1}
    for page in pages:
        path = planning.shown(request.project, page.output.path)
        why = page.reasons
        if changed & page.slugs or (coming and page.output.key in fronts):
            why = why or (ARTICLES,)
        if indexing.blocked(request, page):
            yield Foreseen(page.format, path, "blocked", why)
        else:
            yield Foreseen(page.format, path, "due" if why else "current", why)


def _foreseen(request: Request, planned: Planned) -> Foreseen:
    path = planning.shown(request.project, planned.output.path)
    form = planned.edition.format
    if not planned.reasons:
        return Foreseen(form, path, "current")
    blocked = not request.force and not BLOCKING.isdisjoint(planned.reasons)
    return Foreseen(form, path, "blocked" if blocked else "due", planned.reasons)
