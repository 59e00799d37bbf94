"""What the standards find wrong with a file: nothing in what we make, and each thing that is broken."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pubpipe.checks.codes import codes
from pubpipe.checks.standards import findings
from tests.support.law import RENDER, manuscript
from tests.support.manuscripts import edition, founding, rich

BODY = (
    "A paragraph with a [link](https://example.org/) and a note.[^1] It goes on.\n\n"
    "## A heading\n\n1. One that has code\n\n   ```\n   code\n   ```\n2. Two\n\n| Name | Number |\n| --- | ---: |\n| Alpha | 12 |\n\n"
    "![alone words](p.png)\n\n### One below\n\nThe end.[^2]\n\n[^1]: The first note.\n\n[^2]: The second.\n"
)


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    article = manuscript(BODY)
    return {form: RENDER[form](edition(article, form)).content for form in RENDER}


def told(form: str, data: bytes) -> set[str]:
    return {one.code for one in findings("a", form, data)}


@pytest.mark.parametrize("form", RENDER)
def test_what_we_make_keeps_its_standards(form: str, made: dict[str, bytes]) -> None:
    # The picture of this article is a small one.
    assert told(form, made[form]) - {"print-coarse"} == set()
    for article in (founding(), rich()):
        found = findings("a", form, RENDER[form](edition(article, form)).content)
        assert [one for one in found if one.severity == "error"] == []


def test_every_code_is_documented_and_every_documented_code_is_told() -> None:
    folder = Path(__file__).parents[1] / "src" / "pubpipe" / "checks"
    source = "".join(path.read_text() for path in folder.rglob("*.py"))
    named = set(
        re.findall(
            r'"((?:pdf|epub|html|markup|txt|fidelity|ledger|article|edition|print|links|outside|store)-[a-z0-9-]+)"',
            source,
        )
    )
    # Fidelity's are put together from their last words, as is what metadata lacks.
    named |= {f"fidelity-{word}" for word in re.findall(r'\.say\(\s*"([a-z]+)"', source)}
    named |= {f"epub-no-{word}" for word in ("title", "language", "identifier")}
    named -= {"txt-ascii", "txt-gutenberg"}  # formats
    assert named - set(codes()) == set()
    assert {c for c in codes() if not c.startswith("fidelity-")} - named == set()


def in_pdf(data: bytes, change: Callable[[Any], object]) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def elements(pdf: Any, role: str) -> list[Any]:
    found, todo = [], [pdf.Root.StructTreeRoot]
    while todo:
        element = todo.pop(0)
        if str(element.get("/S")) == role:
            found.append(element)
        kids = element.get("/K", [])
        todo += [
            k
            for k in (kids if isinstance(kids, pikepdf.Array) else [kids])
            if isinstance(k, pikepdf.Dictionary)
        ]
    return found


def _claim(old: bytes, new: bytes) -> Callable[[Any], None]:
    def change(pdf: Any) -> None:
        data = pdf.Root.Metadata.read_bytes()
        assert old in data
        pdf.Root.Metadata.write(data.replace(old, new))

    return change


def _flatten(pdf: Any) -> None:
    for role in (
        "/H1",
        "/H2",
        "/H3",
        "/L",
        "/LI",
        "/LBody",
        "/Table",
        "/TR",
        "/TH",
        "/TD",
        "/THead",
        "/TBody",
        "/Lbl",
        "/Note",
        "/Caption",
    ):
        for element in elements(pdf, role):
            element.S = pikepdf.Name.P


def _unembed(pdf: Any) -> None:
    font = next(iter(pdf.pages[0].Resources.Font.values()))
    del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def _empty_glyph(pdf: Any) -> None:
    page = pdf.pages[0]
    data = page.Contents.read_bytes()
    page.Contents = pdf.make_stream(
        re.sub(rb"(TJ\s.*?)\[<[0-9a-f]{4}", rb"\1[<0000", data, count=1, flags=re.S)
    )


def _move_note(pdf: Any) -> None:
    note = elements(pdf, "/Note")[0]
    parent = note.P
    parent.K = pikepdf.Array([*(k for k in parent.K if k.objgen != note.objgen), note])


def _untag(pdf: Any) -> None:
    del pdf.Root["/StructTreeRoot"]


PDF: dict[str, tuple[Callable[[Any], object], str]] = {
    "untagged": (_untag, "pdf-untagged"),
    "flattened": (_flatten, "pdf-tree-flat"),
    "no headings": (lambda pdf: [e.__setattr__("S", pikepdf.Name.P) for r in ("/H1", "/H2", "/H3") for e in elements(pdf, r)], "pdf-no-headings"),
    "level": (lambda pdf: elements(pdf, "/H2")[0].__setattr__("S", pikepdf.Name.H4), "pdf-heading-level"),
    "nesting": (lambda pdf: elements(pdf, "/L")[0].__setattr__("S", pikepdf.Name.Div), "pdf-tree-nesting"),
    "description": (lambda pdf: elements(pdf, "/Figure")[0].__delitem__("/Alt"), "pdf-picture-undescribed"),
    "heads": (lambda pdf: [e.__setattr__("S", pikepdf.Name.TD) for e in elements(pdf, "/TH")], "pdf-table-without-heads"),
    "note": (_move_note, "pdf-note-misplaced"),
    "note's id": (lambda pdf: elements(pdf, "/Note")[0].__delitem__("/ID"), "pdf-note-without-id"),
    "lost": (lambda pdf: elements(pdf, "/Art")[0].K.__delitem__(1), "pdf-content-lost"),
    "face": (_unembed, "pdf-face-not-embedded"),
    "glyph": (_empty_glyph, "pdf-glyph-missing"),
    "unsaid": (lambda pdf: next(iter(pdf.pages[0].Resources.Font.values())).__delitem__("/ToUnicode"), "pdf-glyph-unsaid"),
    "language": (lambda pdf: pdf.Root.__delitem__("/Lang"), "pdf-no-language"),
    "title hidden": (lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"), "pdf-title-hidden"),
    "marked": (lambda pdf: pdf.Root.__delitem__("/MarkInfo"), "pdf-not-marked"),
    "tabs": (lambda pdf: pdf.pages[0].__delitem__("/Tabs"), "pdf-tab-order"),
    "destinations": (lambda pdf: pdf.Root.Names.__delitem__("/Dests"), "pdf-link-broken"),
    "outline": (lambda pdf: pdf.Root.Outlines.First.__setattr__("Dest", pikepdf.String("nowhere")), "pdf-outline-broken"),
    "contents": (lambda pdf: pdf.pages[0].Annots[0].__delitem__("/Contents"), "pdf-link-nameless"),
    "claim of A-2": (_claim(b'pdfaid:part="3"', b'pdfaid:part="2"'), "pdf-claim"),
    "claim of A-4": (_claim(b'pdfaid:part="3"', b'pdfaid:part="4"'), "pdf-claim"),
    "claim of UA-2": (_claim(b'pdfuaid:part="1"', b'pdfuaid:part="2"'), "pdf-claim"),
    "intent": (lambda pdf: pdf.Root.__delitem__("/OutputIntents"), "pdf-claim"),
    "title differs": (_claim(b">The Title<", b">Another<"), "pdf-title-differs"),
}  # fmt: skip


@pytest.mark.parametrize("name", PDF)
def test_what_is_wrong_with_a_pdf_is_found(name: str, made: dict[str, bytes]) -> None:
    change, code = PDF[name]
    found = findings("a", "pdf", in_pdf(made["pdf"], change))
    assert code in {one.code for one in found}
    claim = "pdf-claim" in {one.code for one in found}
    # Whatever breaks PDF/UA is an error all the same, since the file claims it.
    assert claim or code in (
        "pdf-note-misplaced",
        "pdf-table-without-heads",
        "pdf-no-headings",
        "pdf-outline-broken",
        "pdf-link-broken",
        "pdf-tree-flat",
    )


def in_epub(data: bytes, change: Callable[[dict[str, bytes]], None], **first: Any) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as book:
        members = {name: book.read(name) for name in book.namelist()}
    change(members)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            for key, value in first.items() if name == "mimetype" else ():
                setattr(info, key, value)
            target.writestr(info, content)
    return out.getvalue()


def _sub(member: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        name = next(n for n in members if n.endswith(member))
        assert re.search(old.encode(), members[name]), (old, members[name])
        members[name] = re.sub(old.encode(), new.encode(), members[name], count=1)

    return change


def _last(members: dict[str, bytes]) -> None:
    members["mimetype"] = members.pop("mimetype")


EPUB: dict[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "mimetype last": (_last, "epub-mimetype-not-first"),
    "mimetype wrong": (_sub("mimetype", "zip$", "zip\n"), "epub-mimetype-wrong"),
    "stray": (lambda m: m.update({"EPUB/stray.txt": b"x"}), "epub-not-in-manifest"),
    "case": (lambda m: m.update({"EPUB/TEXT.xhtml": b"x"}), "epub-name-twice"),
    "unsafe": (lambda m: m.update({"EPUB/../../x": b"x"}), "epub-name-unsafe"),
    "style gone": (lambda m: m.__delitem__("EPUB/ebook.css"), "epub-item-missing"),
    "type": (_sub("opf", 'cover.png" id="cover-img" media-type="image/png"', 'cover.png" id="cover-img" media-type="image/jpeg"'), "epub-media-type"),
    "spine": (_sub("opf", 'itemref idref="file-text.xhtml"', 'itemref idref="nothing"'), "epub-spine-broken"),
    "nav gone": (_sub("opf", ' properties="nav"', ""), "epub-no-nav"),
    "nav target": (_sub("nav.xhtml", 'text.xhtml#section-1"', 'text.xhtml#section-9"'), "epub-nav-broken"),
    "nav's page": (_sub("nav.xhtml", "text.xhtml#start", "nowhere.xhtml"), "epub-nav-broken"),
    "NCX": (_sub("toc.ncx", 'src="text.xhtml#section-1"', 'src="text.xhtml#section-9"'), "epub-nav-broken"),
    "malformed": (_sub("text.xhtml", "</article>", ""), "epub-malformed"),
    "language gone": (_sub("opf", "<dc:language>en</dc:language>", ""), "epub-no-language"),
    "language differs": (_sub("text.xhtml", 'xml:lang="en"', 'xml:lang="fr"'), "epub-language-differs"),
    "document's language": (_sub("text.xhtml", ' lang="en" xml:lang="en"', ""), "markup-no-language"),
    "identifier": (_sub("opf", 'unique-identifier="id"', 'unique-identifier="other"'), "epub-identifier-unknown"),
    "modified": (_sub("opf", 'T00:00:00Z|T[0-9:]+Z', "T"), "epub-modified"),
    "feature": (_sub("opf", ">alternativeText<", ">MathML<"), "epub-claim"),
    "description": (_sub("text.xhtml", 'alt="alone words"', 'alt=""'), "epub-claim"),
    "no alt": (_sub("text.xhtml", ' alt="alone words"', ""), "markup-picture-undescribed"),
    "heading": (_sub("text.xhtml", '(<h3 id="[^"]*")>One below</h3>', r"\1></h3>"), "markup-heading-empty"),
    "skipped": (_sub("text.xhtml", "<h2( id=\"section-1\"[^>]*)>(.*?)</h2>", r"<h4\1>\2</h4>"), "markup-heading-skipped"),
    "link": (_sub("text.xhtml", 'href="#fn1"', 'href="#fn9"'), "markup-link-broken"),
    "twice": (_sub("text.xhtml", 'id="fn2"', 'id="fn1"'), "markup-id-twice"),
    "heads": (_sub("text.xhtml", "<thead>.*?</thead>", ""), "markup-table-without-heads"),
    "title": (_sub("text.xhtml", "<title>.*?</title>", "<title></title>"), "markup-no-title"),
}  # fmt: skip


@pytest.mark.parametrize("name", EPUB)
def test_what_is_wrong_with_an_epub_is_found(name: str, made: dict[str, bytes]) -> None:
    change, code = EPUB[name]
    assert code in told("epub", in_epub(made["epub"], lambda members: _dotall(change, members)))


def _dotall(change: Callable[[dict[str, bytes]], None], members: dict[str, bytes]) -> None:
    # A pattern of these may run over the lines of a document.
    members["EPUB/text.xhtml"] = members["EPUB/text.xhtml"].replace(b"\n", b" ")
    change(members)


def test_mimetype_stands_stored_and_bare(made: dict[str, bytes]) -> None:
    compressed = in_epub(made["epub"], lambda _: None, compress_type=zipfile.ZIP_DEFLATED)
    extra = in_epub(made["epub"], lambda _: None, extra=b"\x01\x99\x02\x00ab")
    assert "epub-mimetype-compressed" in told("epub", compressed)
    assert "epub-mimetype-extra" in told("epub", extra)


def test_a_member_that_is_packed_otherwise_is_found(made: dict[str, bytes]) -> None:
    with zipfile.ZipFile(BytesIO(made["epub"])) as book:
        members = {name: book.read(name) for name in book.namelist()}
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in members.items():
            target.writestr(name, content, zipfile.ZIP_BZIP2 if name.endswith("css") else zipfile.ZIP_STORED)
    assert told("epub", out.getvalue()) == {"epub-compression"}


HTML = {
    "main": (b"<main>", b"<div>", "html-no-main"),
    "mains": (b"</article>", b"</article><div role=main></div>", "html-several-mains"),
    "h1": (b"<h1", b"<h2", "html-no-h1"),
    "doctype": (b"<!DOCTYPE html>", b"", "html-no-doctype"),
    "charset": (b'<meta charset="utf-8">', b"", "html-no-charset"),
    "language": (b'<html lang="en"', b"<html", "markup-no-language"),
    "bad language": (b'<html lang="en"', b'<html lang="english language"', "markup-language-malformed"),
    "title": (b"<title>The Title</title>", b"<title></title>", "markup-no-title"),
    "link": (b'href="#fn1"', b'href="#nowhere"', "markup-link-broken"),
    "id": (b'id="fn2"', b'id="fn1"', "markup-id-twice"),
    "alt": (b' alt="alone words"', b"", "markup-picture-undescribed"),
    "remote": (b"<main>", b'<main><img alt="" src="https://example.org/p.png">', "html-remote"),
    "nameless": (b"<main>", b'<main><a href="https://example.org/"></a>', "markup-link-nameless"),
    "viewport": (b'name="viewport"', b'name="other"', "html-no-viewport"),
    "zoom": (b"initial-scale=1", b"user-scalable=no", "html-zoom-forbidden"),
    "reference": (b"<main>", b'<main aria-labelledby="nothing">', "markup-reference-broken"),
    "bytes": (b"The end", b"The \xff end", "html-not-utf8"),
}


@pytest.mark.parametrize("name", HTML)
def test_what_is_wrong_with_a_page_is_found(name: str, made: dict[str, bytes]) -> None:
    old, new, code = HTML[name]
    assert old in made["html"]
    assert code in told("html", made["html"].replace(old, new, 1))


def test_what_is_wrong_with_a_text_is_found() -> None:
    assert told("txt", b"a\xffb") == {"txt-not-utf8"}
    assert told("txt", b"a\x1b[31mb\n") == {"txt-control"}
    assert told("txt", b"a\r\nb\n") == {"txt-line-ends"}


@pytest.mark.parametrize("form", ["pdf", "epub"])
def test_what_is_cut_off_or_no_such_file_is_said(form: str, made: dict[str, bytes]) -> None:
    assert told(form, b"nothing") == {f"{form}-unreadable"}
    for size in (100, 2_000, len(made[form]) // 2):
        found = told(form, made[form][:size])
        assert found, size


def _printed(content: bytes, data: bytes) -> set[str]:
    """What is said of a PDF whose only page draws something besides."""

    def change(pdf: Any) -> None:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + content)

    return told("pdf", in_pdf(data, change))


def test_what_a_printer_would_send_back_is_found(made: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(made["pdf"])) as pdf:
        face = next(iter(pdf.pages[0].Resources.Font.keys())).encode()

    def words(colour: bytes, size: bytes) -> bytes:
        start = b"\n/P <</MCID 0>> BDC q " + colour + b" rg BT 1 0 0 -1 50 50 Tm " + face + b" "
        return start + size + b" Tf <00010002000300040005> Tj ET Q EMC\n"

    dark, light = b"0.1 0.1 0.1", b"0.7 0.7 0.7"
    assert "print-faint" in _printed(words(light, b"10"), made["pdf"])
    assert "print-faint" not in _printed(words(dark, b"10"), made["pdf"])
    assert "print-tiny" in _printed(words(dark, b"3"), made["pdf"])
    on_black = b"\n/Artifact BMC q 0 0 0 rg 0 0 300 300 re f Q EMC\n"
    assert "print-faint" in _printed(on_black + words(dark, b"10"), made["pdf"])
    assert "print-faint" not in _printed(on_black + words(light, b"10"), made["pdf"])


def test_pictures_that_are_too_coarse_for_paper_are_told(made: dict[str, bytes]) -> None:
    def change(pixels: int) -> Callable[[Any], None]:
        def smaller(pdf: Any) -> None:
            for image in (
                o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"
            ):
                image.Width = image.Height = pixels

        return smaller

    assert "print-coarse" in told("pdf", in_pdf(made["pdf"], change(20)))
    assert "print-coarse" not in told("pdf", in_pdf(made["pdf"], change(4_000)))
    assert "print-soft" not in told("pdf", in_pdf(made["pdf"], change(4_000)))


def test_pages_of_two_sizes_are_told(made: dict[str, bytes]) -> None:
    def another(pdf: Any) -> None:
        pdf.add_blank_page(page_size=(300, 300))

    assert "print-paper-mixed" in told("pdf", in_pdf(made["pdf"], another))


def test_a_table_of_nothing_but_heads_has_no_cell_to_tell_them_to() -> None:
    article = manuscript("One.\n\n| a | b |\n| --- | --- |\n\nTwo.\n")
    assert "pdf-table-unscoped" not in told("pdf", RENDER["pdf"](edition(article, "pdf")).content)
