"""The files of a style are one value: compared, hashed and sent to another process as one."""

import pickle
import subprocess
import sys

import pytest

from pubpipe.model import Style

FILES = {"a.css": b"one", "fonts/b.ttf": b"\0\1"}
STYLE = Style("house", FILES, frozenset({"a.css"}), {"a.css": "digest"})


def test_styles_are_equal_where_their_files_are_and_one_key_then() -> None:
    same = Style("house", dict(FILES), frozenset({"a.css"}))
    assert same == STYLE
    assert {STYLE: 1}[same] == 1
    for other in (FILES | {"a.css": b"two"}, {"a.css": b"one"}, {}):
        assert Style("house", other, STYLE.own) != STYLE
    assert Style("house", FILES) != STYLE
    assert STYLE.files == FILES
    other_kind: object = [*FILES]
    assert STYLE.files != other_kind


def test_they_do_not_change_with_what_they_were_made_from() -> None:
    given = dict(FILES)
    style = Style("house", given)
    given["a.css"] = b"two"
    assert style.files["a.css"] == b"one"
    with pytest.raises(TypeError):
        style.files["a.css"] = b"two"  # type: ignore[index]


def test_another_process_has_them_under_its_own_hash() -> None:
    code = (
        "import pickle, sys; from pubpipe.model import Style;"
        "style = pickle.loads(sys.stdin.buffer.read());"
        "print({style: 'found'}[Style('house', dict(style.files), style.own)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=pickle.dumps(STYLE),
        capture_output=True,
        check=True,
        env={"PYTHONHASHSEED": "7"},
    )
    assert done.stdout == b"found\n"
