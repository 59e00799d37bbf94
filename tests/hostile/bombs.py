"""A scale -> inputs that grow, nest or repeat beyond all reason; names that no file system and no terminal likes."""

from __future__ import annotations

import base64
import io
import struct
import unicodedata
import zlib
from pathlib import Path

from tests.hostile import rtf
from tests.hostile.requests import docx, epub, odt, zipped

_WORDS = (
    "The council met on Monday and voted for the plan.\n\nMembers said that work would begin in spring.\n"
)


def write(folder: Path, part: float = 1.0) -> None:
    """Write the bombs; ``part`` of their full size, as the issue of hostile input has it."""
    deep, wide = max(200, int(10_000 * part)), max(1000, int(1_000_000 * part))
    for name, text in (_nested(deep) | _wide(wide)).items():
        (folder / name).write_text(text, "utf-8")
    for name, data in (_archives(part) | _addresses(part) | rtf.bombs(deep)).items():
        (folder / name).write_bytes(data)
    for name, (file, data) in _pictures(part).items():
        (folder / name).mkdir()
        (folder / name / file).write_bytes(data)
        (folder / name / f"{name}.md").write_text(
            f"# A picture\n\n{_WORDS}\n![What it shows]({file})\n", "utf-8"
        )


def _nested(deep: int) -> dict[str, str]:
    head = f"# Nested\n\n{_WORDS}\n"
    laughs = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    return {
        "deep-lists.md": head + "".join(f"{'  ' * n}- item {n}\n" for n in range(min(deep, 2_000))),
        "deep-lists-line.md": head + "- " * deep + "item\n",
        "deep-quotes.md": head + "> " * deep + "quoted\n",
        "deep-numbers.md": head + "1. " * deep + "item\n",
        "deep-emphasis.md": head + "*a **b " * deep + "x" + "** *" * deep + "\n",
        "deep-brackets.md": head + "[" * deep + "x" + "](a)" * deep + "\n",
        "deep-parentheses.md": head + "[x](" + "(" * deep + ")" * deep + ")\n",
        "deep-pictures.md": head + "![" * deep + "x" + "](a.png)" * deep + "\n",
        "deep-page.html": f"<html><body><h1>Deep</h1><p>{_WORDS}</p>{'<div>' * deep}<p>{_WORDS}</p>{'</div>' * deep}",
        "deep-page-lists.html": f"<html><body><h1>Deep</h1><p>{_WORDS}</p>{'<ul><li>item' * deep}{'</li></ul>' * deep}",
        "deep-page-quotes.html": f"<html><body><h1>Deep</h1><p>{_WORDS}</p>{'<blockquote>' * deep}<p>{_WORDS}</p>",
        "deep-page-inline.html": f"<html><body><h1>Deep</h1><p>{_WORDS}{'<b><i>' * deep}deep</p>",
        "deep-page-tables.html": f"<html><body><h1>Deep</h1><p>{_WORDS}</p>{'<table><tr><td>cell' * deep}",
        "deep-yaml.md": f"---\ntitle: {'[' * deep}x{']' * deep}\n---\n\n{_WORDS}",
        "deep-yaml-maps.md": f"---\nextra: {'{a: ' * deep}x{'}' * deep}\n---\n\n{_WORDS}",
        "alias-yaml.md": f"---\na0: &a0 [x, x]\n{laughs}title: Laughs\n---\n\n{_WORDS}",
        "alias-yaml-loop.md": f"---\ntitle: Loop\nseries: &a [*a]\nextra: &b {{c: *b}}\n---\n\n{_WORDS}",
        "merge-yaml.md": f"---\ntitle: Merge\n<<: &m {{<<: *m}}\n---\n\n{_WORDS}",
        "deep-notes.md": head
        + "a[^0]\n\n"
        + "".join(f"[^{n}]: note[^{n + 1}]\n\n" for n in range(min(deep, 3000))),
        "deep-sources.md": head
        + "\n## Sources\n\n"
        + "".join(f"{n}. https://example.org/{'(' * 60}{n}\n" for n in range(200)),
    }


