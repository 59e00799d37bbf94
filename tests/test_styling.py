"""Styles: layers of files, tokens written out, templates in their sandbox, refusals by name."""

import hashlib
import os
import re
from pathlib import Path

import pytest

from pubpipe import styling
from pubpipe.errors import ConfigurationError
from pubpipe.model import Style

TOKENS = b":root { --ink: #111111; --line: 1px solid var(--ink); --loop: var(--loop); }\n"


def style(**files: bytes) -> Style:
    return Style("mine", {name.replace("__", "."): data for name, data in files.items()})


def test_the_packaged_style_has_what_every_edition_asks_for() -> None:
    files = styling.load("default").files
    assert {"tokens.css", "print.css", "ebook.css", "web.css", "web.html", "text.toml"} <= files.keys()
    assert [name for name in files if name.startswith("fonts/") and name.endswith(".ttf")]
    assert list(files) == sorted(files)


def test_a_users_style_covers_the_packaged_one_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "mine" / "web").mkdir(parents=True)
    (tmp_path / "mine" / "tokens.css").write_text("mine")
    (tmp_path / "mine" / "web" / "extra.woff2").write_bytes(b"\x00")
    (tmp_path / "mine" / ".hidden").write_text("x")
    merged, packaged = styling.load("mine", tmp_path), styling.load("default")
    assert merged.name == "mine"
    assert merged.files["tokens.css"] == b"mine"
    assert merged.files["web/extra.woff2"] == b"\x00"
    assert merged.files["web.css"] == packaged.files["web.css"]
    assert merged.files.keys() - packaged.files.keys() == {"web/extra.woff2"}
    assert merged.own == {"tokens.css", "web/extra.woff2"}
    assert packaged.own == frozenset()


def test_a_users_default_covers_the_packaged_default(tmp_path: Path) -> None:
    (tmp_path / "default").mkdir()
    (tmp_path / "default" / "web.css").write_text("mine")
    assert styling.load("default", tmp_path).files["web.css"] == b"mine"
    assert styling.names(tmp_path) == ["book", "default", "handout"]


def test_what_is_laid_over_a_sheet_comes_after_it_and_tokens_alike(tmp_path: Path) -> None:
    style = Style(
        "mine",
        {
            "tokens.css": b":root { --a: 1; --b: 1; --c: 1; }",
            "tokens-own.css": b":root { --a: 2; /* --b: 2; */ --c: 2; }",
            "tokens-large.css": b":root { --c: 3; }",
            "a.css": b"a",
            "a-own.css": b"var(--a) var(--b)",
            "a-large.css": b"\nvar(--c) var(--d)",
        },
    )
    assert styling.css(style, "a.css") == "a\n2 1"
    assert list(styling.sheets(style, "a.css", variant="large", given={"--d": "4"})) == [
        ("a.css", "a"),
        ("a-own.css", "2 1"),
        ("a-large.css", "\n3 4"),
    ]
    assert styling.token(style, "--c") == "2"
    with pytest.raises(ConfigurationError, match=r"a-large\.css, line 2: no token --d"):
        list(styling.sheets(style, "a.css", variant="large"))


def test_names_are_folders_sorted(tmp_path: Path) -> None:
    for name in ("zebra", "apple", "_private", ".git"):
        (tmp_path / name).mkdir()
    (tmp_path / "file").write_text("x")
    assert styling.names(tmp_path) == ["apple", "book", "default", "handout", "zebra"]
    assert styling.names(tmp_path / "nowhere") == ["book", "default", "handout"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("defualt", "Did you mean 'default'?"),
        ("x", "Styles: book, default, handout."),
        ("../styles", ""),
        ("", ""),
    ],
)
def test_an_unknown_style_is_refused_with_what_there_is(name: str, hint: str) -> None:
    with pytest.raises(ConfigurationError, match="there is no style") as caught:
        styling.load(name)
    assert hint in caught.value.hint


def test_tokens_are_written_out_through_one_another() -> None:
    made = styling.css(
        style(tokens__css=TOKENS, a__css=b"p { border: var(--line); color: var( --ink ) }"), "a.css"
    )
    assert made == "p { border: 1px solid #111111; color: #111111 }"


def test_unresolved_the_tokens_stand_before_the_sheet() -> None:
    made = styling.css(style(tokens__css=TOKENS, a__css=b"p { color: var(--ink) }"), "a.css", resolve=False)
    assert made == f"{TOKENS.decode()}\np {{ color: var(--ink) }}"


def test_a_token_in_a_circle_ends() -> None:
    made = styling.css(style(tokens__css=TOKENS, a__css=b"p { color: var(--loop) }"), "a.css")
    assert made == "p { color: var(--loop) }"


def test_what_stands_in_for_a_token_is_taken_where_there_is_none() -> None:
    a = b"a { color: var(--ink, red); width: var( --none , calc(1px + 2px) ) }"
    assert (
        styling.css(style(tokens__css=TOKENS, a__css=a), "a.css")
        == "a { color: #111111; width: calc(1px + 2px) }"
    )


def test_an_undefined_token_is_named_with_its_line() -> None:
    with pytest.raises(
        ConfigurationError, match=r"'mine', a\.css, line 2: no token --nothing in tokens\.css"
    ):
        styling.css(style(tokens__css=TOKENS, a__css=b"p {}\na { color: var(--nothing) }"), "a.css")


