"""An edition's title block -> a cover drawn from the style's own faces."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pubpipe import styling
from pubpipe.editions.epub.cover.faces import choose
from pubpipe.editions.epub.cover.lines import Setting, fit
from pubpipe.editions.epub.cover.mixed import laid
from pubpipe.editions.epub.cover.sheet import REVERSED, Sheet, Strips
from pubpipe.editions.parts import TitleBlock, direction
from pubpipe.errors import ConfigurationError
from pubpipe.model import Edition, Finding, Style

# Pixels. Tolino asks for 1600 in width, Kindle Direct Publishing for 2500 in height, Apple takes four million.
WIDTH, HEIGHT = 1600, 2500
MARGIN = 150
MEASURE = WIDTH - 2 * MARGIN
BAND = 344  # the band at the head, which the publication stands in
HEAD, FOOT = 640, 1950  # the headline stands between these heights
RULE = 2090

_MOST = 5_000  # letters that are looked at: at the least size the sheet has room for a third of them
_UNSEEN = ("Cc", "Cf")
_VALUES = ("headline-face", "label-face", "text-face", "paper", "ink", "soft", "accent")


@dataclass(frozen=True, slots=True)
class _Look:
    """How a label is set: its face, its largest size in pixels, its ink."""

    face: str
    size: int
    ink: str


@dataclass(frozen=True, slots=True)
class _Room:
    """Where a label stands, in pixels: downwards from ``edge``, or upwards so that it ends there."""

    edge: int
    height: int
    upwards: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """A drawn cover in strips, its colours by name, and what had to be left off it."""

    strips: Strips
    colours: dict[str, str]
    findings: tuple[Finding, ...]


def draw(edition: Edition, block: TitleBlock) -> Cover:
    """Return the cover of 1600 × 2500 pixels.

    The style's faces come first, so that an article in their scripts has the same cover everywhere; installed
    Noto faces set the other scripts. Words for which none has every glyph are left out whole, the headline for
    an ornament: a cover with boxes, or with half a headline, would be wrong in every library. Raises
    ConfigurationError when ``cover.css`` is at fault.
    """
    values = _values(edition.style)
    sheet = Sheet(WIDTH, HEIGHT)
    painter = _Painter(edition.style, sheet, edition.manuscript.meta.lang)
    label = values["label-face"]
    sheet.band(0, BAND)
    publication = painter.label(
        edition.options.publication, _Look(label, 84, REVERSED), _Room(BAND - 70, 180, upwards=True)
    )
    if not edition.options.publication or not publication:
        sheet.ornament(REVERSED, (WIDTH // 2, BAND // 2), 30)
    kicker = painter.label(block.kicker, _Look(label, 66, "accent"), _Room(HEAD - 70, 160, upwards=True))
    headline = painter.headline(block.headline, values["headline-face"])
    if not headline:
        sheet.ornament("accent", (WIDTH // 2, (HEAD + FOOT) // 2), 92)
    sheet.fill((MARGIN, RULE, WIDTH - MARGIN, RULE + 3), "soft")
    byline = painter.label(block.byline, _Look(label, 64, "ink"), _Room(2136, 160))
    under = _Room(2320 if block.byline and byline else 2136, 90)
    date = painter.label(block.date, _Look(values["text-face"], 56, "soft"), under)
    findings = _findings(headline, publication and kicker and byline and date)
    return Cover(sheet.cut(), values, findings)


class _Painter:
    """Sets words on the cover in the style's faces, on the side on which their script begins."""

    def __init__(self, style: Style, sheet: Sheet, lang: str) -> None:
        self.style = style
        self.sheet = sheet
        self.lang = lang
        self.base = direction(lang)
        self.x = WIDTH - MARGIN if self.base == "rtl" else MARGIN
        self.anchor = "rs" if self.base == "rtl" else "ls"

    def headline(self, words: str, face: str) -> bool:
        """Set the headline as large as its words allow; False when it cannot be set whole."""
        setting = self._set(words, face, FOOT - HEAD, range(240, 43, -2))
        if setting:
            self._paint(setting, HEAD, "ink")
        return setting is not None

    def label(self, words: str, look: _Look, room: _Room) -> bool:
        """Set a line or two; False when they cannot be set whole."""
        setting = self._set(words, look.face, room.height, range(look.size, 33, -2))
        if setting:
            self._paint(setting, room.edge - setting.height if room.upwards else room.edge, look.ink)
        return setting is not None or not words

    def _set(self, words: str, face: str, height: int, sizes: range) -> Setting | None:
        shown = _printable(words)
        if not shown or len(shown) > _MOST:
            return None
        loaded = choose(shown, self.style, face, self.lang)
        return fit(shown, loaded, (MEASURE, height), sizes, self.lang) if loaded else None

    def _paint(self, setting: Setting, top: int, ink: str) -> None:
        # For what stands over the first line and hangs under the last, as Thai and Arabic do more than Latin.
        above, below = setting.size // 8, setting.size // 2
        pen = self.sheet.pen(top - above, top + setting.height + below, ink)
        for number, line in enumerate(setting.lines):
            baseline = top + setting.size + number * setting.leading
            for at, run in laid(setting.font, line, self.base):
                x = self.x - at if self.base == "rtl" else self.x + at
                pen.text((x, baseline), run.text, 255, run.font, self.anchor, direction=run.direction)


def _values(style: Style) -> dict[str, str]:
    sheet = re.sub(r"/\*.*?(?:\*/|\Z)", "", styling.css(style, "cover.css"), flags=re.S)
    values = {name: value.strip() for name, value in re.findall(r"([\w-]+)\s*:\s*([^;{}]+);", sheet)}
    missing = [name for name in _VALUES if name not in values]
    if missing:
        raise ConfigurationError(f"style {style.name!r}, cover.css: no value for {', '.join(missing)}")
    for name in ("headline-face", "label-face", "text-face"):
        if values[name] not in style.files:
            raise ConfigurationError(f"style {style.name!r}, cover.css: there is no face {values[name]}")
    from PIL.ImageColor import getrgb

    for name in ("paper", "ink", "soft", "accent"):
        try:
            getrgb(values[name])
        except ValueError:
            raise ConfigurationError(
                f"style {style.name!r}, cover.css: {name} is no colour: {values[name]}"
            ) from None
    return values


def _printable(words: str) -> str:
    """Return words as one line without invisible characters, which need no glyph."""
    visible = (
        c
        for c in unicodedata.normalize("NFC", words)
        if c in "\t\n" or unicodedata.category(c) not in _UNSEEN
    )
    return " ".join("".join(visible).split())


def _findings(headline: bool, labels: bool) -> tuple[Finding, ...]:
    hint = (
        "Install Noto's faces (Debian: fonts-noto-core, for Chinese, Japanese and Korean fonts-noto-cjk), or add a"
        " face to the style's fonts/."
    )
    why = "neither the style's faces nor Noto's installed ones have every glyph of it, or it is too long"
    if not headline:
        return (
            Finding(
                "warning", "epub-cover-ornament", f"the cover shows an ornament for the headline: {why}", hint
            ),
        )
    if not labels:
        return (
            Finding("info", "epub-cover-line", f"the cover lacks a line beside the headline: {why}", hint),
        )
    return ()