def _wide(wide: int) -> dict[str, str]:
    head = f"# Wide\n\n{_WORDS}\n"
    line = wide * 100  # a line of 100 MB at full size
    return {
        "long-line.md": head + "word " * (line // 5),
        "long-line.txt": _WORDS + "word " * (line // 5),
        "long-word.txt": _WORDS + "w" * (line // 10),
        "long-address.md": head + f"[x](https://example.org/{'a' * (line // 100)})\n",
        "long-title.md": "# " + "word " * (wide // 5) + f"\n\n{_WORDS}",
        "long-yaml.md": f"---\ntitle: {'w' * wide}\nkeywords: [{', '.join(['k'] * (wide // 100))}]\n---\n\n{_WORDS}",
        "many-rows.md": head + "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * wide,
        "many-rows.html": "<html><body><h1>T</h1><p>" + _WORDS + "</p><table>" + "<tr><td>1<td>2" * wide + "</table>",
        "many-columns.md": head + "| a " * (wide // 100) + "|\n" + "|---" * (wide // 100) + "|\n" + "| 1 " * (wide // 100) + "|\n",
        "spans.html": f"<html><body><h1>T</h1><p>{_WORDS}</p><table><tr><td colspan={10**9} rowspan={10**9}>a<td>b</table>",
        "many-notes.md": head + "".join(f"a[^{n}] " for n in range(wide // 100)) + "\n\n" + "".join(f"[^{n}]: b\n\n" for n in range(wide // 100)),
        "many-headings.md": head + "".join(f"## Heading {n}\n\ntext\n\n" for n in range(wide // 100)),
        "many-references.md": head + "[a] " * (wide // 100) + "\n\n" + f"[a]: https://example.org/{'a' * 10_000}\n",
        "many-lines.txt": _WORDS + "short line\n" * (wide // 5),
        "marks.txt": _WORDS + "e" + "\u0301" * (wide // 10) + "\n",
        "backtrack-spaces.txt": _WORDS + " " * wide + "x\n" + "\t \t" * (wide // 10) + "x\n",
        "backtrack-dots.txt": _WORDS + "." * (wide // 10) + "\n\n" + "-" * (wide // 10) + "\n\n" + "U.S." * (wide // 40) + "\n",
        "backtrack-address.txt": _WORDS + "http://" + "a." * (wide // 20) + "\n\n" + "http://a/" + "%" * (wide // 10) + "\n\nSources\n\n" + ("a" * 5000 + "@") * 20 + "\n",
        "backtrack-quotes.txt": _WORDS + "“" * (wide // 20) + "a" + "'" * (wide // 20) + "\n",
        "backtrack-names.txt": "By " + "A. " * (wide // 20) + "\n\n" + _WORDS + "\n\nLONDON, " + "Jan. " * (wide // 50) + "— x\n",
        "backtrack-markup.md": head + "<a " * (wide // 30) + "\n\n" + "<!-" * (wide // 30) + "\n\n" + "`" * (wide // 30) + "a\n",
    }  # fmt: skip


def _archives(part: float) -> dict[str, bytes]:
    zeros = b" " * int(1_000_000_000 * min(part, 1.0) + 20_000_000)
    words = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _WORDS.split("\n\n"))
    page = f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>t</title></head><body><p>{_WORDS}</p></body></html>"
    inner = zipped({"a": b"\0" * 10_000_000})
    good = docx(words)
    lying = bytearray(zipped({"word/document.xml": b" " * 20_000_000}))
    at = lying.rfind(b"PK\x01\x02")
    lying[at + 24 : at + 28] = struct.pack("<I", 10)
    laughs = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    entities = f"<!DOCTYPE x [<!ENTITY a0 'ha'>{laughs}]>"
    nested = "<w:tbl><w:tr><w:tc>" * 3000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3000
    del part
    return {
        "zip-zeros.docx": docx(words, more={"word/media/a.png": zeros}),
        "zip-zeros-document.docx": zipped({"word/document.xml": zeros}),
        "zip-lying.docx": bytes(lying),
        "zip-many.docx": docx(words, more={f"word/media/{n}.png": b"" for n in range(20_000)}),
        "zip-nested.epub": epub({"a.xhtml": page}, {"OEBPS/b.zip": inner}),
        "zip-zeros.epub": epub({"a.xhtml": page + zeros.decode()}),
        "zip-zeros.odt": odt(f"<text:p>{_WORDS}</text:p>" + zeros.decode()),
        "zip-cut.docx": good[: len(good) // 2],
        "zip-empty.docx": b"PK\x05\x06" + b"\0" * 18,
        "zip-laughs.epub": epub({"a.xhtml": entities + page.replace("<p>", "<p>&a9;")}),
        "zip-laughs.odt": odt("<text:p>&a9;</text:p>", head=entities),
        "zip-deep.docx": docx(words + nested),
        "pdf-empty.pdf": b"%PDF-1.7\n%%EOF\n",
        "pdf-loop.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Names 1 0 R/Kids[1 0 R]/EmbeddedFiles 1 0 R>>endobj\n"
        b"trailer<</Root 1 0 R/Prev 0>>\nstartxref\n0\n%%EOF\n",
        "pdf-stream.pdf": b"%PDF-1.4\n1 0 obj<</Length 99999999999/Filter[/FlateDecode/FlateDecode]>>stream\n"
        + zlib.compress(zlib.compress(b"\0" * 50_000_000)) + b"\nendstream endobj\n%%EOF",
    }  # fmt: skip


def _addresses(part: float) -> dict[str, bytes]:
    """Addresses that hold more than is good, in a page and in Markdown."""
    vast = base64.b64encode(png(side := max(10_000, int(20_000 * part)), side)).decode()
    zeros = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(int(60_000_000 * part))).decode()
    page = f"<html><body><h1>Held</h1><p>{_WORDS * 3}</p><p><img alt='a' src='{{}}'></p></body></html>"
    within = "data:image/svg+xml;utf8,<svg/>"
    for _ in range(12):
        within = f"data:image/svg+xml;base64,{base64.b64encode(f'<svg>{within}</svg>'.encode()).decode()}"
    kind = "data:image/png;base64,"
    pages = {
        "vast": kind + vast,
        "zeros": kind + zeros,
        "within": within,
        "escapes": "data:image/png," + "%00" * int(9_000_000 * part),
    }
    files = {f"data-{name}.html": page.format(address).encode() for name, address in pages.items()}
    files["data-zeros.md"] = f"# Held\n\n{_WORDS}\n![a]({kind}{zeros}) [b]({kind}{zeros})\n".encode()
    return files


def png(width: int, height: int, rows: int | None = None) -> bytes:
    """Return a grey picture that says how large it is; with ``rows`` only so many of them are there."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"\0" * (width + 1)) for _ in range(height if rows is None else rows))
    data = packed + packer.flush()
    made = b"\x89PNG\r\n\x1a\n"
    for kind, content in (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", data),
        (b"IEND", b""),
    ):
        made += (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )
    return made


def _pictures(part: float) -> dict[str, tuple[str, bytes]]:
    side = max(10_000, int(20_000 * part))
    svg = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'
    doubling = "".join(
        f'<g id="g{n}"><use xlink:href="#g{n - 1}"/><use xlink:href="#g{n - 1}"/></g>' for n in range(1, 30)
    )
    box = 'width="90" height="90"'
    filters = "".join(f'<feGaussianBlur stdDeviation="{n}00"/>' for n in range(500))
    chunk = zlib.compress(b"\0" * 60_000_000)
    text_bomb = png(9, 9)[:33]
    content = b"a\0\0" + chunk
    text_bomb += (
        struct.pack(">I", len(content)) + b"zTXt" + content + struct.pack(">I", zlib.crc32(b"zTXt" + content))
    )
    text_bomb += png(9, 9)[33:]
    drawings = {
        "svg-uses": f'<g id="g0"><rect {box}/></g>{doubling}',
        "svg-use-loop": '<g id="a"><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/></g><use xlink:href="#a"/>',
        "svg-use-self": '<use id="a" xlink:href="#a"/>',
        "svg-filters": f'<filter id="f" width="1e9" height="1e9">{filters}</filter><rect filter="url(#f)" {box}/>',
        "svg-deep": "<g>" * 9_000 + f"<rect {box}/>" + "</g>" * 9_000,
        "svg-path": f'<path d="M0 0 {"l1 1 " * 200_000}"/>',
        "svg-path-odd": '<path d="M nan inf l 1e999 -1e999 a 1 1 1 1 1 1e308 z z z z m"/>',
        "svg-pattern": f'<pattern id="p" width="1e-9" height="1e-9" patternUnits="userSpaceOnUse"><rect {box} fill="url(#p)"/>'
        f'</pattern><rect {box} fill="url(#p)"/>',
        "svg-markers": '<marker id="m"><path d="M0 0l1 1" marker-start="url(#m)"/></marker><path d="M0 0l1 1" marker-start="url(#m)"/>',
        "svg-mask": f'<mask id="m"><rect {box} mask="url(#m)"/></mask><rect {box} mask="url(#m)"/>',
        "svg-clip": f'<clipPath id="c"><rect {box} clip-path="url(#c)"/></clipPath><rect {box} clip-path="url(#c)"/>',
        "svg-gradient": f'<linearGradient id="a" xlink:href="#b"/><linearGradient id="b" xlink:href="#a"/><rect fill="url(#a)" {box}/>',
        "svg-dashes": '<path stroke="red" stroke-dasharray="1e-12" d="M0 0 h1e12"/>',
        "svg-text": f"<text>{'word ' * 50_000}</text><text x='{'1 ' * 50_000}'>{'a' * 50_000}</text>",
        "svg-bad": "<rect width='a' height='-1' x='1e400'/><circle r='nan'/><g transform='matrix(0 0 0 0 0 0) rotate(nan)'/>",
    }
    held = '<image width="90" height="90" xlink:href="data:image/png;base64,{}"/>'
    vast = base64.b64encode(png(side, side)).decode()
    drawings |= {
        "svg-held-vast": held.format(vast),
        "svg-held-claims": held.format(base64.b64encode(png(60_000, 60_000, 1)).decode()),
        "svg-held-cut": held.format(base64.b64encode(png(2000, 2000)[:2000]).decode()),
        "svg-held-many": held.format(base64.b64encode(png(99, 99)).decode()) * 2_000,
        "svg-held-wrong": held.format("====" * 9) + held.format("iVBORw0KGgo="),
    }
    made = {
        "png-vast": ("picture.png", png(side, side)),
        "png-claims": ("picture.png", png(60_000, 60_000, 1)),
        "png-cut": ("picture.png", png(2000, 2000)[:2000]),
        "png-short": ("picture.png", png(400, 400, 3)),
        "png-zero": ("picture.png", png(0, 0, 0)),
        "png-wide": ("picture.png", png(2_000_000, 1)),
        "png-text": ("picture.png", text_bomb),
        "png-head": ("picture.png", b"\x89PNG\r\n\x1a\n"),
        "jpeg-cut": ("picture.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x11\x08\xff\xff\xff\xff"),
        "jpeg-many": ("picture.jpg", b"\xff\xd8" + b"\xff\xe1\xff\xff" + b"a" * 500_000),
        "gif-vast": ("picture.gif", b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;"),
        "gif-loop": ("picture.gif", b"GIF89a" + b"\x01\0\x01\0\0\0\0" + b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0" * 50_000 + b";"),
        "webp-claims": ("picture.webp", b"RIFF\xff\xff\xff\xffWEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff"),
        "svg-size": ("picture.svg", svg.format('width="1e9" height="1e9"', f"<rect {box}/>").encode()),
        "svg-size-none": ("picture.svg", svg.format('viewBox="0 0 0 0" width="nan" height="-5"', f"<rect {box}/>").encode()),
        "svg-box": ("picture.svg", svg.format('viewBox="nan inf a b" width="1e-300"', f"<rect {box}/>").encode()),
    }  # fmt: skip
    made |= {name: ("picture.svg", svg.format(box, text).encode()) for name, text in drawings.items()}
    return {f"picture-{name}": known for name, known in made.items()}


def names(folder: Path) -> None:
    """Write articles whose names, titles and slugs no file system and no terminal likes."""
    files = {
        "..md": "dots", "...txt": "dots", "-rf.md": "option", "--output.md": "option", "a\nb.md": "newline",
        "a\x1b[31mred\x07.md": "controls", "\u202egnp.md": "bidi", "😀🧑‍🚀.md": "emoji", "CON.md": "reserved",
        "nul.md": "reserved", "aux.html.md": "reserved", "index.md": "reserved", "feed.txt": "reserved",
        "Same.md": "case", "same.txt": "case", unicodedata.normalize("NFC", "é.md"): "form",
        unicodedata.normalize("NFD", "é.txt"): "form", "ﬁ.md": "ligature", "fi.txt": "ligature", "straße.md": "fold",
        "STRASSE.txt": "fold", "n" * 240 + ".md": "long", "n" * 240 + "m.md": "long", " .md": "blank", "%2e%2e.md": "escape",
        "$(id).md": "shell", "`id`.md": "shell", "a;b.md": "shell", "<b>.md": "markup", "&amp;.md": "markup",
        "{{7}}.md": "template", "\udcff\udcfe.md": "undecodable", "ı.md": "dotless", "I.txt": "dotless", "K.md": "kelvin",
        "k.txt": "kelvin",
    }  # fmt: skip
    for name, kind in files.items():
        (folder / name).write_text(f"# A name: {kind}\n\n{_WORDS}\n{len(name)} {kind}\n", "utf-8")
    titles = {
        "title-dots.md": "../../../../etc/passwd",
        "title-controls.md": "A \x1b]0;owned\x07 title \x1b[2J \x9b31m and \x7f more",
        "title-bidi.md": "A \u202eeltit\u202c with \u2066overrides\u2069 and \u200bmarks\ufeff",
        "title-long.md": "word " * 60 + "end",
        "title-null.md": "A \0 null",
        "title-emoji.md": "😀 🧑‍🚀 🏳️‍🌈",
    }
    for name, title in titles.items():
        (folder / name).write_text(f"# {title}\n\n{_WORDS}", "utf-8")
    slugs = folder / "slug"
    slugs.mkdir()
    (slugs / "slug.md").write_text(f'---\ntitle: A slug\nslug: "../../../escaped"\n---\n\n{_WORDS}', "utf-8")
    (folder / "controls.txt").write_bytes(
        b"A line\x1b[31m that is red\x1b[0m, one that rings\x07, one\x08\x08\x08 that goes back.\n\n" + _WORDS.encode()
        + b"\n[\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\](\x1b[2J)\n\n![\x1b[5m](\x1b[31mno.png)\n"
    )  # fmt: skip
    (folder / "controls.md").write_text(
        f'---\n"\\e[31mkey": x\nlang: "\\e[31m"\n---\n\n{_WORDS}\n![a](\u202egnp.a\x9b31m) [l](\x1b[2J)\n',
        "utf-8",
    )
    _ = io
