"""What two machines must have in common: tools, libraries and faces, by what they are and not by when they came."""

import os
from pathlib import Path

import pytest

from pubpipe.press.cluster.versions import differences, versions
from pubpipe.press.plan.typesetters import typesetters


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own, with one face."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    (tmp_path / ".fonts").mkdir()
    (tmp_path / ".fonts" / "a.ttf").write_bytes(b"face")
    return tmp_path


def test_the_tools_of_a_format_count() -> None:
    told = versions(("pdf",))
    assert {"weasyprint", "pango", "harfbuzz", "installed faces", "pypandoc_binary", "zlib"} <= set(told)
    assert "weasyprint" not in versions(("md", "txt"))
    assert versions(("md", "pdf")) == versions(("pdf", "md"))


def test_faces_count_by_their_names_and_sizes(home: Path) -> None:
    face = home / ".fonts" / "a.ttf"
    before = versions(("pdf",))
    os.utime(home / ".fonts", (1, 1))
    typesetters.cache_clear()
    assert versions(("pdf",)) == before
    face.write_bytes(b"another")
    assert differences(before, versions(("pdf",)))[0].startswith("installed faces ")
    face.write_bytes(b"face")
    assert versions(("pdf",)) == before
    settings = home / ".config" / "fontconfig"
    settings.mkdir(parents=True)
    (settings / "a.conf").write_text("<a/>")
    more = versions(("pdf",))
    (settings / "a.conf").write_text("<b/>")
    assert len({d["installed faces"] for d in (before, more, versions(("pdf",)))}) == 3
    typesetters.cache_clear()


def test_differences_name_what_is_here_and_there() -> None:
    here, there = {"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "4", "d": "5"}
    assert differences(here, there) == (
        "b 4 (here 2)",
        "c missing (here 3)",
        "d 5 (here missing)",
    )
    assert differences(here, here) == ()
