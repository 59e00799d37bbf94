"""Editions -> the same with one thing wrong: operators at random places from a seed."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from typing import Any

import lxml.etree
import lxml.html
import pikepdf

Operator = Callable[[Any, random.Random], bool]

# Trees and PDFs are taken apart without their types.
etree: Any = lxml.etree
html: Any = lxml.html

_HEADINGS = ("notes-heading", "sources", "sources-heading")  # what editions call their notes and sources


def _generated(element: Any) -> bool:
    """Whether an element's words are the edition's own."""
    added = element.get("class") == "reading" or element.get("id") in _HEADINGS
    return added or element.get("role") in ("doc-backlink", "doc-noteref")


def _places(root: Any, pattern: str) -> list[tuple[Any, str, re.Match[str]]]:
    found = []
    for element in root.iter():
        if not isinstance(element.tag, str) or _generated(element):
            continue
        for where in ("text", "tail"):
            outer = element if where == "text" else element.getparent()
            if outer is None or _generated(outer):
                continue
            found += [(element, where, m) for m in re.finditer(pattern, getattr(element, where) or "")]
    return found


def _replace(pattern: str, change: Callable[[str, random.Random], str]) -> Operator:
    def operate(root: Any, chance: random.Random) -> bool:
        places = _places(root, pattern)
        if not places:
            return False
        element, where, match = chance.choice(places)
        text = getattr(element, where)
        setattr(element, where, text[: match.start()] + change(match[0], chance) + text[match.end() :])
        return True

    return operate


def _remove(path: str) -> Operator:
    def operate(root: Any, chance: random.Random) -> bool:
        found = root.xpath(path)
        if not found:
            return False
        element = chance.choice(found)
        before, parent = element.getprevious(), element.getparent()
        tail = element.tail or ""
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        parent.remove(element)
        return True

    return operate


def _unlink(root: Any, chance: random.Random) -> bool:
    links = [a for a in root.iter("{*}a") if str(a.get("href", "")).startswith("http")]
    links += [a for a in root.iter("a") if str(a.get("href", "")).startswith("http")]
    if not links:
        return False
    link = chance.choice(links)
    link.tag = link.tag[:-1] + "span"
    link.attrib.clear()
    return True


def _redirect(root: Any, chance: random.Random) -> bool:
    links = [
        a
        for a in root.iter()
        if isinstance(a.tag, str) and str(a.get("href", "")).startswith("http") and a.tag.endswith("a")
    ]
    if not links:
        return False
    link = chance.choice(links)
    link.set("href", link.get("href") + "x")
    return True


def _swap(root: Any, chance: random.Random) -> bool:
    paragraphs = [p for p in root.xpath(f"//{_n('p')}") if len("".join(p.itertext()).split()) > 4]
    pairs = [
        (a, b)
        for a, b in pairwise(paragraphs)
        if "".join(a.itertext()) != "".join(b.itertext()) and a not in b.iter() and b not in a.iter()
    ]
    if not pairs:
        return False
    a, b = chance.choice(pairs)
    parent, tail = b.getparent(), b.tail
    marker = etree.Element("span")
    a.getparent().replace(a, marker)
    marker.tail, a.tail = a.tail, None
    parent.insert(parent.index(b), a)
    parent.remove(b)
    b.tail = marker.tail
    marker.getparent().replace(marker, b)
    a.tail = tail
    return True


def _n(name: str) -> str:
    return f"*[local-name()='{name}']"


def _demote(root: Any, chance: random.Random) -> bool:
    headings = root.xpath(
        "//*[local-name()='h2' or local-name()='h3'][not(@id='sources' or @id='sources-heading' or @id='notes-heading')]"
    )
    if not headings:
        return False
    heading = chance.choice(headings)
    heading.tag = heading.tag[:-2] + "p"
    return True


def _undescribe(root: Any, chance: random.Random) -> bool:
    pictures = root.xpath("//*[local-name()='img'][@alt != '']")
    if not pictures:
        return False
    chance.choice(pictures).set("alt", "")
    return True


_IN_SOURCES = "ancestor::*[contains(concat(' ', @class, ' '), ' sources ')]"
OPERATORS: dict[str, Operator] = {
    "paragraph removed": _remove(f"//{_n('p')}[string-length(normalize-space()) > 20]"),
    "word removed": _replace(r"\b[A-Za-z]{3,}\b", lambda word, _: ""),
    "word changed": _replace(r"\b[A-Za-z]{3,}\b", lambda word, _: word + "x"),
    "digit changed": _replace(r"\d", lambda digit, _: str((int(digit) + 1) % 10)),
    "negation removed": _replace(r"\bnot\b ?", lambda word, _: ""),
    "note removed": _remove("//*[@role='doc-footnote']"),
    "call removed": _remove("//*[@role='doc-noteref']"),
    "cell removed": _remove(f"//{_n('td')}[string-length(normalize-space()) > 0]"),
    "link removed": _unlink,
    "link changed": _redirect,
    "source removed": _remove(f"//{_n('li')}[{_IN_SOURCES}]"),
    "source changed": _replace(r"(?<=https://)[a-z]", lambda letter, _: "z" if letter != "z" else "y"),
    "paragraphs swapped": _swap,
    "heading demoted": _demote,
    "description emptied": _undescribe,
}


def in_page(data: bytes, operator: Operator, chance: random.Random) -> bytes | None:
    """Return a web page with one thing wrong, None where the operator finds no place."""
    tree = html.document_fromstring(data, html.HTMLParser(encoding="utf-8"))
    main = next(tree.iter("main"))
    whole = etree.ElementTree(main).getroot()
    alone = html.fromstring(html.tostring(whole))
    if not operator(alone, chance):
        return None
    return (  # type: ignore[no-any-return]
        b"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>"
        + html.tostring(alone)
        + b"</body></html>"
    )


def in_book(data: bytes, operator: Operator, chance: random.Random) -> bytes | None:
    """Return an EPUB with one thing wrong in one of its documents, None where the operator finds no place."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        members = {name: book.read(name) for name in book.namelist()}
    names = [n for n in members if n.endswith(".xhtml") and not n.endswith(("cover.xhtml", "nav.xhtml"))]
    chance.shuffle(names)
    for name in names:
        tree = etree.fromstring(members[name])
        body = next(tree.iter("{*}body"))
        inner = etree.fromstring(etree.tostring(body))
        if operator(inner, chance):
            body.getparent().replace(body, inner)
            members[name] = etree.tostring(tree)
            out = BytesIO()
            with zipfile.ZipFile(out, "w") as target:
                for member, content in members.items():
                    target.writestr(member, content)
            return out.getvalue()
    return None


