"""Settings as they are written: what is wrong with them, and a look as design tokens."""

from __future__ import annotations

from pathlib import Path

import pytest

from pubpipe.errors import ConfigurationError
from pubpipe.settings import Settings, from_environment, read_settings
from pubpipe.settings.known import look_tokens, problem


def test_a_look_becomes_tokens() -> None:
    look = {"face": "sans", "size": "12pt", "measure": "140mm", "colour": "#1d4e89"}
    assert problem("look", look) is None
    tokens = look_tokens(look)
    for part in (
        "--print-text: var(--print-sans);",
        "--size: 12pt;",
        "--line: 16.4pt;",
        "--accent: #1d4e89;",
    ):
        assert part in tokens
    assert "--line: 20pt;" in look_tokens({**look, "line": "20pt"})
    assert '--print-text: "Noto Serif", var(--print-serif);' in look_tokens({"face": "Noto Serif"})
    assert look_tokens({}) == ""


@pytest.mark.parametrize(
    ("look", "message", "hint"),
    [
        ({"sise": "12pt"}, "has no 'sise'", "'size'"),
        ({"size": "12"}, "size cannot be '12'", "pt, mm, cm or in"),
        ({"size": "2pt"}, "size cannot be '2pt'", "Between 7pt and 36pt"),
        ({"size": 12}, "size must be text", ""),
        ({"measure": "2in"}, "measure cannot be '2in'", "Between 150pt"),
        ({"colour": "red"}, "colour cannot be 'red'", "#8c2a1c"),
        ({"colour": "#ccc"}, "too pale", "4.5"),
        ({"face": 'a"; }'}, "face cannot be", "installed face"),
        ("big", "must be a table", "[look]"),
    ],
)
def test_a_wrong_look_is_explained(look: object, message: str, hint: str) -> None:
    wrong = problem("look", look)
    assert wrong is not None
    assert message in wrong[0]
    assert hint in wrong[1]


def test_a_look_is_read_from_file_and_environment(tmp_path: Path) -> None:
    toml = tmp_path / "pubpipe.toml"
    toml.write_text('jobs = 1\n\n[look]\nsize = "11pt"\n')
    assert read_settings(toml).look == (("size", "11pt"),)
    environment = {"PUBPIPE_LOOK": "face=sans, size=12pt"}
    assert from_environment(Settings(), environment).look == (("face", "sans"), ("size", "12pt"))
    toml.write_text('jobs = 1\n\n[look]\nsize = "11"\n')
    with pytest.raises(ConfigurationError, match=r"pubpipe\.toml, line 3: 'look' size cannot be '11'"):
        read_settings(toml)
    with pytest.raises(ConfigurationError, match="PUBPIPE_LOOK must be a table"):
        from_environment(Settings(), {"PUBPIPE_LOOK": "big"})
