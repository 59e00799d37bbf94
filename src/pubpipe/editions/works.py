"""A manuscript's sources and the wanted style of reference -> labels in the order of print, entries as markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from pubpipe.editions.parts import is_link
from pubpipe.model import Edition, Source
from pubpipe.sources.labels import Label, label

if TYPE_CHECKING:
    from markupsafe import Markup


def source_labels(edition: Edition) -> tuple[Label, ...]:
    """Return one label a source: in their order, or in that of the style of reference.

    What no style can say, a line that was kept as it stands, comes after its entries.
    """
    manuscript, options = edition.manuscript, edition.options
    lang = manuscript.meta.lang
    plain = tuple(label(source, lang) for source in manuscript.sources)
    if not options.citation_style or not manuscript.sources:
        return plain
    from pubpipe.sources.citing import bibliography

    sayable = tuple(source for source in manuscript.sources if _sayable(source))
    made = bibliography(sayable, options.citation_csl, lang) if sayable else None
    left = dict(enumerate(plain))
    ordered: list[Label] = []
    for name, runs in made.entries if made else ():
        at = next((n for n in left if manuscript.sources[n].id == name), None)
        if at is not None and runs:
            entry = left.pop(at)
            said = " ".join(f"{run.text} {run.href}" for run in runs)
            ordered.append(replace(entry, cited=runs, address="" if entry.address in said else entry.address))
    return (*ordered, *left.values())


def entry_markup(label: Label, breakable: Callable[[str], str]) -> Markup | str:
    """Return a style's entry as XHTML, empty for a label of the house; ``breakable`` prepares addresses."""
    from markupsafe import Markup

    parts = []
    for run in label.cited:
        if run.href and is_link(run.href):
            shown = breakable(run.text)
            part = Markup('<a href="{}" dir="ltr">{}</a>').format(run.href, shown)
        elif run.kind:
            part = Markup(f"<{run.kind}>{{}}</{run.kind}>").format(run.text)  # noqa: S704 - four fixed names
        else:
            part = Markup("{}").format(run.text)
        parts.append(part)
    return Markup("").join(parts) if parts else ""


def _sayable(source: Source) -> bool:
    return bool(source.title or source.authors or source.container_title or source.url or source.doi)