def _text_replace(pattern: str, change: Callable[[str], str]) -> Callable[[str, random.Random], str | None]:
    def operate(page: str, chance: random.Random) -> str | None:
        places = list(re.finditer(pattern, page, re.S))
        if not places:
            return None
        match = chance.choice(places)
        return page[: match.start()] + change(match[0]) + page[match.end() :]

    return operate


def _text_swap(page: str, chance: random.Random) -> str | None:
    blocks = page.split("\n\n")
    pairs = [
        n
        for n in range(3, len(blocks) - 1)
        if re.fullmatch(r"[A-Z].{40,}", blocks[n], re.S) and re.fullmatch(r"[A-Z].{40,}", blocks[n + 1], re.S)
    ]
    if not pairs:
        return None
    n = chance.choice(pairs)
    blocks[n], blocks[n + 1] = blocks[n + 1], blocks[n]
    return "\n\n".join(blocks)


TEXT_OPERATORS: dict[str, Callable[[str, random.Random], str | None]] = {
    "paragraph removed": _text_replace(r"(?<=\n\n)[A-Z][^\n]{30,}\n(?:[^\n]+\n)*", lambda _: ""),
    "word removed": _text_replace(r"\b[A-Za-z]{3,}\b", lambda _: ""),
    "word changed": _text_replace(r"\b[A-Za-z]{3,}\b", lambda word: word + "x"),
    "digit changed": _text_replace(r"\d", lambda digit: str((int(digit) + 1) % 10)),
    "negation removed": _text_replace(r"\bnot\b ?", lambda _: ""),
    "note removed": _text_replace(r"(?<=\n)\[\d+\] [^\n]+\n", lambda _: ""),
    "call removed": _text_replace(r"(?<=\S)\[\d+\]", lambda _: ""),
    "link removed": _text_replace(r" <\d+>", lambda _: ""),
    "source removed": _text_replace(r"(?<=\n)\d+\. https?://[^\n]+\n", lambda _: ""),
    "source changed": _text_replace(r"(?<=https://)[a-z]", lambda letter: "z" if letter != "z" else "y"),
    "paragraphs swapped": _text_swap,
}


