"""An edition's style -> stylesheets, faces and files ready for WeasyPrint; a page of HTML -> a laid-out document."""

from __future__ import annotations

import atexit
import functools
import shutil
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pubpipe import drawings, styling
from pubpipe.editions.pdf import overrides
from pubpipe.editions.pdf.breaking.planning import evened
from pubpipe.editions.pdf.breaking.spaces import widened
from pubpipe.editions.pdf.composition.bounds import bounded
from pubpipe.editions.pdf.composition.centring import centred
from pubpipe.editions.pdf.composition.filling import filled
from pubpipe.editions.pdf.composition.footnotes import at_foot
from pubpipe.editions.pdf.composition.heads import headed
from pubpipe.editions.pdf.composition.lines import mended
from pubpipe.editions.pdf.composition.rhythm import gridded
from pubpipe.editions.pdf.findings import heard
from pubpipe.editions.pdf.pictures import fault
from pubpipe.editions.pdf.sheet import sheet
from pubpipe.model import Asset, Edition, Finding, Style

if TYPE_CHECKING:
    from weasyprint import CSS, Document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher


_SHEETS = ("print-faces.css", "print.css")

Sheets = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Gauge:
    """The measure of one part of a title block, and the style in which WeasyPrint sets its words."""

    measure: float
    style: Any


@dataclass(frozen=True, slots=True)
class House:
    """A style ready for use: parsed stylesheets, the configuration that holds its faces, files by address.

    ``gauges`` fills as headlines are set: see :mod:`pubpipe.editions.pdf.headline`.
    """

    sheets: tuple[CSS, ...]
    fonts: FontConfiguration
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    gauges: dict[tuple[str, str], Gauge] = field(default_factory=dict)

    def leaded(self, line: str) -> House:
        """Return the same house with its lines another distance apart, which is a length in CSS."""
        from weasyprint import CSS

        # With a fetcher of its own, WeasyPrint would import what asks the network.
        closer = CSS(string=f"html {{ line-height: {line} }}", url_fetcher=_fetcher({}, {}))
        return replace(self, sheets=(*self.sheets, closer))


def house_of(edition: Edition) -> House:
    """Return the house of an edition's style, variant and sheet of paper.

    Raises ConfigurationError for CSS that cannot be parsed, with file and line. What parses and is not known
    to WeasyPrint is a finding, ``pdf-css-ignored``; :mod:`pubpipe.editions.pdf.overrides` has the others.
    """
    style, (_, _, variant) = edition.style, edition.format.partition("-")
    return _house(style, variant, sheets_of(edition))


def sheets_of(edition: Edition) -> Sheets:
    """Return the stylesheets of an edition's style, variant and sheet of paper, each with its name."""
    style, (_, _, variant) = edition.style, edition.format.partition("-")
    given = sheet(edition.manuscript.meta.lang, edition.options, style, variant)
    return tuple(p for name in _SHEETS for p in styling.sheets(style, name, variant=variant, given=given))


def asking(edition: Edition, name: str, value: str) -> tuple[str, int] | None:
    """Return where the project's own files set a property of faces to a value: the file and the line."""
    variant = edition.format.partition("-")[2]
    return overrides.asking(edition.style, variant, dict(sheets_of(edition)), name, value)


def house_of_one_face(name: str, data: bytes) -> House:
    """Return a house in which every paragraph is set in one face."""
    rules = f'@font-face {{ font-family: face; src: url("style:{name}") }} p {{ font-family: face }}'
    return _house(Style("", {name: data}), "", (("", rules),))


def lay_out(html: str, house: House, pictures: Mapping[str, Asset]) -> Document:
    """Lay out a page; pictures are looked up by address, and no other address is read."""
    from weasyprint import HTML

    page = HTML(string=html, base_url="asset:", url_fetcher=_fetcher(house.files, pictures))
    with mended(), evened(), widened(), filled(), gridded(), bounded(), centred(), headed(), at_foot():
        return page.render(font_config=house.fonts, stylesheets=house.sheets)


@functools.lru_cache(maxsize=8)
def _house(style: Style, variant: str, sheets: Sheets) -> House:
    """Parse a style's stylesheets and load its faces, once a process: another configuration loses them."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    # WeasyPrint's clean-up needs its modules, which Python takes apart before it empties this cache.
    atexit.register(_house.cache_clear)
    fonts = FontConfiguration()
    addresses = {f"style:{name}": data for name, data in style.files.items()}
    fetcher = _fetcher(addresses, {})
    parsed, findings = [], [*overrides.doubts(style, variant, dict(sheets))]
    for name, text in sheets:
        with heard() as log, styling.at(style, name):
            parsed.append(CSS(string=text, font_config=fonts, url_fetcher=fetcher, base_url="style:"))
        findings += overrides.complaints(style, name, text, log)
    # The end of a command takes nothing apart, and so leaves WeasyPrint's clean-up out.
    if fonts._folder:
        weakref.finalize(fonts, shutil.rmtree, fonts._folder, ignore_errors=True)
    findings += overrides.missing(style, variant, dict(sheets), fonts)
    return House(tuple(parsed), fonts, addresses, tuple(findings))


def _fetcher(files: Mapping[str, bytes], pictures: Mapping[str, Asset]) -> URLFetcher:
    """Serve the style's files, the article's pictures and what a drawing holds in itself; refuse all other addresses.

    It has none of the handlers that WeasyPrint's has for the network, and its answers no headers: to make the one and
    to import what reads the others takes as long as to fetch everything.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Closed(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            self._fail_on_errors = False

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if url in pictures:
                return Served(url, pictures[url].data, pictures[url].media_type)
            if url in files:
                return Served(url, files[url])
            if (inside := drawings.held(url)) and not fault(Asset("", "", *inside)):
                return Served(url, inside[1], inside[0])
            raise ValueError(f"{url} is neither a file of the style nor a picture of the article")

    class Served(URLFetcherResponse):  # type: ignore[misc]
        content_type, charset = "text/plain", None

        def __init__(self, url: str, data: bytes, media_type: str = "text/plain") -> None:
            self.url, self.status, self.content_type = url, 200, media_type
            self._file_obj = BytesIO(data)

    return Closed()
