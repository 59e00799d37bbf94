"""One file, three promises: PDF/A-3a, PDF/UA-1 and the source inside; and none of them where it would be false."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree

from pubpipe.editions.pdf.claims import Claims, kept
from pubpipe.model import Asset, Finding, Rendering
from tests.support.manuscripts import edition, rich
from tests.support.validators import verapdf
from tests.test_editions_pdf import codes, elements, made, manuscript, opened, picture
from tests.torture import pictures

DC = "{http://purl.org/dc/elements/1.1/}"


def metadata(content: bytes) -> etree._Element:
    with opened(content) as pdf:
        return etree.fromstring(pdf.Root.Metadata.read_bytes())


def claimed(content: bytes) -> tuple[bool, str]:
    """Whether PDF/UA is claimed, and which level of PDF/A."""
    xml = etree.tostring(metadata(content)).decode()
    levels = [level for level in "AU" if f'pdfaid:conformance="{level}"' in xml]
    assert ("pdfaid:part=" in xml) == bool(levels)
    return "pdfuaid:part=" in xml, "".join(levels)


def found(*codes: str) -> Claims:
    return kept(Finding("warning", code, "") for code in codes)


def test_every_claim_that_can_be_kept_is_kept() -> None:
    assert found() == Claims(ua=True, level="A")
    assert found("pdf-picture-missing") == Claims(ua=True, level="A")
    assert found("pdf-picture-without-description") == Claims(ua=False, level="A")
    assert found("pdf-private-character") == Claims(ua=True, level="U")
    assert found("pdf-missing-glyph") == Claims(ua=False, level="")
    assert kept((), imposed=True) == Claims(ua=False, level="A")
    assert [found(code).archival for code in ("x", "pdf-private-character", "pdf-missing-glyph")] == [
        "3a",
        "3u",
        "",
    ]


def test_a_picture_without_description_costs_pdfua_alone(tmp_path: Path) -> None:
    rendering = made(manuscript("![](p.png)\n", assets=(picture(),)))
    assert codes(rendering) == ["pdf-picture-without-description"]
    assert claimed(rendering.content) == (False, "A")
    assert (rendering.facts["pdfua"], rendering.facts["pdfa"]) == (False, "3a")
    (tmp_path / "a.pdf").write_bytes(rendering.content)
    assert verapdf(tmp_path / "a.pdf", ("3a",)) == []


def test_missing_glyphs_cost_both_claims() -> None:
    rendering = made(manuscript("No face has \U0010fff0.\n"))
    assert codes(rendering) == ["pdf-missing-glyph"]
    assert claimed(rendering.content) == (False, "")
    assert rendering.facts["pdfa"] == ""


def test_metadata_say_all_that_is_known() -> None:
    base = rich()
    meta = dataclasses.replace(
        base.meta,
        description="What it is about",
        updated="2024-08-01",
        extra=(("keywords", ["tea", "R & D"]),),
    )
    content = made(dataclasses.replace(base, meta=meta), publication="The Daily Record").content
    xml = metadata(content)
    listed = {
        name: [
            str(item.text)
            for item in xml.iter(f"{DC}{name}")
            for item in item.iter()
            if (item.text or "").strip()
        ]
        for name in ("title", "creator", "language", "subject", "description", "publisher")
    }
    assert listed == {
        "title": [meta.title],
        "creator": list(meta.authors),
        "language": ["en"],
        "subject": ["tea", "R & D"],
        "description": ["What it is about"],
        "publisher": ["The Daily Record"],
    }
    with opened(content) as pdf:
        assert str(pdf.docinfo["/Keywords"]) == "tea, R & D"
        assert str(pdf.docinfo["/Subject"]) == "What it is about"
        assert (str(pdf.docinfo["/CreationDate"]), str(pdf.docinfo["/ModDate"])) == (
            "D:20240728",
            "D:20240801",
        )


def test_the_source_is_inside() -> None:
    m = dataclasses.replace(rich(), markdown="---\ntitle: Ä\n---\n\nText.\n", slug="sub/weißer-tee")
    with opened(made(m).content) as pdf:
        (name,) = pdf.attachments
        file = pdf.attachments[name]
        assert name == "weißer-tee.md"
        assert file.get_file().read_bytes() == m.markdown.encode()
        assert str(file.obj.AFRelationship) == "/Source"
        assert [item.objgen for item in pdf.Root.AF] == [file.obj.objgen]


def linked(pdf: pikepdf.Pdf) -> dict[str, Any]:
    return {str(a.Contents): a for page in pdf.pages for a in page.get("/Annots", pikepdf.Array())}


def test_links_are_called_what_they_say(tmp_path: Path) -> None:
    body = (
        "[A study of tea](https://example.org/tea), <https://example.org/a>, a note[^1] and"
        " [![A cup](p.png)](https://example.org/cup), see [there](#a-head)\n\n## A *head*[^2]\n\nWords.\n\n"
        "[^1]: Note.\n\n[^2]: Called in a heading.\n"
    )
    content = made(manuscript(body, assets=(picture(),))).content
    with opened(content) as pdf:
        assert set(linked(pdf)) == {"A study of tea", "https://example.org/a", "1", "A cup", "there", "2"}
    (tmp_path / "a.pdf").write_bytes(content)
    assert verapdf(tmp_path / "a.pdf", ("ua1", "3a")) == []


def test_a_change_of_language_is_marked() -> None:
    body = "They wrote «Печатник читает» and *המדפיס*[^1] in it; α is a letter.\n\n[^1]: Ο τυπογράφος.\n"
    with opened(made(manuscript(body)).content) as pdf:
        marked = [str(e.Lang) for _, e in elements(pdf) if "/Lang" in e]
    assert list(dict.fromkeys(marked)) == ["und-Cyrl", "he", "el"]
    # Lithuanian has no generated words of its own: English ones, marked as such.
    with opened(
        made(dataclasses.replace(rich(), meta=dataclasses.replace(rich().meta, lang="lt"))).content
    ) as pdf:
        assert {str(e.Lang) for _, e in elements(pdf) if "/Lang" in e} == {"en"}


def asset(name: str) -> Asset:
    types = {"jpg": "jpeg", "svg": "svg+xml"}
    suffix = name.rsplit(".", 1)[1]
    return Asset(name, name, f"image/{types.get(suffix, suffix)}", pictures()[name])


@pytest.fixture(scope="module")
def gallery() -> Rendering:
    body = "\n\n".join(f"![A picture saved as {name}]({name})" for name in pictures()) + "\n"
    return made(manuscript(body, assets=tuple(map(asset, pictures()))))


def test_pictures_of_every_kind_keep_both_claims(gallery: Rendering, tmp_path: Path) -> None:
    assert gallery.findings == ()
    (tmp_path / "a.pdf").write_bytes(gallery.content)
    assert verapdf(tmp_path / "a.pdf", ("ua1", "3a")) == []
    with opened(gallery.content) as pdf:
        assert [str(e.Alt) for role, e in elements(pdf) if role == "/Figure"] == [
            f"A picture saved as {name}" for name in pictures()
        ]


def test_variants_keep_both_claims(tmp_path: Path) -> None:
    from pubpipe.editions.pdf import render

    for form in ("pdf-large", "pdf-draft", "pdf-press"):
        (tmp_path / "a.pdf").write_bytes(render(edition(rich(), form)).content)
        assert verapdf(tmp_path / "a.pdf", ("ua1", "3a")) == [], form


def test_the_profile_is_what_pillow_reads_of_it() -> None:
    from importlib.resources import files
    from io import BytesIO
    from types import SimpleNamespace

    from weasyprint.css import ColorProfile

    from pubpipe.editions.pdf.claims import intend_srgb

    document: Any = SimpleNamespace(color_profiles={})
    intend_srgb(document)
    ours = document.color_profiles["srgb"]
    file = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    theirs = ColorProfile(BytesIO(file), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))
    # In the order in which they are written: lcms writes a profile of which it was asked something in its own way.
    assert (ours.content, ours.name) == (theirs.content, theirs.name)
    assert {name: value for name, value in vars(theirs).items() if name != "_profile"} == vars(ours)
