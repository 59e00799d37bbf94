"""Strings that make careless parsers slow, in files of every kind: each is read or refused.

The long form has a million bytes each; a step whose time grows faster than its input would not end.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import pytest

from pubpipe.errors import PubpipeError
from pubpipe.press.doors import reader
from pubpipe.readers import Received
from tests.conftest import Amount
from tests.test_normalize_hostile import BAD

PARAGRAPH = "<p>The council met on Monday and voted for the plan, its members said, and went home.</p>"

MARKUP = {
    "open elements": "<div>",
    "open emphasis": "<b>",
    "open links": "<a href='#a'>",
    "open lists": "<ul><li>",
    "open tables": "<table><tr><td>",
    "open quotations": "<blockquote>",
    "open headings": "<h2>",
    "open ruby": "<ruby>",
    "ruby without end": "<ruby a ",
    "elements without end": "<p ",
    "ends": "</p>",
    "comments": "<!--",
    "declarations": "<!doctype ",
    "instructions": "<?a ",
    "references": "&#",
    "attributes": "<p a='",
    "scripts": "<script>",
    "titles": "<title>",
    "templates": "<template><meta>",
    "empty elements": "<p></p>",
    "breaks": "<br>",
    "links": "<a href='#b'>1</a> ",
    "notes": "<sup><a id='c' href='#d'>1</a></sup><li id='d'><a href='#c'>2</a> b</li>",
    "pictures": "<img src='a.png' alt='b'>",
    "captions": "<figure><img src='a.png'><figcaption>b</figcaption></figure>",
    "headings": "<h1>A heading</h1>",
    "authors": "<p class='author'>Ann Writer: a</p>",
    "authors within authors": "<div class='author'>",
    "classes": "<i class='a-b_c comment'>d</i>",
    "hidden elements": "<span hidden>a ",
    "hidden blocks": "<div hidden>a ",
    "cells": "<td>a",
    "rows": "<tr><td>a</td><td>b</td></tr>",
    "pull quotes": "<aside><p>one two three four five.</p></aside>",
    "days": "<time datetime='2024-99-99'>1 May 2024</time>",
    "dashes": "<h1>a - b | c</h1>",
}

STATED = {
    "nested lists": "[",
    "lists": "[],",
    "graphs": '{"@graph":[',
    "articles": '{"@type":"Article"},',
}

RICH = {
    "groups": "{",
    "ends of groups": "}",
    "backslashes": "\\",
    "characters": "\\u8220 ",
    "destinations": "{\\*",
    "footnotes": "{\\*\\footnote ",
    "bytes": "\\'e4",
    "cells": "\\trowd\\cellx1\\pard\\intbl a\\cell\\row ",
    "fields": '{\\field{\\*\\fldinst HYPERLINK "a"}{\\fldrslt b}}',
    "bold": "\\b ",
    "paragraphs": "\\par ",
}

WORD = {
    "paragraphs": "<w:p><w:r><w:t>a</w:t></w:r></w:p>",
    "runs": "<w:r><w:t>a </w:t></w:r>",
    "emphasis": "<w:r><w:rPr><w:b/></w:rPr><w:t>a </w:t></w:r><w:r><w:t>b </w:t></w:r>",
    "open tables": "<w:tbl><w:tr><w:tc>",
    "breaks": "<w:r><w:br/></w:r>",
    "bookmarks": '<w:bookmarkStart w:id="1" w:name="a"/>',
    "insertions": "<w:ins>",
}

OPEN = {
    "paragraphs": "<text:p>a</text:p>",
    "spans": "<text:span>",
    "open lists": "<text:list><text:list-item>",
    "spaces": '<text:s text:c="9"/>',
    "tables": "<table:table><table:table-row><table:table-cell>",
    "headings": "<text:h/>",
}

FRONT = {
    "entries": "a: b\n",
    "aliases": "*a ",
    "open lists": "[",
    "open mappings": "{a: ",
    "quotations": "'",
    "comments": "# a\n",
    "block scalars": "a: |\n b\n",
    "nested keys": "? ",
    "nested items": "- ",
}

Maker = Callable[[str, int], bytes]


def page(piece: str, size: int) -> bytes:
    """A page with the string in its body, a paragraph before and behind it."""
    return f"<html><body><article>{PARAGRAPH}{_times(piece, size)}{PARAGRAPH}".encode()


def stated(piece: str, size: int) -> bytes:
    """A page that states the string about itself."""
    data = _times(piece, size).rstrip(",")
    return (
        f"<html><head><script type='application/ld+json'>[{data}]</script></head><body>{PARAGRAPH}".encode()
    )


def attribute(piece: str, size: int) -> bytes:
    """A page whose title, statements and classes are the string."""
    words = _times(piece, size // 4).replace('"', "").replace("<", "&lt;")
    return (
        f'<html lang="{words}"><head><title>{words}</title><meta name="author" content="{words}"></head>'
        f'<body><div class="{words}">{PARAGRAPH}</div>'
    ).encode()


def rich(piece: str, size: int) -> bytes:
    """RTF with the string in its text."""
    return f"{{\\rtf1\\ansi Words of a text.\\par {_times(piece, size)}}}".encode()


def word(piece: str, size: int) -> bytes:
    """A DOCX whose document has the string."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    inside = piece if piece.startswith("<w:p>") or piece.startswith("<w:tbl>") else f"<w:p>{piece}"
    start, inside = ("", inside) if inside == piece else ("<w:p>", piece)
    body = _closed(
        f"<w:document xmlns:w='{name}'><w:body><w:p><w:r><w:t>Words.</w:t></w:r></w:p>{start}", inside, size
    )
    kinds = (
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override"
        " PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument"
        ".wordprocessingml.document.main+xml'/></Types>"
    )
    relations = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r'"
        " Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'"
        " Target='word/document.xml'/></Relationships>"
    )
    return packed({"[Content_Types].xml": kinds, "_rels/.rels": relations, "word/document.xml": body})


