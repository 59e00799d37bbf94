"""Settings are read from pubpipe.toml and the environment, or refused with their place."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from pubpipe.errors import ConfigurationError
from pubpipe.settings import Settings, from_environment, read_settings, variable
from pubpipe.settings.known import KEYS


def _write(path: Path, text: str = "words\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


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
