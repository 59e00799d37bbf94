"""Source records and a style of reference -> the entries of a bibliography, as citeproc makes them."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from pubpipe.errors import ConfigurationError
from pubpipe.markup.citing import citations
from pubpipe.model import Json, Run, Source
from pubpipe.settings.known import CITATION_STYLES
from pubpipe.sources.manuals import mended, suited

if TYPE_CHECKING:
    from lxml import etree

_CSL = "{http://purl.org/net/xbiblio/csl}"
_SHOWN_AS = {"em": "em", "i": "em", "strong": "strong", "b": "strong", "sup": "sup", "sub": "sub"}
_BEFORE = {"csl-left-margin", "csl-block"}


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The entries by their sources' ids in the style's own order, and the citations in the text in theirs."""

    entries: tuple[tuple[str, tuple[Run, ...]], ...]
    cited: tuple[str, ...] = ()


def style(name: str, text: str = "") -> str:
    """Return the CSL of a style by its name, or a file's ``text`` after a look at it; empty is pandoc's own.

    Raises ConfigurationError, with the line where there is one, for what is no independent CSL style with a
    bibliography (CSL 1.0.2).
    """
    if name == "chicago":
        return ""
    if name in CITATION_STYLES:
        return mended(files("pubpipe.sources").joinpath(f"csl/{name}.csl").read_text("utf-8"))
    from lxml import etree

    try:
        root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ConfigurationError(
            f"{name}, line {error.lineno}: no CSL style: {error.msg}", "CSL is XML: citationstyles.org."
        ) from error
    if root.tag != f"{_CSL}style":
        raise ConfigurationError(f"{name}: no CSL style: it begins with <{etree.QName(root).localname}>")
    if root.find(f"{_CSL}info/{_CSL}link[@rel='independent-parent']") is not None:
        parent = root.find(f"{_CSL}info/{_CSL}link[@rel='independent-parent']")
        address = "" if parent is None else parent.get("href", "")
        raise ConfigurationError(f"{name} only names another CSL style", f"Take that one: {address}")
    if root.find(f"{_CSL}bibliography") is None:
        raise ConfigurationError(f"{name} says nothing about a bibliography", "Another CSL style does.")
    macros = {macro.get("name") for macro in root.iter(f"{_CSL}macro")}
    for element in root.iter(f"{_CSL}text", f"{_CSL}key"):
        if (wanted := element.get("macro")) is not None and wanted not in macros:
            message = f"{name}, line {element.sourceline}: the style has no macro {wanted!r}"
            raise ConfigurationError(message, "Take the style as it was published.")
    return text


def bibliography(
    sources: tuple[Source, ...], csl: str, lang: str, clusters: tuple[str, ...] = ()
) -> Bibliography:
    """Return the entries of all sources as citeproc makes them.

    A title that was only read off the address is not handed over: it would be set as the work's own. Raises
    EditionError with pandoc's own words. The editions of an article follow one another and share the result.
    """
    items = [suited(_item(source), csl, lang) for source in sources]
    return _made(json.dumps(items, ensure_ascii=False), csl, lang, clusters)


@functools.lru_cache(maxsize=2)
def _made(items: str, csl: str, lang: str, clusters: tuple[str, ...]) -> Bibliography:
    from lxml import etree

    made = etree.fromstring(f"<div>{citations(clusters, items, csl, lang)}</div>")
    refs = made.find("div[@id='refs']")
    entries = () if refs is None else tuple(_entry(element) for element in refs)
    return Bibliography(entries, tuple(" ".join(_words(p).split()) for p in made.iterfind("p")))


def _item(source: Source) -> dict[str, Json]:
    """A record as CSL-JSON (CSL 1.0.2, schema csl-data): dates in parts, rich text as plain."""
    item: dict[str, Json] = {
        "id": source.id,
        "type": source.type,
        "title": "" if "title" in source.derived else _plain(source.title),
        "container-title": _plain(source.container_title),
        "publisher": _plain(source.publisher),
        "URL": source.url,
        "DOI": source.doi,
        **{key: _rich(value) for key, value in source.extra if not key.startswith("x-")},
    }
    if source.authors:
        item["author"] = [
            {"literal": name.literal} if name.literal else {"family": name.family, "given": name.given}
            for name in source.authors
        ]
    for key, value in (("issued", source.issued), ("accessed", source.accessed)):
        if value:
            item[key] = _date(value)
    return {key: value for key, value in item.items() if value}


def _rich(value: Json) -> Json:
    return _plain(value) if isinstance(value, str) else value


def _plain(text: str) -> str:
    # CSL-JSON takes <i>, <b>, <sup>, <sub> and <span> for markup; here they are the words of a title.
    return re.sub(r"<(?=/?(?:i|b|su[pb]|span|sc)\b)", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}", text)


def _date(iso: str) -> Json:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?", iso, re.ASCII)
    if not match:
        return {"literal": iso}
    return {"date-parts": [[int(part) for part in match.groups() if part]]}


def _entry(element: etree._Element) -> tuple[str, tuple[Run, ...]]:
    return element.get("id", "").removeprefix("ref-"), tuple(_joined(_runs(element, "", "")))


def _runs(element: etree._Element, kind: str, href: str) -> list[Run]:
    """The words of an element and its children, in the innermost kind."""
    kind = _SHOWN_AS.get(str(element.tag), kind)
    href = element.get("href", href) if element.tag == "a" else href
    found = [Run(kind, element.text or "", href)]
    for child in element:
        found += _runs(child, kind, href)
        space = " " if child.get("class") in _BEFORE else ""
        found.append(Run(kind, space + (child.tail or ""), href))
    return found


def _words(element: etree._Element) -> str:
    inner = (_words(child) + (child.tail or "") for child in element)
    return (element.text or "") + "".join(inner)


def _joined(runs: list[Run]) -> list[Run]:
    """The runs with single spaces, none at the edges, and one run where two are of a kind."""
    joined: list[Run] = []
    for run in runs:
        text = re.sub(r"[ \t\r\n]+", " ", run.text)
        if not joined or joined[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text and joined and (joined[-1].kind, joined[-1].href) == (run.kind, run.href):
            joined[-1] = Run(run.kind, joined[-1].text + text, run.href)
        elif text:
            joined.append(Run(run.kind, text, run.href))
    if joined:
        joined[-1] = Run(joined[-1].kind, joined[-1].text.rstrip(" "), joined[-1].href)
    return [run for run in joined if run.text]
