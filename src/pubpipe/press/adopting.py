"""A slug -> its canonical Markdown as the new source, the received file kept in ``source/received/``."""

from __future__ import annotations

from pathlib import Path

from pubpipe.errors import ArticleError, UsageProblem
from pubpipe.press.inputs.reading import read
from pubpipe.press.inputs.reading import slug as slug_of_input
from pubpipe.press.outputs.writing import Made, lasting, write
from pubpipe.press.plan.planning import picture_of
from pubpipe.press.request import Input, Output, Overrides
from pubpipe.project import Project, articles, on_this_machine
from pubpipe.state import open_state


def adopt(project: Project, slug: str) -> tuple[str, str]:
    """Make an article's canonical Markdown its source; return the new source and where the received file went.

    The sidecar's values are in the canonical text, so it moves along. Nothing is overwritten. Raises
    UsageProblem for an unknown slug or outside a project, ArticleError when the article cannot be read.
    """
    if not project.inside:
        raise UsageProblem("there is no project here to adopt an article in", "pubpipe init makes one.")
    on_this_machine(project.source, "adopted")
    path = _find(project, slug)
    article = read(Input(_shown(project, path), path), project, Overrides())
    target = path.with_suffix(".md")
    kept = project.source / "received" / path.relative_to(project.source)
    if kept.exists() or (target != path and target.exists()):
        there = kept if kept.exists() else target
        raise ArticleError(f"{_shown(project, there)} is there already", "Move it away first.")
    kept.parent.mkdir(parents=True, exist_ok=True)
    # The copy stands before the original is touched: a crash in between leaves both.
    kept.write_bytes(path.read_bytes())
    with open_state(project.state) as state:
        written = Output(target, None)
        write(written, article.manuscript.markdown.encode(), Made("source"), state, project.files, force=True)
        for asset in article.manuscript.assets:
            picture = Output(picture_of(target.with_suffix(""), asset), None)
            write(picture, asset.data, Made("source"), state, project.files, force=True)
            lasting((picture.path.parent,))
        lasting((target.parent,))
    if path != target:
        path.unlink()
    sidecar = path.with_suffix(".yaml")
    if sidecar.is_file():
        sidecar.replace(kept.with_suffix(".yaml"))
    return _shown(project, target), _shown(project, kept)


def _find(project: Project, slug: str) -> Path:
    slugs: dict[str, Path] = {}
    for path in articles(project):
        try:
            slugs[slug_of_input(Input(path.name, path), project, Overrides())] = path
        except ArticleError:
            continue
    if slug not in slugs:
        known = ", ".join(sorted(slugs)) or "none"
        raise UsageProblem(f"there is no article {slug!r} in source/", f"Articles: {known}.")
    return slugs[slug]


def _shown(project: Project, path: Path) -> str:
    return path.relative_to(project.root).as_posix()
