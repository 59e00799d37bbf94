"""A manuscript's sources and the wanted style of reference -> labels in the order of print, entries as markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pubpipe.editions.parts import is_link
from pubpipe.model import Edition, Source
from pubpipe.sources.calls import Call, calls
from pubpipe.sources.labels import Label, label

if TYPE_CHECKING:
    from lxml import etree
    from markupsafe import Markup


CALL = "source-call"
_SILENT = frozenset({"a", "code", "pre", "script", "style"})


def link_calls(tree: etree._Element, edition: Edition) -> Calls:
    """Make the calls of sources in a body tree links to ``#source-n``, each with an id of its own.

    ``[1]`` and superscripts keep their look; ``[@id]`` is printed as the number of its source.
    """
    ids = {source.id: n for n, source in enumerate(edition.manuscript.sources, 1)}
    links = Calls({})
    if ids:
        for element in list(tree.iter()):
            if isinstance(element.tag, str):
                _link_in(element, ids, links)
    return links


@dataclass(slots=True)
class Calls:
    """The ids of the calls of each source, by its number."""

    of: dict[int, list[str]]

    def link(self, number: int, text: str) -> etree._Element:
        """Return a call as a link with the next id."""
        from lxml import etree

        name = f"call-{sum(map(len, self.of.values())) + 1}"
        self.of.setdefault(number, []).append(name)
        made = etree.Element("a", {"class": CALL, "id": name, "href": f"#source-{number}"})
        made.text = text
        return made


def _link_in(element: etree._Element, ids: dict[str, int], links: Calls) -> None:
    """Link the calls in the words that stand directly in an element."""
    if element.tag in _SILENT or any(up.tag in _SILENT for up in element.iterancestors()):
        return
    _link_words(element, element.text or "", ids, links, at=None)
    for child in list(element):
        if child.get("class") != CALL:
            _link_words(element, child.tail or "", ids, links, at=child)


def _link_words(
    parent: etree._Element, text: str, ids: dict[str, int], links: Calls, *, at: etree._Element | None
) -> None:
    before = "" if at is None else ("".join(map(str, at.itertext())) or " ")[-1]
    found = list(calls(text, ids, before))
    if not found:
        return
    place = 0 if at is None else parent.index(at) + 1
    _put(parent, at, text[: found[0].start])
    last = at
    for n, call in enumerate(found):
        stop = found[n + 1].start if n + 1 < len(found) else len(text)
        rest = text[call.end : stop]
        pieces = _pieces(call, text[call.start : call.end])
        for number, before_it, words, after_it in pieces:
            if before_it:
                _append(parent, last, before_it)
            last = links.link(number, words)
            last.tail = after_it
            parent.insert(place, last)
            place += 1
        assert last is not None
        last.tail = (last.tail or "") + rest


def _pieces(call: Call, received: str) -> list[tuple[int, str, str, str]]:
    """The links of a call: number, words before the link, its own, words after it."""
    if not call.by_id:
        return [(call.numbers[0][0], "", received, "")]
    last = len(call.numbers) - 1
    return [
        (number, "" if n else "[", str(number), (f", {told}" if told else "") + ("]" if n == last else "; "))
        for n, (number, told) in enumerate(call.numbers)
    ]


def _put(parent: etree._Element, at: etree._Element | None, text: str) -> None:
    if at is None:
        parent.text = text
    else:
        at.tail = text


def _append(parent: etree._Element, last: etree._Element | None, text: str) -> None:
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def source_labels(edition: Edition, linked: Calls | None = None) -> tuple[Label, ...]:
    """Return one label a source: in their order, or in that of the style of reference.

    What no style can say, a line that was kept as it stands, comes after its entries. A text that calls its
    sources keeps their order, and their numbers, in every style.
    """
    manuscript, options = edition.manuscript, edition.options
    lang = manuscript.meta.lang
    of = linked.of if linked else {}
    plain = tuple(
        replace(label(source, lang), number=n, calls=tuple(of.get(n, ())))
        for n, source in enumerate(manuscript.sources, 1)
    )
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
    labels = (*ordered, *left.values())
    return tuple(sorted(labels, key=lambda one: one.number)) if linked and linked.of else labels


def entry_markup(label: Label, breakable: Callable[[str], str]) -> Markup | str:
    """Return a style's entry as XHTML, empty for a label of the house; ``breakable`` prepares addresses."""
    from markupsafe import Markup

    parts = []
    for run in label.cited:
        if run.href and is_link(run.href):
            shown = breakable(run.text)
            robust = robust_links(label) if run.href == label.reached else ""
            part = Markup('<a href="{}" dir="ltr"{}>{}</a>').format(run.href, robust, shown)
        elif run.kind:
            part = Markup(f"<{run.kind}>{{}}</{run.kind}>").format(run.text)  # noqa: S704 - four fixed names
        else:
            part = Markup("{}").format(run.text)
        parts.append(part)
    return Markup("").join(parts) if parts else ""


def robust_links(label: Label) -> Markup | str:
    """Return the attributes that lead from a link to the archived copy of what it names (Robust Links 1.0)."""
    from markupsafe import Markup

    if label.copy is None:
        return ""
    made = Markup(' data-originalurl="{}" data-versionurl="{}"').format(label.reached, label.copy.address)
    return made + (Markup(' data-versiondate="{}"').format(label.copy.day) if label.copy.day else "")


def _sayable(source: Source) -> bool:
    return bool(source.title or source.authors or source.container_title or source.url or source.doi)
