"""A body tree and the article's pictures -> the tree with embedded pictures only, and findings."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from pubpipe.editions.epub.pictures.checking import LIMITS, checked
from pubpipe.model import Asset, Ebook, Finding

FOLDER = "images"


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures to embed, ``Asset.name`` being the file's name in the book, and what is true of them."""

    embedded: tuple[Asset, ...] = ()
    undescribed: int = 0
    moving: bool = False
    findings: tuple[Finding, ...] = ()


def place(root: etree._Element, assets: tuple[Asset, ...], ebook: Ebook = LIMITS) -> Pictures:
    """Point every ``img`` of a tree at its embedded file; one that is not there gives way to its description.

    A picture that stands alone becomes a ``figure`` with its description and credit as the caption. A
    picture without a description keeps no ``alt`` at all: an empty one would claim that it is decoration
    (WCAG 2.2, 1.1.1). Large ones are scaled as ``ebook`` says; the article's own files stay as they are.
    """
    embedded: dict[str, Asset] = {}
    findings: list[Finding] = []
    undescribed, moving = 0, False
    for img in list(root.iter("img")):
        source = img.get("src", "")
        asset = _find(source, assets)
        known = embedded.get(asset.name) if asset else None
        image, moves = (known, False) if known else checked(asset, ebook) if asset else (None, False)
        if asset is None or image is None:
            findings.append(_missing(source, asset))
            _print_description(img)
            continue
        embedded[asset.name] = image
        moving = moving or moves
        img.set("src", f"{FOLDER}/{image.name}")
        if not img.get("alt", "").strip():
            undescribed += 1
            img.attrib.pop("alt", "")
            findings.append(_undescribed(asset))
        _make_figure(img)
    return Pictures(tuple(embedded.values()), undescribed, moving, tuple(findings))


def _find(source: str, assets: tuple[Asset, ...]) -> Asset | None:
    name = source.rsplit("/", 1)[-1]
    return next((a for a in assets if name == a.name or source == a.source), None)


def _missing(source: str, asset: Asset | None) -> Finding:
    if asset is not None:
        return Finding(
            "warning",
            "epub-picture-unusable",
            f"the picture {asset.known} is not a JPEG, PNG, GIF, WebP or plain SVG that an e-reader could show;"
            " its description is printed instead",
            "Save it as PNG or JPEG.",
        )
    return Finding(
        "warning",
        "epub-picture-missing",
        f"the picture {source} is not among the article's files; its description is printed instead",
        "Put the file beside the article and name it by a relative path; nothing is fetched from the web.",
    )


def _undescribed(asset: Asset) -> Finding:
    return Finding(
        "warning",
        "epub-picture-undescribed",
        f"the picture {asset.known} has no description; the EPUB claims no alternative text",
        "Describe it between the brackets of ![…](…).",
    )


def _print_description(img: etree._Element) -> None:
    words = [w for w in (img.get("alt", ""), img.get("title", "")) if w]
    tail = img.tail
    img.tag = "span"
    img.attrib.clear()
    img.set("class", "missing-picture")
    img.text = " ".join(words)
    img.tail = tail


def _make_figure(img: etree._Element) -> None:
    paragraph = img.getparent()
    if paragraph is None or paragraph.tag != "p" or len(paragraph) != 1:
        return
    if (paragraph.text or "").strip() or (img.tail or "").strip():
        return
    paragraph.tag = "figure"
    words = img.get("alt", "").strip()
    credit = str(img.attrib.pop("title", "")).strip()
    if not words and not credit:
        return
    caption = etree.SubElement(paragraph, "figcaption")
    caption.text = f"{words} " if words and credit else words
    if credit:
        etree.SubElement(caption, "span", {"class": "credit"}).text = credit
