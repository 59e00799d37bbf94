"""QR codes: every printed one leads where its source's record does, and the page stays accessible with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from pubpipe.editions.pdf import render
from pubpipe.editions.pdf.codes import codes
from pubpipe.model import Manuscript, Rendering, Source
from pubpipe.sources.address import ascii_address
from pubpipe.sources.citing import style
from pubpipe.sources.labels import label
from tests.support.manuscripts import edition, founding
from tests.support.validators import verapdf
from tests.test_editions_pdf import elements, opened

LONG = "https://example.org/a?" + "&".join(f"part{n}={n:08d}" for n in range(28))
FURTHER = (
    "https://example.org/",
    "http://example.org/caf%C3%A9/%22quoted%22?q=a+b&c=d#e",
    "https://bücher.example/straße",
    "https://example.org/" + "a-very-long-slug-of-words/" * 7,
    LONG,
)


def article() -> Manuscript:
    more = tuple(Source(f"s{n}", url=url, title="Told", note="") for n, url in enumerate(FURTHER))
    return replace(founding(), sources=(*founding().sources, *more))


@pytest.fixture(scope="module")
def printed() -> Rendering:
    return render(edition(article(), "pdf", sources_qr=True))


@pytest.mark.parametrize(("dpi", "bits"), [(300, 8), (150, 1)])
def test_every_code_is_read_from_the_page(printed: Rendering, dpi: int, bits: int) -> None:
    expected = [ascii_address(source.url) for source in article().sources]
    read = []
    for page in pypdfium2.PdfDocument(printed.content):
        picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
        if bits == 1:
            picture = picture.point(lambda grey: 255 * (grey > 127))
        found = zxingcpp.read_barcodes(picture)
        read += [code.text for code in sorted(found, key=lambda code: code.position.top_left.y)]
    assert read == expected


def test_the_page_stays_accessible(printed: Rendering, tmp_path: Path) -> None:
    assert printed.facts["pdfua"] is True
    (tmp_path / "a.pdf").write_bytes(printed.content)
    assert verapdf(tmp_path / "a.pdf", ("ua1", "3a")) == []
    with opened(printed.content) as pdf:
        tags = elements(pdf)
        told = [str(item.Alt) for role, item in tags if role == "/Figure"]
        assert [str(item.P.S) for role, item in tags if role == "/Figure"] == ["/LBody"] * len(told)
    assert told == [f"QR code for {source.url}" for source in article().sources]


def test_codes_are_vectors_with_their_quiet_zone() -> None:
    made, findings = codes([replace(label(founding().sources[0], "en"), number=1)], "{address}")
    svg = made[1].drawing.data.decode()
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ')
    side = int(svg.split('viewBox="0 0 ')[1].split()[0])
    assert made[1].side == pytest.approx(side * 0.42, abs=0.01)
    # ISO/IEC 18004:2015, 6.3.8: four modules on each side.
    assert 'd="M4 4h7v1H4z' in svg and f"H{side - 3}" not in svg
    assert findings == ()


def test_what_is_too_long_or_no_web_address_has_no_code() -> None:
    sources = (
        Source("a", url="https://example.org/" + "x" * 900),
        Source("b", url="mailto:someone@example.org"),
        Source("c", title="A book without an address"),
        Source("d", doi="10.1000/182"),
    )
    labels = [replace(label(one, "en"), number=n) for n, one in enumerate(sources, 1)]
    made, findings = codes(labels, "QR code for {address}")
    assert {number: code.description for number, code in made.items()} == {
        4: "QR code for https://doi.org/10.1000/182"
    }
    assert [finding.code for finding in findings] == ["pdf-code-too-large"]


def test_a_style_of_reference_that_prints_the_address_itself_has_codes_too() -> None:
    source = Source("a", url="https://example.org/a", title="Told", authors=())
    manuscript = replace(founding(), sources=(source,))
    wanted = edition(manuscript, "pdf", citation_style="mla", citation_csl=style("mla"), sources_qr=True)
    made = render(wanted)
    page = pypdfium2.PdfDocument(made.content)[0].render(scale=300 / 72, grayscale=True).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(page)] == [source.url]


def test_without_the_wish_nothing_changes() -> None:
    with opened(render(edition(founding(), "pdf")).content) as pdf:
        assert "/Figure" not in [role for role, _ in elements(pdf)]