def test_templates_escape_unless_told() -> None:
    made = styling.page(
        style(a__html=b"<p>{{ x }}</p>\n{% if y %}\nyes\n{% endif %}\n"), "a.html", x="<&\"'", y=True
    )
    assert made == "<p>&lt;&amp;&#34;&#39;</p>\nyes\n"


def test_templates_include_one_another_and_need_no_other_file_to_be_text() -> None:
    made = styling.page(
        style(a__html=b"{% include 'b.svg' %}!", b__svg=b"<svg/>", c__txt=b"\xff\xfe"), "a.html"
    )
    assert made == "<svg/>!"


@pytest.mark.parametrize(
    ("template", "words"),
    [
        (b"{{ nothing }}", "'nothing' is undefined"),
        (b"one\n{% if %}", "a.html, line 2"),
        (b"{% include 'b.html' %}", "b.html"),
        (b"{{ ''.__class__.__mro__ }}", "a.html"),
        (b"\xff", "a.html: not UTF-8 at byte 0"),
    ],
)
def test_a_wrong_template_is_named(template: bytes, words: str) -> None:
    with pytest.raises(ConfigurationError, match="style 'mine'") as caught:
        styling.page(style(a__html=template), "a.html")
    assert words in str(caught.value)


def test_missing_and_broken_files_are_named() -> None:
    with pytest.raises(ConfigurationError, match=r"'mine' has no file a\.css"):
        styling.text(style(), "a.css")
    with pytest.raises(ConfigurationError, match=r"a\.css: not UTF-8 at byte 2"):
        styling.text(style(a__css=b"ok\xff"), "a.css")


@pytest.mark.parametrize("name", ["book", "default", "handout"])
def test_a_token_means_one_thing(name: str) -> None:
    style = styling.load(name)
    for file in (f for f in style.files if f.startswith("tokens") and f.endswith(".css")):
        found = re.findall(r"^\s*(--[\w-]+)\s*:", styling.text(style, file), re.MULTILINE)
        assert len(found) == len(set(found)), (file, found)


@pytest.mark.parametrize(
    ("name", "where", "why"),
    [
        ("print.css", "../../../outside/a.css", "print.css is a link that leads out of the project"),
        ("fonts/a.ttf", "../../../../outside/a.css", "a.ttf is a link that leads out of the project"),
        ("fonts", "../../../outside", "fonts is a link that leads out of the project"),
        ("print.css", "/dev/zero", "print.css is a link that leads out of the project"),
        ("print.css", "print.css", "print.css is a link that leads nowhere"),
        ("fonts/all", "..", "all is a link to a folder around it"),
        ("print.css", "", "print.css is no file"),
        ("..", "", "mine is a link that leads out of the project"),
    ],
)
def test_a_style_reaches_no_file_outside_the_project(tmp_path: Path, name: str, where: str, why: str) -> None:
    (tmp_path / "outside" / "mine").mkdir(parents=True)
    (tmp_path / "outside" / "a.css").write_text("p { color: red }")
    styles = tmp_path / "project" / "styles"
    path = styles / "mine" / name
    if name == "..":
        styles.parent.mkdir()
        styles.symlink_to(tmp_path / "outside")
    else:
        path.parent.mkdir(parents=True)
        path.symlink_to(where) if where else os.mkfifo(path)
    with pytest.raises(ConfigurationError, match=why):
        styling.load("mine", styles)


def test_a_style_may_link_to_what_is_in_the_project(tmp_path: Path) -> None:
    (tmp_path / "styles" / "mine").mkdir(parents=True)
    (tmp_path / "faces").mkdir()
    (tmp_path / "faces" / "a.ttf").write_bytes(b"face")
    (tmp_path / "styles" / "mine" / "fonts").symlink_to("../../faces")
    assert styling.load("mine", tmp_path / "styles").files["fonts/a.ttf"] == b"face"


@pytest.mark.parametrize(
    "template",
    [
        b"{{ ''.__class__.__mro__[1].__subclasses__() }}",
        b"{{ cycler.__init__.__globals__.os.environ }}",
        b"{% include '/etc/passwd' %}",
        b"{% include '../../../etc/passwd' %}",
        b"{{ range(999999999)|list }}",
    ],
)
def test_a_template_reaches_nothing_but_its_values_and_its_style(template: bytes) -> None:
    with pytest.raises(ConfigurationError):
        styling.page(style(page__html=template), "page.html")


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with (tmp_path / "mine" / "print-own.css").open("wb") as sparse:
        sparse.truncate(2_000_001)
    assert len(styling.load("mine", tmp_path).files["print-own.css"]) == 2_000_001
    message = r"style 'mine': print-own\.css has 3 MB, more than the limit of 2 MB"
    with pytest.raises(ConfigurationError, match=message) as caught:
        styling.load("mine", tmp_path, largest=2_000_000)
    assert "limits.bytes = 3" in caught.value.hint


def test_digests_are_at_hand_for_packaged_files_only(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "web.css").write_text("mine")
    style = styling.load("book", tmp_path, ":root { --ink: red }")
    assert style.files.keys() - style.digests.keys() == {"web.css", "tokens-look.css"}
    assert style.digests["tokens-own.css"] != styling.load("handout").digests["tokens-own.css"]
    for name, digest in style.digests.items():
        assert digest == hashlib.sha256(style.files[name]).hexdigest()
