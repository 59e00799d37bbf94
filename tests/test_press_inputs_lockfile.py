"""The lock file: what is written is read again, and what is not as it was written is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubpipe.errors import ConfigurationError
from pubpipe.press.inputs.lockfile import Entry, dump, load
from pubpipe.press.request import Input
from pubpipe.stores import Files

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
NAMES = st.lists(
    st.fixed_dictionaries({"family": TEXT, "given": TEXT}) | st.fixed_dictionaries({"literal": TEXT})
)
FIELDS = st.fixed_dictionaries({}, optional={"title": TEXT, "issued": TEXT, "author": NAMES.filter(bool)})
ENTRIES = st.lists(st.builds(Entry, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, FIELDS))


def written(folder: Path, content: bytes) -> Input:
    (folder / "a.sources.lock").write_bytes(content)
    return Input("source/a.md", folder / "a.md")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lock")


@given(entries=ENTRIES)
def test_what_is_written_is_read_again(folder: Path, entries: list[Entry]) -> None:
    assert list(load(written(folder, dump(entries)), Files())) == entries


def test_no_file_has_no_entries(tmp_path: Path) -> None:
    assert load(Input("a.md", tmp_path / "a.md"), Files()) == ()
    assert load(Input("-", None, b"x"), Files()) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[source]]\nid = x\n", "line 2: invalid value"),
        (
            "[[source]]\nid = 'a'\n\n[[source]]\nid = 'b'\nURL = 'u'\n",
            "line 1: a source needs its id and its URL",
        ),
        (
            "[[source]]\nid = 'a'\nURL = 'u'\n[[source]]\nid = 1\nURL = 'u'\n",
            "line 5: id is not as it was written",
        ),
        ("[[source]]\nid = 'a'\nURL = 'u'\nauthor = ['x']\n", "line 4: author is not as it was written"),
        ("[[source]]\nid = 'a'\nURL = 'u'\nx = 'x'\n", "line 4: a source has no 'x'"),
        ("source = [1]\n", r"a.sources.lock is no list of \[\[source\]\] tables"),
        ("[other]\n", r"a.sources.lock is no list of \[\[source\]\] tables"),
        ("[[source]]\nid = 'a", "line 2: "),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        load(written(tmp_path, text.encode()), Files())


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"a\.sources\.lock, line 1: no UTF-8"):
        load(written(tmp_path, b"\xff\xfe"), Files())