def opened(piece: str, size: int) -> bytes:
    """An ODT whose content has the string."""
    spaces = " ".join(
        f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'"
        for name in ("office", "text", "table")
    )
    start = f"<office:document-content {spaces}><office:body><office:text><text:p>Words.</text:p>"
    start += "<text:p>" if piece.startswith(("<text:span", "<text:s ")) else ""
    styles = f"<office:document-styles {spaces}><office:styles/></office:document-styles>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": _closed(start, piece, size),
            "styles.xml": styles,
        }
    )


def book(piece: str, size: int) -> bytes:
    """An EPUB whose one document has the string."""
    container = (
        "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container' version='1.0'><rootfiles>"
        "<rootfile full-path='a.opf' media-type='application/oebps-package+xml'/></rootfiles></container>"
    )
    package = (
        "<package xmlns='http://www.idpf.org/2007/opf' version='3.0'><metadata/><manifest><item id='a' href='a.xhtml'"
        " media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>"
    )
    content = (
        f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{PARAGRAPH}{_times(piece, size)}</body></html>"
    )
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "a.opf": package,
            "a.xhtml": content,
        }
    )


def packed(files: Mapping[str, str]) -> bytes:
    """A ZIP archive with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def plain(piece: str, size: int) -> bytes:
    """A text that is the string."""
    return _times(piece, size).encode()


def front(piece: str, size: int) -> bytes:
    """Markdown with the string in its front matter."""
    return f"---\ntitle: A\nb: {_times(piece, size)}\n---\n\nWords.\n".encode()


def unclosed(piece: str, size: int) -> bytes:
    """Markdown whose front matter has no end."""
    return f"---\ntitle: A\n{_times(piece, size)}".encode()


def unlike(piece: str, size: int) -> bytes:
    """Markdown with many pictures, each of another name."""
    return "".join(piece.format(n) for n in range(size // len(piece))).encode()


def coded(piece: str, size: int) -> bytes:
    """Bytes that no encoding states: the string and what it is in two encodings at once."""
    return (_times(piece, size).encode("utf-8") + b"\xe9\x93\xff")[:size]


def _times(piece: str, size: int) -> str:
    return piece * (size // len(piece))


def _closed(start: str, piece: str, size: int) -> str:
    """XML with the string in it and every element that is open at the end closed."""
    text = start + _times(piece, size)
    waiting: list[str] = []
    for end, name, empty in re.findall(r"<(/?)([\w:-]+)[^>]*?(/?)>", text):
        if end:
            waiting.pop()
        elif not empty:
            waiting.append(name)
    return text + "".join(f"</{name}>" for name in reversed(waiting))


CASES: dict[str, tuple[str, Maker, str]] = {
    **{f"html, {name}": (".html", page, piece) for name, piece in (BAD | MARKUP).items()},
    **{f"html, stated {name}": (".html", stated, piece) for name, piece in STATED.items()},
    **{f"html, {name} everywhere": (".html", attribute, piece) for name, piece in BAD.items()},
    **{f"rtf, {name}": (".rtf", rich, piece) for name, piece in RICH.items()},
    **{f"docx, {name}": (".docx", word, piece) for name, piece in WORD.items()},
    **{f"odt, {name}": (".odt", opened, piece) for name, piece in OPEN.items()},
    **{f"epub, {name}": (".epub", book, piece) for name, piece in MARKUP.items()},
    **{f"md, {name}": (".md", plain, piece) for name, piece in BAD.items()},
    **{f"md, front matter of {name}": (".md", front, piece) for name, piece in (BAD | FRONT).items()},
    **{f"md, open front matter of {name}": (".md", unclosed, piece) for name, piece in FRONT.items()},
    "md, pictures": (".md", unlike, "![]({}.png)\n\n"),
    "html, pictures": (".html", unlike, "<img src='{}.png' alt='a'>"),
    **{f"txt, {name}": (".txt", coded, piece) for name, piece in BAD.items()},
    "txt, bytes of Japanese": (".txt", coded, "\u6f22\u5b57"),
    "txt, bytes of many": (".txt", coded, "é\u0436\u6f22ß"),
    "txt, half of two bytes": (".txt", coded, "\u00c3\u00a9"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_read_or_refused(name: str, amount: Amount) -> None:
    suffix, make, piece = CASES[name]
    read = reader(suffix)
    assert read is not None
    try:
        draft = read(Received(f"a{suffix}", make(piece, amount(1_000, 1_000_000))))
    except PubpipeError as error:
        assert error.message
        return
    assert draft.text.strip()


def test_a_page_that_is_nested_beyond_measure_is_refused_and_not_cut() -> None:
    read = reader(".html")
    assert read is not None
    with pytest.raises(PubpipeError, match="2,000 elements within one another"):
        read(Received("a.html", f"{PARAGRAPH}{'<div>' * 3_000}{PARAGRAPH}".encode()))
    assert "went home" in read(Received("a.html", f"{'<div>' * 1_000}{PARAGRAPH}".encode())).text


def test_an_ebook_whose_elements_stay_open_is_read_whole() -> None:
    read = reader(".epub")
    assert read is not None
    text = read(Received("a.epub", book("<ul><li><b>", 11 * 100))).text
    assert "went home" in text
    assert read(Received("a.epub", book("<ul><li>a<br>b&nbsp;c<p>d", 300))).text.count("c\nd") == 12


@pytest.mark.parametrize(
    ("suffix", "make", "piece"), [(".docx", word, WORD["open tables"]), (".odt", opened, OPEN["open lists"])]
)
def test_tables_and_lists_beyond_measure_are_refused(suffix: str, make: Maker, piece: str) -> None:
    read = reader(suffix)
    assert read is not None
    with pytest.raises(PubpipeError, match="nested too deeply"):
        read(Received(f"a{suffix}", make(piece, 100 * len(piece))))
    assert read(Received(f"a{suffix}", make(piece, 5 * len(piece)))).text.startswith("Words.")
