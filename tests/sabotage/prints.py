"""A PDF -> the same with one thing wrong in its content, its tags, its faces or its claims."""

from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf

from tests.sabotage import looks

Operator = Callable[[Any, random.Random], bool]


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


def _glyph(pdf: Any, chance: random.Random) -> bool:
    """One glyph in a tagged text gives way to another of the same string."""
    return _exchanged(pdf, chance, lambda glyph, others: chance.choice([o for o in others if o != glyph]))


def _exchanged(pdf: Any, chance: random.Random, other: Callable[[bytes, list[bytes]], bytes]) -> bool:
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
    array[place] = pikepdf.String(other(bytes(array[place]), [bytes(array[m]) for m in places_in]))
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


def _swapped(role: str, *holders: str) -> Operator:
    """Let two neighbours of one role change places in the order of reading."""

    def operate(pdf: Any, chance: random.Random) -> bool:
        pairs = []
        for holder in _elements(pdf, *holders):
            kids = _kids(holder)
            pairs += [
                (holder, n)
                for n in range(len(kids) - 1)
                if all(isinstance(kid, pikepdf.Dictionary) for kid in kids[n : n + 2])
                and str(kids[n].get("/S")) == str(kids[n + 1].get("/S")) == role
            ]
        if not pairs:
            return False
        holder, n = chance.choice(pairs)
        kids = _kids(holder)
        kids[n], kids[n + 1] = kids[n + 1], kids[n]
        holder.K = pikepdf.Array(kids)
        return True

    return operate


def _role(new: str, *roles: str) -> Operator:
    def operate(pdf: Any, chance: random.Random) -> bool:
        found = _elements(pdf, *roles)
        if not found:
            return False
        chance.choice(found).S = pikepdf.Name(new)
        return True

    return operate


def _flattened(pdf: Any, _: random.Random) -> bool:
    """All that is marked becomes paragraphs under the root."""
    for element in _elements(
        pdf, "/H1", "/H2", "/H3", "/L", "/LI", "/LBody", "/Table", "/TR", "/TD", "/TH", "/BlockQuote"
    ):
        element.S = pikepdf.Name("/P")
    return True


def _untagged(pdf: Any, _: random.Random) -> bool:
    del pdf.Root.StructTreeRoot
    return True


def _described(new: str | None) -> Operator:
    def operate(pdf: Any, chance: random.Random) -> bool:
        found = [figure for figure in _elements(pdf, "/Figure") if "/Alt" in figure]
        if not found:
            return False
        figure = chance.choice(found)
        if new is None:
            del figure.Alt
        else:
            figure.Alt = pikepdf.String(str(figure.Alt)[::-1])
        return True

    return operate


def _faces(pdf: Any) -> list[Any]:
    return [
        o
        for o in pdf.objects
        if (isinstance(o, pikepdf.Dictionary) and "/FontFile2" in o)
        or (isinstance(o, pikepdf.Dictionary) and "/FontFile3" in o)
    ]


def _unembedded(pdf: Any, chance: random.Random) -> bool:
    face = chance.choice(_faces(pdf))
    for key in ("/FontFile2", "/FontFile3"):
        if key in face:
            del face[key]
    return True


def _no_letter(pdf: Any, chance: random.Random) -> bool:
    """One glyph gives way to .notdef."""
    return _exchanged(pdf, chance, lambda glyph, others: b"\x00" * len(glyph))


def _root(change: Callable[[Any], None]) -> Operator:
    def operate(pdf: Any, _: random.Random) -> bool:
        change(pdf)
        return True

    return operate


def _no_language(pdf: Any) -> None:
    del pdf.Root.Lang


def _unmarked(pdf: Any) -> None:
    pdf.Root.MarkInfo.Marked = False


def _no_title_shown(pdf: Any) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def _no_title(pdf: Any) -> None:
    with pdf.open_metadata(update_docinfo=False) as meta:
        del meta["dc:title"]
    if "/Title" in pdf.docinfo:
        del pdf.docinfo["/Title"]


def _no_intent(pdf: Any) -> None:
    """PDF/A stays claimed, and what it needs for colours is gone."""
    del pdf.Root.OutputIntents


def _script(pdf: Any) -> None:
    """PDF/A stays claimed, and something in it would run."""
    pdf.Root.OpenAction = pdf.make_indirect(
        pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.beep(0)"))
    )


def _other_source(pdf: Any, chance: random.Random) -> bool:
    for name, specification in pdf.attachments.items():
        if specification.obj.get("/AFRelationship") == "/Source":
            data = bytearray(specification.get_file().read_bytes())
            data[chance.randrange(len(data))] ^= 1
            stream = specification.obj.EF.F
            stream.write(bytes(data))
            return bool(name)
    return False


def _outline_away(pdf: Any, chance: random.Random) -> bool:
    with pdf.open_outline() as outline:
        if not outline.root:
            return False
        del outline.root[chance.randrange(len(outline.root))]
    return True


STRUCTURE = (
    "tags flattened",
    "tags lost",
    "face unembedded",
    "letter without a glyph",
    "language lost",
    "marking denied",
    "title lost",
    "title not shown",
    "claim without its colours",
    "claim with a script",
    "description lost",
    "header cell demoted",
    "canonical source changed",
    "bookmark lost",
    *looks.PRINTED,
)
OPERATORS: dict[str, Operator] = {
    "paragraph removed": _cut("/P"),
    "paragraphs swapped": _swapped("/P", "/Div", "/Sect", "/Art", "/Document"),
    "letter changed": _glyph,
    "note removed": _cut("/Note"),
    "call removed": _cut("/Reference"),
    "cell removed": _cut("/TD", "/TH"),
    "cells swapped": _swapped("/TD", "/TR"),
    "row removed": _cut("/TR"),
    "item removed": _cut("/LI"),
    "link removed": _cut("/Link", only=_leads_out),
    "link changed": _lead_elsewhere,
    "heading demoted": _role("/P", "/H2", "/H3"),
    "heading's level changed": _role("/H4", "/H2", "/H3"),
    "picture removed": _cut("/Figure"),
    "description changed": _described("turned"),
    "tags flattened": _flattened,
    "tags lost": _untagged,
    "face unembedded": _unembedded,
    "letter without a glyph": _no_letter,
    "language lost": _root(_no_language),
    "marking denied": _root(_unmarked),
    "title lost": _root(_no_title),
    "title not shown": _root(_no_title_shown),
    "claim without its colours": _root(_no_intent),
    "claim with a script": _root(_script),
    "description lost": _described(None),
    "header cell demoted": _role("/TD", "/TH"),
    "canonical source changed": _other_source,
    "bookmark lost": _outline_away,
    **looks.PRINTED,
}


def harmed(data: bytes, name: str, chance: random.Random) -> bytes | None:
    """Return a PDF with one thing wrong, None where there is no place for it; ``""`` harms nothing."""
    with pikepdf.open(BytesIO(data)) as pdf:
        if name and not OPERATORS[name](pdf, chance):
            return None
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()
