"""Kept regular expressions are those that Python compiles, and only what a program holds is kept."""

import marshal
import re
import sys
from pathlib import Path

import pytest

from pubpipe import patterns

MODULE = """
import re
FIRST = re.compile(r"(?P<year>\\d{4})-(\\d\\d)", re.I)
MADE = re.compile("|".join(["Mai", "Juni"]))
BYTES = re.compile(rb"\\w+[\\xe4-\\xff]?")

def inside(text):
    return re.findall(r"[^\\W\\d_]{2,}(?=:)", text)

def of_words(words):
    return re.compile("|".join(map(re.escape, words)))
"""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What Python's own compiler was asked for."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    compiler, asked = re._compiler, []  # type: ignore[attr-defined]
    slowly = compiler.compile

    def compile_(pattern: object, flags: int = 0) -> object:
        asked.append(pattern)
        return slowly(pattern, flags)

    monkeypatch.setattr(compiler, "compile", compile_)
    return asked


def use(folder: Path) -> dict[str, object]:
    """Run the module's code as an import does."""
    re.purge()
    with patterns.kept(folder):
        room: dict[str, object] = {"__name__": "a_module"}
        exec(compile(MODULE, "a_module.py", "exec"), room)
        assert room["inside"]("Wort: ab12:") == ["Wort"]  # type: ignore[operator]
        room["words"] = room["of_words"](["secret", "word"])  # type: ignore[operator]
    return room


def test_the_second_time_nothing_is_compiled_but_what_hangs_on_words(
    tmp_path: Path, asked: list[object]
) -> None:
    first = use(tmp_path)
    assert len(asked) == 5
    asked.clear()
    second = use(tmp_path)
    assert asked == ["secret|word"]
    re.purge()
    for name in ("FIRST", "MADE", "BYTES"):
        made, fresh = second[name], first[name]
        assert made == fresh == re.compile(fresh.pattern, fresh.flags)  # type: ignore[attr-defined]
        assert made.groupindex == fresh.groupindex  # type: ignore[attr-defined]
    assert b"secret" not in next(tmp_path.iterdir()).read_bytes()


@pytest.mark.parametrize("damage", [b"", b"\0\1", marshal.dumps((0, [])), marshal.dumps(("x",))])
def test_a_damaged_file_is_made_anew(tmp_path: Path, asked: list[object], damage: bytes) -> None:
    use(tmp_path)
    file = next(tmp_path.iterdir())
    whole = file.read_bytes()
    file.write_bytes(damage)
    use(tmp_path)
    assert file.read_bytes() == whole


def test_code_that_does_not_hold_is_refused_and_compiled(tmp_path: Path, asked: list[object]) -> None:
    use(tmp_path)
    file = next(tmp_path.iterdir())
    magic, rows = marshal.loads(file.read_bytes())
    bad = [(kind, pattern, flags, (rest[0], [77, 1], *rest[2:])) for kind, pattern, flags, rest in rows]
    file.write_bytes(marshal.dumps((magic, bad)))
    asked.clear()
    use(tmp_path)
    assert len(asked) == 5


def test_nothing_is_written_where_python_may_write_nothing(
    tmp_path: Path, asked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    use(tmp_path)
    assert not list(tmp_path.iterdir())


def test_afterwards_python_compiles_as_before(tmp_path: Path, asked: list[object]) -> None:
    before = re._compiler.compile, re._compiler._sre  # type: ignore[attr-defined]
    use(tmp_path)
    assert (re._compiler.compile, re._compiler._sre) == before  # type: ignore[attr-defined]
