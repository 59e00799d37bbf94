"""pubpipe.project: what is found upwards, which settings hold, what counts as an article."""

import os
import re
from dataclasses import fields
from pathlib import Path

import pytest

from pubpipe.errors import ConfigurationError
from pubpipe.project import Settings, articles, find, from_environment, read_settings, variable
from pubpipe.setting import KEYS


def _write(path: Path, text: str = "words\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_nearest_settings_file_upwards_makes_the_project(tmp_path: Path) -> None:
    _write(tmp_path / "pubpipe.toml", 'style = "plain"\n')
    deep = tmp_path / "source" / "2024"
    deep.mkdir(parents=True)
    project = find(deep)
    assert project.root == tmp_path.resolve()
    assert (project.source, project.dist, project.styles, project.state) == tuple(
        project.root / name for name in ("source", "dist", "styles", ".pubpipe")
    )
    assert project.inside
    assert project.settings == Settings(style="plain")


def test_settings_file_wins_over_a_nearer_source_folder(tmp_path: Path) -> None:
    _write(tmp_path / "pubpipe.toml", "")
    (tmp_path / "docs" / "source").mkdir(parents=True)
    assert find(tmp_path / "docs").root == tmp_path.resolve()


def test_source_folder_alone_makes_a_project(tmp_path: Path) -> None:
    (tmp_path / "source" / "a").mkdir(parents=True)
    project = find(tmp_path / "source" / "a")
    assert project.root == tmp_path.resolve()
    assert project.inside


def test_source_in_the_home_folder_is_not_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "Downloads").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    assert not find(tmp_path / "Downloads").inside


def test_bare_folder_keeps_its_state_beside_the_editions(tmp_path: Path) -> None:
    project = find(tmp_path)
    assert not project.inside
    assert project.root == tmp_path.resolve()
    assert project.state == project.dist / ".pubpipe"


def test_explicit_folder_must_be_a_project(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "real" / "source").mkdir(parents=True)
    assert find(tmp_path, tmp_path / "real").root == (tmp_path / "real").resolve()
    with pytest.raises(ConfigurationError, match=r"neither pubpipe\.toml nor source/") as refused:
        find(tmp_path, tmp_path / "empty")
    assert "pubpipe init" in refused.value.hint
    with pytest.raises(ConfigurationError, match="no folder"):
        find(tmp_path, tmp_path / "nowhere")


def test_every_setting_is_read(tmp_path: Path) -> None:
    toml = _write(
        tmp_path / "pubpipe.toml",
        'formats = ["pdf", "epub"]\nstyle = "x"\nlang = "de-AT"\npublication = "P"\n'
        'page = "letter"\njobs = 3\nstrict = true\nremove-nothing = true\n'
        'two-sided = true\ncolophon = true\nlook = { size = "12pt", face = "sans" }\ntext.width = 60\n'
        "[epub]\nfonts = true\npicture-size = 900\npicture-quality = 70\n"
        '[accessibility]\ncertified-by = "C"\n[booklet]\nsheets = 5\nthickness = 0\n',
    )
    before = _write(
        tmp_path / "pubpipe.toml",
        'url = "https://example.org/a/"\nindex = false\ncatalogue = true\n'
        'catalogue-search = "https://example.org/?q={searchTerms}"\n' + toml.read_text("utf-8"),
    )
    look = (("face", "sans"), ("size", "12pt"))
    assert read_settings(before) == Settings(
        *(
            ("pdf", "epub"),
            "x",
            "de-AT",
            "P",
            "letter",
            3,
            True,
            True,
            True,
            True,
            look,
            60,
            True,
            900,
            70,
            "C",
        ),
        url="https://example.org/a/",
        index=False,
        catalogue=True,
        catalogue_search="https://example.org/?q={searchTerms}",
        booklet_sheets=5,
        booklet_thickness=0,
    )


def test_keys_and_fields_are_the_same() -> None:
    assert tuple(re.sub("[-.]", "_", key) for key in KEYS) == tuple(field.name for field in fields(Settings))


def test_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    toml = tmp_path / "pubpipe.toml"
    toml.write_bytes(b'\xef\xbb\xbf# settings\r\nstyle = "x"\r\n')
    assert read_settings(toml).style == "x"


