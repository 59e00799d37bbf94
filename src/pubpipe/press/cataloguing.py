"""A project with editions -> the catalogue of its ``dist/`` for e-readers, made or taken away again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pubpipe.errors import UsageProblem
from pubpipe.model import Report
from pubpipe.press.building import Progress, build
from pubpipe.press.outputs import publishing, shelving
from pubpipe.press.outputs.locking import locked
from pubpipe.press.plan import planning
from pubpipe.press.request import Input, Request
from pubpipe.project import Project, articles, name_of
from pubpipe.state import open_state


def catalogue(
    project: Project,
    *,
    force: bool = False,
    on_article: Progress | None = None,
    on_wait: Callable[[str], None] | None = None,
) -> Report:
    """Make the catalogue of what lies in ``dist/``, with the covers that it shows; from then on builds keep it in step.

    No edition is made. Raises UsageProblem outside a project and where there is no edition, and what a build raises.
    """
    request = Request(_listing(project), (), (), force=force)
    with open_state(project.state) as state:
        made = set(shelving.known(request, state))
    found = ((name_of(project, path), path) for path in articles(project))
    inputs = tuple(Input(name, path) for name, path in found if str(path) in made)
    if not inputs:
        raise UsageProblem("there are no editions to make a catalogue of", "pubpipe all makes them.")
    return build(replace(request, inputs=inputs), on_article, on_wait)


def withdraw(project: Project) -> tuple[str, ...]:
    """Take the catalogue away, and return the names of its files that went, the covers for e-readers among them.

    Raises UsageProblem outside a project.
    """
    request = Request(_listing(project), (), ())
    with locked(project.state), open_state(project.state) as state:
        return tuple(
            planning.shown(project, project.root / r.path) for r in publishing.withdraw(request, state)
        )


def _listing(project: Project) -> Project:
    if not project.inside:
        raise UsageProblem("there is no project here", "pubpipe init makes one; --project names one.")
    return replace(project, settings=replace(project.settings, catalogue=True))
