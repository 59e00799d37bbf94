"""EbookLib's NCX -> the same with the list of printed pages, and one order of play over both lists."""

from __future__ import annotations

from lxml import etree

_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"


def finish(data: bytes, title: str, pages: tuple[tuple[str, str], ...], anchors: tuple[str, ...]) -> bytes:
    """Return an NCX with a ``pageList`` of (number, address), and with what its head and ``playOrder`` must tell.

    Places come in the order of ``anchors``; two entries for one place have one number (ANSI/NISO Z39.86-2005
    §8, OPF 2.0.1 §2.4.1.2).
    """
    root = etree.fromstring(data)
    if pages:
        _list_pages(root, title, pages)
    rank = {address: number for number, address in enumerate(anchors)}
    points = list(root.iter(f"{_NCX}navPoint", f"{_NCX}pageTarget"))
    places = {
        point: content.get("src", "") for point in points for content in point.iterfind(f"{_NCX}content")
    }
    order = {place: n for n, place in enumerate(sorted(set(places.values()), key=lambda p: rank[p]), 1)}
    for point, place in places.items():
        point.set("playOrder", str(order[place]))
    told = {
        "dtb:depth": max(sum(1 for _ in p.iterancestors(f"{_NCX}navPoint")) for p in points) + 1,
        "dtb:totalPageCount": len(pages),
        "dtb:maxPageNumber": max([0, *(int(number) for number, _ in pages)]),
    }
    for meta in root.iterfind(f"{_NCX}head/{_NCX}meta"):
        if meta.get("name") in told:
            meta.set("content", str(told[str(meta.get("name"))]))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _list_pages(root: etree._Element, title: str, pages: tuple[tuple[str, str], ...]) -> None:
    listed = etree.SubElement(root, f"{_NCX}pageList")
    _label(listed, title)
    for number, address in pages:
        target = etree.SubElement(
            listed, f"{_NCX}pageTarget", {"id": f"page-{number}", "type": "normal", "value": number}
        )
        _label(target, number)
        etree.SubElement(target, f"{_NCX}content", {"src": address})


def _label(element: etree._Element, words: str) -> None:
    label = etree.SubElement(element, f"{_NCX}navLabel")
    etree.SubElement(label, f"{_NCX}text").text = words
