"""What is kept between starts: whole or nothing, the same programs, and no second compilation."""

import marshal
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pubpipe import compiled
from pubpipe.compiled import Store

COMMAND = """
import builtins, dataclasses, re, sys
from pathlib import Path
from pubpipe import compiled
compiled._path = lambda: Path(sys.argv[1])
with compiled.kept():
    made, slow = re._compiler._code, []
    re._compiler._code = lambda *a: slow.append(a) or made(*a)
    whole, texts = builtins.compile, []
    builtins.compile = lambda text, *a, **k: texts.append(text) or whole(text, *a, **k)
    from pubpipe.normalize import STEPS
    from pubpipe.editions.pdf import engine
    engine.load()
    builtins.compile = whole
print(len(slow), len([t for t in texts if isinstance(t, str)]), "exec" in vars(dataclasses))
"""


def run(path: Path, **environ: str) -> list[str]:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | environ
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, str(path)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_the_second_start_compiles_next_to_nothing(tmp_path: Path) -> None:
    path = tmp_path / "__pycache__" / "compiled.bin"
    expressions, programs, patched = run(path)
    assert int(expressions) > 150
    assert int(programs) > 300
    assert patched == "False"
    there = compiled.read(path)
    assert len(there.patterns) > 150
    assert len(there.programs) > 200
    expressions, programs, _ = run(path)
    assert int(expressions) < 20
    assert int(programs) < 50  # named tuples are not kept


def test_nothing_is_written_where_python_may_write_nothing(tmp_path: Path) -> None:
    run(tmp_path / "compiled.bin", PYTHONDONTWRITEBYTECODE="1")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "damage", [b"", b"\0\1", marshal.dumps(("another Python", [], {})), marshal.dumps(7)]
)
def test_a_damaged_file_and_another_pythons_are_passed_over(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "compiled.bin"
    path.write_bytes(damage)
    assert compiled.read(path) == Store()
    assert compiled.read(tmp_path / "missing") == Store()


def test_what_is_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    store, path = Store(), tmp_path / "compiled.bin"
    store.patterns[bytes, b"a", 0] = (0, [1], 0, {}, (None,))
    assert eval(store.program("6 * 7", "eval")) == 42
    assert store.new == 1
    assert store.program("6 * 7", "eval") is store.program("6 * 7", "eval")
    compiled.write(path, store, store.new)
    assert not path.exists()
    compiled.write(path, store, store.new, worth=1)
    there = compiled.read(path)
    assert (there.patterns, there.programs, there.new) == (store.patterns, store.programs, 0)