def in_pdf(data: bytes, name: str, chance: random.Random) -> bytes | None:
    """Return a PDF with one thing wrong in its content or in its tags, None where there is no place for it."""
    with pikepdf.open(BytesIO(data)) as pdf:
        if not PDF_OPERATORS[name](pdf, chance):
            return None
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def _elements(pdf: Any, *roles: str) -> list[Any]:
    found: list[Any] = []
    todo: list[Any] = [pdf.Root.StructTreeRoot]
    while todo:
        element = todo.pop()
        if str(element.get("/S")) in roles:
            found.append(element)
        kids = element.get("/K", [])
        todo += [
            kid
            for kid in (kids if isinstance(kids, pikepdf.Array) else [kids])
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        ]
    return found


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _leads_out(link: Any) -> bool:
    return any(
        "/A" in kid.Obj for kid in _kids(link) if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
    )


def _cut(*roles: str, only: Callable[[Any], bool] = lambda _: True) -> Callable[[Any, random.Random], bool]:
    def operate(pdf: Any, chance: random.Random) -> bool:
        found = [e for e in _elements(pdf, *roles) if _kids(e) and only(e)]
        if not found:
            return False
        chosen = chance.choice(found)
        parent = chosen.P
        parent.K = pikepdf.Array(
            [
                k
                for k in _kids(parent)
                if not (isinstance(k, pikepdf.Dictionary) and k.objgen == chosen.objgen)
            ]
        )
        return True

    return operate


def _swapped(pdf: Any, chance: random.Random) -> bool:
    pairs = []
    for holder in _elements(pdf, "/Div"):
        kids = _kids(holder)
        pairs += [
            (holder, n)
            for n in range(len(kids) - 1)
            if str(kids[n].get("/S")) == str(kids[n + 1].get("/S")) == "/P"
        ]
    if not pairs:
        return False
    holder, n = chance.choice(pairs)
    kids = _kids(holder)
    kids[n], kids[n + 1] = kids[n + 1], kids[n]
    holder.K = pikepdf.Array(kids)
    return True


def _glyph(pdf: Any, chance: random.Random) -> bool:
    """One glyph in a tagged text gives way to another of the same string."""
    page = chance.choice(list(pdf.pages))
    stream: list[Any] = list(pikepdf.parse_content_stream(page))
    inside, places = False, []
    for n, one in enumerate(stream):
        operator = str(one.operator)
        if operator == "BDC":
            inside = "/MCID" in one.operands[1]
        elif operator in ("EMC", "BMC"):
            inside = False
        elif operator == "TJ" and inside:
            strings = [bytes(s) for s in one.operands[0] if isinstance(s, pikepdf.String) and bytes(s)]
            if len(set(strings)) > 3:
                places.append(n)
    if not places:
        return False
    n = chance.choice(places)
    array: list[Any] = list(stream[n].operands[0])
    places_in = [k for k, s in enumerate(array) if isinstance(s, pikepdf.String) and bytes(s)]
    place = chance.choice(places_in[1:])
    other = chance.choice([bytes(array[m]) for m in places_in if bytes(array[m]) != bytes(array[place])])
    array[place] = pikepdf.String(other)
    stream[n] = pikepdf.ContentStreamInstruction([pikepdf.Array(array)], pikepdf.Operator("TJ"))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(stream))
    return True


def _lead_elsewhere(pdf: Any, chance: random.Random) -> bool:
    links = [a for page in pdf.pages for a in page.get("/Annots", []) if "/A" in a and "/URI" in a.A]
    if not links:
        return False
    link = chance.choice(links)
    link.A.URI = pikepdf.String(str(link.A.URI) + "x")
    return True


def _no_heading(pdf: Any, chance: random.Random) -> bool:
    headings = _elements(pdf, "/H2", "/H3")[1:] or _elements(pdf, "/H1")
    if not headings:
        return False
    chance.choice(headings).S = pikepdf.Name("/P")
    return True


PDF_OPERATORS: dict[str, Callable[[Any, random.Random], bool]] = {
    "paragraph removed": _cut("/P"),
    "letter changed": _glyph,
    "note removed": _cut("/Note"),
    "call removed": _cut("/Reference"),
    "cell removed": _cut("/TD", "/TH"),
    "link removed": _cut("/Link", only=_leads_out),
    "link changed": _lead_elsewhere,
    "source removed": _cut("/LI"),
    "heading demoted": _no_heading,
    "paragraphs swapped": _swapped,
}
