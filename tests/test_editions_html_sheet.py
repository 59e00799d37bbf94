"""The faces of a page: those whose ranges have one of its characters, and no others."""

import pytest

from pubpipe.editions.html.sheet import dressed
from pubpipe.model import Style

_RULE = '@font-face {{ font-family: "F"; src: url("{}"); unicode-range: {} }}\n'
_FACES = _RULE.format("web/latin.woff2", "U+41-5A, U+E9") + _RULE.format(
    "web/far.woff2", "U+4E00-9FFF, U+1F600"
)
STYLE = Style(
    "mine",
    {
        "tokens.css": b"",
        "web.css": b'p { font-family: "F" }',
        "web-faces.css": _FACES.encode(),
        "web/latin.woff2": b"1",
        "web/far.woff2": b"2",
    },
)
LATIN, FAR = "web/latin.woff2", "web/far.woff2"


@pytest.mark.parametrize(
    ("page", "files"),
    [
        ("", ()),
        ("@[\u00e8\u00ea", ()),
        ("A", (LATIN,)),
        ("\u0001Z~", (LATIN,)),
        ("\u00e9", (LATIN,)),
        ("\u4dff\ua000\U0001f601", ()),
        ("\u4e00", (FAR,)),
        ("0\u9fff", (FAR,)),
        ("M\U0001f600", (LATIN, FAR)),
    ],
)
def test_a_face_is_there_where_its_ranges_have_a_character(page: str, files: tuple[str, ...]) -> None:
    assert dressed(STYLE, page, slanted=False)[1] == files
