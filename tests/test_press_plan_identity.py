"""pubpipe.press.plan.identity and typesetters: whatever can change bytes changes the identity, and nothing else does."""

from dataclasses import replace
from pathlib import Path

import pytest

from pubpipe.model import Asset, Edition, Manuscript, Metadata, Style
from pubpipe.press.plan import typesetters as machine
from pubpipe.press.plan.identity import identity, makers, parts
from pubpipe.press.plan.reach import digest

STYLE = Style("s", {"a.css": b"1"})
MANUSCRIPT = Manuscript(
    "a", Metadata("T", "en"), "x\n", "x\n", (), (Asset("p.png", "12345678.png", "image/png", b"1"),)
)
EDITION = Edition(MANUSCRIPT, STYLE, "pdf")


def mark(edition: Edition, style: Style = STYLE) -> str:
    return identity(edition, parts(edition, digest(style, edition.format)))


def test_an_identity_changes_with_everything_that_changes_bytes() -> None:
    repainted = replace(MANUSCRIPT, assets=(replace(MANUSCRIPT.assets[0], data=b"2"),))
    changed = {
        "text": replace(EDITION, manuscript=replace(MANUSCRIPT, markdown="y\n")),
        "pictures": replace(EDITION, manuscript=repainted),
        "settings": replace(EDITION, options=replace(EDITION.options, page="a4")),
        "sister": replace(EDITION, facts={"pages": 2}),
        "index": replace(EDITION, facts={"index": "index.html", "feed": "feed.xml"}),
    }
    before = parts(EDITION, digest(STYLE, "pdf"))
    for part, edition in changed.items():
        after = parts(edition, digest(STYLE, "pdf"))
        assert {name for name in after if after[name] != before.get(name)} == {part}
    others = [mark(e) for e in changed.values()]
    others += [mark(EDITION, Style("s", {"a.css": b"2"})), mark(replace(EDITION, format="epub"))]
    assert mark(EDITION) == mark(replace(EDITION))
    assert len({mark(EDITION), *others}) == len(others) + 1


@pytest.mark.parametrize(
    "form", ["md", "txt", "txt-ascii", "html", "epub", "webp-cover", "pdf", "a-strangers"]
)
def test_the_name_of_a_style_counts_where_findings_tell_it(form: str) -> None:
    before = parts(replace(EDITION, format=form), digest(STYLE, form))
    after = parts(replace(EDITION, format=form, style=replace(STYLE, name="t")), digest(STYLE, form))
    changed = {name for name in after if after[name] != before[name]}
    assert changed == ({"style"} if form in ("pdf", "a-strangers") else set())


def test_only_editions_with_pages_hang_on_what_sets_type() -> None:
    assert "weasyprint=" in makers("pdf")
    assert machine.typesetters() in makers("pdf")
    assert machine.typesetters() in makers("a-strangers")
    assert "weasyprint=" not in makers("txt")
    assert "pypandoc_binary=" in makers("txt")
    assert "markdown-it-py=" in makers("txt")


def test_a_face_that_comes_or_goes_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / ".fonts" / "below"
    folder.mkdir(parents=True)
    assert folder in machine.face_folders()
    machine.typesetters.cache_clear()
    before = machine.typesetters()
    (folder / "face.ttf").write_bytes(b"")
    machine.typesetters.cache_clear()
    after = machine.typesetters()
    machine.typesetters.cache_clear()
    assert before != after
    assert before.split(" faces=")[0] == after.split(" faces=")[0]
    assert "missing" not in after