@pytest.mark.parametrize(
    ("text", "line", "words", "hint"),
    [
        ('formats = ["pdf"]\n\n# note\nstlye = "x"\n', 4, "'stlye' is not a setting", "'style'"),
        ("remove_nothing = true\n", 1, "not a setting", "'remove-nothing'"),
        ('jobs = 1\n[colours]\nink = "black"\n', 3, "'colours.ink' is not a setting", "Settings: formats"),
        ('publication = """\nstlye = 1\n"""\nstlye = 1\n', 4, "not a setting", "'style'"),
        ('style = "a"\npage = "A4"\n', 2, "'page' cannot be 'A4'", "'a4'"),
        ("jobs = true\n", 1, "whole number", "2"),
        ("jobs = -1\n", 1, "whole number", "2"),
        (
            "jobs = 1\n[text]\n\nwidth = 20\n",
            4,
            "'text.width' must be a whole number from 40 to 200",
            "style's own",
        ),
        ("[epub]\npicture-size = 3\n", 2, "'epub.picture-size' must be a whole number from 200", "0 leaves"),
        ("[epub]\npicture-quality = 0\n", 2, "'epub.picture-quality' must be a whole number from 1", ""),
        ("[epub]\nfonts = 1\n", 2, "'epub.fonts' must be true or false", ""),
        ("text.widht = 72\n", 1, "'text.widht' is not a setting", "'text.width'"),
        ("text = 72\n", 1, "'text' is not a setting", "text.width"),
        ('strict = "yes"\n', 1, "true or false", ""),
        ("formats = [1]\n", 1, "list of format names", "pdf"),
        ("formats = []\n", 1, "list of format names", "pdf"),
        ('lang = "english"\n', 1, "'lang' cannot be 'english'", "BCP 47"),
        ('style = "../x"\n', 1, "'style' cannot be", "folder"),
        ("style = 1\n", 1, "text in quotes", ""),
        ("jobs = 1\nstyle = abc\n", 2, "invalid value", "quotes"),
        ("a = [\n", 1, "", "quotes"),
    ],
)
def test_wrong_settings_are_refused_with_their_line(
    tmp_path: Path, text: str, line: int, words: str, hint: str
) -> None:
    with pytest.raises(ConfigurationError) as refused:
        read_settings(_write(tmp_path / "pubpipe.toml", text))
    assert refused.value.message.startswith(f"pubpipe.toml, line {line}: ")
    assert words in refused.value.message
    assert hint in refused.value.hint
    assert refused.value.exit_code == 4


def test_settings_that_are_not_text_are_refused(tmp_path: Path) -> None:
    toml = tmp_path / "pubpipe.toml"
    toml.write_bytes(b'style = "\xff"\n')
    with pytest.raises(ConfigurationError, match=r"not UTF-8 \(byte 9\)"):
        read_settings(toml)
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_settings(tmp_path)


def test_environment_comes_over_the_file() -> None:
    base = Settings(strict=True, style="file")
    environ = {
        "PUBPIPE_FORMATS": "pdf, txt",
        "PUBPIPE_JOBS": "4",
        "PUBPIPE_STRICT": "0",
        "PUBPIPE_REMOVE_NOTHING": "yes",
        "PUBPIPE_STYLE": "",
        "PUBPIPE_PAGE": "a4",
    }
    assert from_environment(base, environ) == Settings(
        formats=("pdf", "txt"), style="file", page="a4", jobs=4, strict=False, remove_nothing=True
    )


@pytest.mark.parametrize(
    ("key", "value"), [("jobs", "two"), ("strict", "perhaps"), ("page", "b5"), ("lang", "english")]
)
def test_wrong_environment_is_refused_by_its_variable(key: str, value: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        from_environment(Settings(), {variable(key): value})
    assert refused.value.message.startswith(variable(key))


def test_articles_are_sorted_and_nothing_else_is_one(tmp_path: Path) -> None:
    names = ["b.txt", "a.md", "z/inner.txt", "z/received/kept.txt", "page.html", "other_files/c.txt"]
    beside = [
        "a.yaml", "a.yml", "a.lock", "sources.lock.json", "photo.PNG", "README.md", ".hidden", "b.txt~",
        "~$b.docx", "received/b.txt", ".git/config", "page_files/script.js", "b.bak", "Thumbs.db",
    ]  # fmt: skip
    for name in names + beside:
        _write(tmp_path / "source" / name)
    os.mkfifo(tmp_path / "source" / "pipe")
    (tmp_path / "source" / "dangling.txt").symlink_to("nowhere")
    found = [p.relative_to(tmp_path.resolve() / "source").as_posix() for p in articles(find(tmp_path))]
    assert found == sorted([*names, "dangling.txt"], key=lambda name: Path(name).parts)


def test_project_without_source_has_no_articles(tmp_path: Path) -> None:
    _write(tmp_path / "pubpipe.toml", "")
    assert articles(find(tmp_path)) == ()
