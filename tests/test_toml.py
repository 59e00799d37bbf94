"""Wrong TOML is told by its line."""

import tomllib

import pytest

from pubpipe.toml import fault


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("a = 1\nb = c\n", 2, "invalid value"),
        ("a = 1\na = 2\n", 2, "cannot overwrite a value"),
        ("a = 1\n\n[b\n\n\n", 3, "expected ']' at the end of a table declaration"),
        ('a = 1\nb = """c\n\n', 2, "unterminated string"),
    ],
)
def test_wrong_toml_is_told_by_its_line(text: str, line: int, why: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as wrong:
        tomllib.loads(text)
    assert fault(wrong.value, text) == (line, why)
