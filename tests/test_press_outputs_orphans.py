"""pubpipe.press.outputs.orphans: what was made from an article that is gone is told, and removed only where it is ours."""

from pathlib import Path

import pytest

from pubpipe.errors import ConfigurationError, UsageProblem
from pubpipe.press.outputs.orphans import clean
from pubpipe.project import Project, find
from tests.test_press import QUICK, TEXT, build, write
from tests.test_press import project as project  # noqa: PLC0414  # the fixture
from tests.test_readers import png


def left(project: Project) -> list[str]:
    return sorted(p.relative_to(project.dist).as_posix() for p in project.dist.rglob("*"))


def test_editions_of_an_article_that_is_gone(project: Project) -> None:
    kept = write(project, a_txt=TEXT)
    write(project, sub__p_png=png())
    gone = write(project, sub__b_md="# T\n\nText.\n\n![A dot](p.png)\n")
    assert build(project, (*kept, *gone), whole=True).findings == ()
    assert clean(project) == ()
    assert gone[0].path is not None
    gone[0].path.unlink()
    (finding,) = build(project, kept, whole=True).findings
    assert (finding.severity, finding.code) == ("warning", "orphaned-edition")
    assert finding.message.startswith("source/sub/b.md is gone")
    assert all(name in finding.message for name in ("dist/sub/b.md", "dist/sub/b.txt", "sub/b.ledger.json"))
    assert build(project, kept).findings == ()
    before = left(project)
    assert {o.status for o in clean(project, dry_run=True)} == {"due"}
    assert left(project) == before
    (project.dist / "sub" / "b.txt").write_text("edited")
    assert {o.path for o in clean(project) if o.status == "edited"} == {"dist/sub/b.txt"}
    assert left(project) == ["a.ledger.json", "a.md", "a.txt", "sub", "sub/b.txt"]
    (project.dist / "sub" / "b.txt").unlink()
    assert clean(project) == ()
    assert build(project, kept, whole=True).findings == ()


def test_another_article_takes_a_name_over(project: Project) -> None:
    (old,) = write(project, a_txt=TEXT)
    build(project, (old,), whole=True)
    assert old.path is not None
    old.path.rename(old.path.with_suffix(".text"))
    new = write(project, a_text=TEXT)
    assert build(project, new, whole=True).findings == ()
    assert clean(project) == ()


def test_an_orphan_fails_a_strict_build(project: Project) -> None:
    gone = write(project, a_txt=TEXT)
    kept = write(project, b_txt=TEXT)
    build(project, (*gone, *kept), QUICK, whole=True)
    (project.source / "a.txt").unlink()
    assert build(project, kept, whole=True).exit_code == 0
    (project.root / "pubpipe.toml").write_text("strict = true")
    assert build(find(project.root), kept, whole=True).exit_code == 6


def test_nothing_goes_when_all_is_gone(project: Project, tmp_path: Path) -> None:
    inputs = write(project, a_txt=TEXT)
    build(project, inputs)
    project.source.rename(tmp_path / "elsewhere")
    with pytest.raises(ConfigurationError, match="no folder source/"):
        clean(project)
    (tmp_path / "bare").mkdir()
    (project.root / "pubpipe.toml").unlink()
    with pytest.raises(UsageProblem):
        clean(find(tmp_path / "bare"))
    assert (project.dist / "a.txt").exists()
