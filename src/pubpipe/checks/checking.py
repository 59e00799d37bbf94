"""A project's articles, or edition files -> what was checked, with its findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pubpipe.checks import ledgers, links, proving
from pubpipe.checks.checked import Checked
from pubpipe.checks.fidelity.telling import Subject
from pubpipe.checks.kinds import format_of, resolved
from pubpipe.checks.parsing.bounds import beyond
from pubpipe.errors import ArticleError, PubpipeError
from pubpipe.model import Draft, Finding, Manuscript, Place
from pubpipe.normalize.audit import Printed
from pubpipe.press.inputs import lockfile
from pubpipe.press.inputs.reading import Read, read, slug_if_any
from pubpipe.press.limits import limits_of, raising
from pubpipe.press.plan import planning
from pubpipe.press.plan.reference import Reference, of_reference
from pubpipe.press.request import Input, Overrides, Request, named
from pubpipe.project import Project
from pubpipe.stores import address, is_stored

_NONE = Overrides()


def editions(project: Project, inputs: Iterable[Input], forms: tuple[str, ...]) -> Iterator[Checked]:
    """Check what lies in ``dist/`` of each article against the article as it is now, and its ledger.

    An article that cannot be read is a finding and costs no other.
    """
    for one in inputs:
        try:
            article = read(one, project, _NONE)
        except PubpipeError as error:
            finding = Finding("error", "article-not-read", error.message, error.hint, Place(one.name))
            yield Checked(one.name, "", one.name, (finding,))
            continue
        request = Request(project, (one,), forms)
        for form in forms:
            yield _edition(request, article, form, one.name)
        path = planning.output_of(request, article.manuscript.slug, "ledger.json").path
        name = planning.shown(project, path)
        if project.files.there(path):
            data = _bytes(path, project)
            yield Checked(name, "ledger", one.name, tuple(_audited(name, data, article)))
        yield from _links(one, article, project)


def _links(one: Input, article: Read, project: Project) -> Iterator[Checked]:
    """What the lock file beside an article knows of its sources; where there is none, nobody has asked for one."""
    if one.path is None or not project.files.there(lockfile.beside(one.path)):
        return
    name = named(one, lockfile.SUFFIX)
    found = links.findings(name, article.manuscript.sources, lockfile.load(one, project.files))
    yield Checked(name, "links", one.name, tuple(found))


def file(path: Path, project: Project, articles: Iterable[Input]) -> Checked:
    """Check one edition: against its article where it lies in a project's ``dist/``, else the source inside it.

    A text or a web page elsewhere is checked against the canonical Markdown (``<slug>.md``) beside it. Of a file
    that has no source, such as another tool's, the structure alone is checked, and this is said. Raises
    ArticleError for one that cannot be read.
    """
    name = _called(path)
    form = format_of(path)
    if project.inside and resolved(path).is_relative_to(resolved(project.dist)):
        inside = resolved(path).relative_to(resolved(project.dist))
        stem = inside.with_name(inside.name.partition(".")[0]).as_posix()
        for one in articles:
            if slug_if_any(one, project, _NONE) == stem:
                article = read(one, project, _NONE)
                return _edition(Request(project, (one,), (form,)), article, form, one.name)
    source = path if path.suffix in (".epub", ".pdf") else path.with_name(f"{path.name.partition('.')[0]}.md")
    data = _bytes(path, project)
    if found := _beyond(name, form, data, project):
        return Checked(name, form, "", (found,))
    canonical = _canonical(source, data, project)
    if canonical is None:
        return Checked(
            name, form, "", proving.unsourced(name, form, data), _pages(form, data), path, _kept(path, data)
        )
    subject = Subject(name, form, data, canonical.manuscript, _cited(project))
    return Checked(
        name,
        form,
        _called(source),
        proving.findings(subject),
        _pages(form, data),
        path,
        _kept(path, data),
    )


def _canonical(source: Path, data: bytes, project: Project) -> Read | None:
    """Read the canonical Markdown of a file, None where it has none."""
    if source.suffix in (".epub", ".pdf"):
        from pubpipe.checks.carrying.enclosed import markdown

        if markdown(data, source.suffix[1:]) is None:
            return None
    elif not (project.files.there(source) if is_stored(source) else source.is_file()):
        return None
    article = read(Input(str(source), source.absolute()), project, _NONE)
    return article if article.ledger.kind == "canonical" else None


def _edition(request: Request, article: Read, form: str, source: str) -> Checked:
    path = planning.output_of(request, article.manuscript.slug, form).path
    name = planning.shown(request.project, path)
    if not request.project.files.there(path):
        message, hint = f"{name} is not there", f"pubpipe all {article.manuscript.slug} makes it."
        return Checked(name, form, source, (Finding("warning", "edition-missing", message, hint),))
    data = _bytes(path, request.project)
    if found := _beyond(name, form, data, request.project):
        return Checked(name, form, source, (found,))
    subject = Subject(name, form, data, article.manuscript, _cited(request.project))
    return Checked(name, form, source, proving.findings(subject), _pages(form, data), path, _kept(path, data))


def _called(path: Path) -> str:
    return address(path) if is_stored(path) else str(path)


def _kept(path: Path, data: bytes) -> bytes | None:
    return data if is_stored(path) else None


def _beyond(name: str, form: str, data: bytes, project: Project) -> Finding | None:
    """Say of a file that is larger, as it is or unpacked, than the project's limit that it was not looked at."""
    limits = limits_of(project.settings)
    size = beyond(form, data, limits.largest)
    if not size:
        return None
    needed = size // 1_000_000 + 1
    message = (
        f"{name} has {needed} MB unpacked, more than the limit of {limits.size} MB, so it was not checked"
    )
    return Finding("error", "fidelity-unreadable", message, raising("bytes", needed))


def _pages(form: str, data: bytes) -> int:
    if form.partition("-")[0] != "pdf":
        return 0
    from pubpipe.checks.paper import pages

    return pages(data)


def _cited(project: Project) -> Reference | None:
    return of_reference(project) if project.settings.citation_style else None


def _audited(name: str, data: bytes, article: Read) -> Iterator[Finding]:
    manuscript = article.manuscript
    draft = Draft(article.ledger.origin, article.received, "text")
    yield from ledgers.findings(name, data, draft, _printed(manuscript))


def _printed(manuscript: Manuscript) -> Printed:
    before, _, after = manuscript.markdown.partition(manuscript.body)
    return Printed(before, manuscript.body, after)


def _bytes(path: Path, project: Project) -> bytes:
    try:
        return project.files.read(path)
    except OSError as error:
        raise ArticleError(f"{_called(path)} cannot be read: {error.strerror or error}") from error
