"""press.reach: a file of a style that is said to reach a format's editions or not, against what they really hold."""

import re
from dataclasses import replace

import pytest

from pubpipe import press, styling
from pubpipe.model import Edition, Style
from pubpipe.press import doors
from pubpipe.press.plan.reach import digest, reach
from pubpipe.press.request import Input, Overrides
from pubpipe.project import Project

STYLE = styling.load("default")
TEXT = b"# A title\n\nThe *council* met.[^1] ![A dot](x.png)\n\n- `one`\n\n[^1]: In the harbour.\n"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    root = tmp_path_factory.mktemp("project")
    project = Project(root, root, root, root, root)
    manuscript, *_ = press.normalize(Input("a.md", None, TEXT, ".md"), project, Overrides())
    return Edition(manuscript, STYLE, "pdf")


def spoilt(name: str) -> Style:
    """The style with one file that says something else, or nothing at all."""
    data = STYLE.files[name]
    if name.endswith(".css"):
        other = data + b"\np { color: #123456; margin: 7px }"
    elif name.endswith("html"):
        other = re.sub(rb"(</html>|{% endblock)", rb"<p>spoilt</p>\1", data)
    elif name.endswith(".toml"):
        other = re.sub(rb"\d+", b"51", data)
    else:
        other = b"spoilt"
    assert other != data
    return Style(STYLE.name, {**STYLE.files, name: other})


@pytest.mark.parametrize("form", ["md", "pdf", "epub", "txt", "html"])
def test_what_does_not_reach_a_format_changes_no_byte_of_it(edition: Edition, form: str) -> None:
    made = doors.edition(form)
    one = replace(edition, format=form)
    expected = made(one).content
    others = Style(STYLE.name, {**STYLE.files})
    for name in sorted(STYLE.files.keys() - set(reach(STYLE, form))):
        others = Style(STYLE.name, {**others.files, name: spoilt(name).files[name]})
    assert digest(others, form) == digest(STYLE, form)
    assert others.files != STYLE.files
    assert made(replace(one, style=others)).content == expected


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("print.css", {"pdf"}),
        ("print-faces.css", {"pdf"}),
        ("tokens-large.css", {"pdf", "epub", "html"}),
        ("web.html", {"html"}),
        ("web-faces.css", {"html"}),
        ("ebook.css", {"epub"}),
        ("cover.css", {"epub"}),
        ("text.toml", {"txt"}),
        ("explain.css", set()),
        ("tokens.css", {"pdf", "epub", "html"}),
        ("fonts/SourceSerif4-Regular.ttf", {"pdf", "epub"}),
    ],
)
def test_a_file_reaches_the_formats_that_look_for_it(name: str, forms: set[str]) -> None:
    style = spoilt(name)
    ours = ("md", "pdf", "epub", "txt", "html")
    assert {form for form in ours if digest(style, form) != digest(STYLE, form)} == forms
    assert digest(style, "a-strangers") != digest(STYLE, "a-strangers")


def test_a_file_that_is_named_by_another_reaches_what_that_one_reaches() -> None:
    files = {
        "print.css": b"@import 'web.css'",
        "web.css": b"body { background: url(web/dots.svg) }",
        "web/dots.svg": b"<svg/>",
        "web/other.svg": b"<svg/>",
    }
    assert reach(Style("s", files), "pdf") == ("print.css", "web.css", "web/dots.svg")
    assert reach(Style("s", files), "md") == ()
