"""What RTF can ask for, and where it has no end: name -> bytes. Each is read as RTF, so that its words arrive."""

from __future__ import annotations

from pathlib import Path

FIRST = "The council met on Monday and voted for the plan."
LAST = "Members said that work would begin in spring."
SHOWN = ("in place of the object", "by the page", "by the script", "by the share", "by the file")

_PIXEL = (
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)


def document(between: str, end: str = "}") -> bytes:
    """Return RTF 1.9.1 with ordinary words before and behind what may not be so."""
    head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Times New Roman;}}\\f0\\fs24 "
    return f"{head}{FIRST}\\par\n{between}{LAST}\\par\n{end}".encode("latin-1")


def requests(server: str, secret: Path) -> dict[str, bytes]:
    """Return RTF that asks a server, and for a file outside, by all that RTF has for it."""
    path, address = str(secret), secret.as_uri()
    svg = f"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script><image href='{server}/r.png'/></svg>"
    objects = (
        "{\\object\\objemb{\\*\\objclass Package}{\\*\\objdata 0105000002000000" + "d0cf11e0a1b11ae1" * 50 + "}"
        "{\\result " + SHOWN[0] + "}}\\par\n"
        "{\\object\\objautlink\\objupdate\\rsltpict{\\*\\objclass Word.Document.8}{\\*\\objdata "
        + path.encode().hex()
        + "}{\\result{\\pict\\pngblip\\picw2147483647\\pichgoal-2147483648 " + _PIXEL + "}}}\\par\n"
        "{\\pict\\pngblip " + _PIXEL[:31] + "}{\\pict\\jpegblip " + svg.encode().hex() + "}\\par\n"
        "{\\*\\template " + server + "/r.dotm}{\\*\\datastore 0105" + path.encode().hex() + "}{\\subdocument1 " + path + "}"
        "{\\header{\\field{\\*\\fldinst INCLUDEPICTURE \"" + server + "/h.png\"}{\\fldrslt h}}}"
        "{\\*\\background{\\shp{\\*\\shpinst{\\sp{\\sn pibName}{\\sv " + server + "/b.png}}}}}"
    )  # fmt: skip
    fields = [
        (f'INCLUDETEXT "{path}"', "t"),
        (f'INCLUDEPICTURE "{server}/f.png" \\\\d', "p"),
        (f'INCLUDEPICTURE "{address}"', "p"),
        ('DDEAUTO cmd.exe "/k calc"', "d"),
        (f'HYPERLINK "{server}/link"', SHOWN[1]),
        ('HYPERLINK "JavaScript:alert(1)"', SHOWN[2]),
        ('HYPERLINK "\\\\\\\\\\\\\\\\host\\\\\\\\share"', SHOWN[3]),
        (f'HYPERLINK "{address}"', SHOWN[4]),
        ('HYPERLINK "https://example.org/\\"><script>alert(1)</script>"', "<script>alert(2)</script>"),
    ]
    shown = "".join(
        f"{{\\field{{\\*\\fldinst {asked}}}{{\\fldrslt {words}}}}}\\par\n" for asked, words in fields
    )
    return {"rtf-objects.rtf": document(objects), "rtf-fields.rtf": document(shown)}


def bombs(deep: int) -> dict[str, bytes]:
    """Return RTF that nests, or refers to itself, without end; ``deep`` levels where it has any."""
    odd = "".join(f"\\u{n}?" for n in (-1, 65536, "9" * 20, 55357, 56320, 0, 1114112, 27, 8238, 155))
    link = '{\\field{\\*\\fldinst HYPERLINK "https://example.org/"}{\\fldrslt '
    return {
        "rtf-styles.rtf": document(
            "{\\stylesheet{\\s1\\sbasedon2 a;}{\\s2\\sbasedon1 b;}}\\pard\\s1 style\\par\n"
        ),
        "rtf-characters.rtf": document(f"\\uc1{odd} and {{\\*\\x\\bin-1 x}}\\par\n"),
        "rtf-groups.rtf": document("{\\b " * deep + "deep" + "}" * deep + "\\par\n"),
        "rtf-open.rtf": document("", "{\\b{\\i " * deep),
        "rtf-binary.rtf": document("{\\*\\x\\bin2147483647 abc}\\par\n"),
        "rtf-links.rtf": document(link * (deep // 5) + "deep" + "}}" * (deep // 5) + "\\par\n"),
    }
