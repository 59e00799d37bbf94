"""An input with what lies beside it -> its manuscript."""

from __future__ import annotations

from pathlib import Path

import pytest

from pubpipe.errors import ConfigurationError
from pubpipe.press.inputs.reading import read
from pubpipe.press.request import Input, Overrides
from pubpipe.project import find


def test_a_sidecar_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A Letter\n\nIts text.\n")
    (tmp_path / "a.yaml").write_bytes("title: Mine\r\nauthor: Müller\r\n".encode("utf-8-sig"))
    found = read(Input("a.md", tmp_path / "a.md"), find(tmp_path), Overrides())
    assert (found.manuscript.meta.title, found.manuscript.meta.authors) == ("Mine", ("Müller",))


def test_a_sidecar_in_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A Letter\n\nIts text.\n")
    (tmp_path / "a.yaml").write_bytes("title: Mine\nauthor: Müller\n".encode("latin-1"))
    with pytest.raises(ConfigurationError, match=r"^a\.yaml, line 2: not UTF-8$"):
        read(Input("a.md", tmp_path / "a.md"), find(tmp_path), Overrides())
