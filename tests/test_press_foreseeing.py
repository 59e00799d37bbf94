"""pubpipe.press.foreseeing and standing: what would be made, why, and that nothing is made."""

import os
from dataclasses import replace

from pubpipe.press.foreseeing import Forecast, foresee
from pubpipe.press.request import Input, Request
from pubpipe.project import Project
from pubpipe.settings import Settings
from tests.test_press import QUICK, TEXT, build, statuses, write
from tests.test_press import project as project  # noqa: PLC0414  # the fixture
from tests.test_readers import png


def why(project: Project, inputs: tuple[Input, ...], **options: bool) -> dict[str, tuple[str, ...]]:
    forecast = forecast_of(project, inputs, **options)
    return {e.path: e.reasons for a in forecast.articles for e in a.editions}


def forecast_of(project: Project, inputs: tuple[Input, ...], **options: bool) -> Forecast:
    return foresee(replace(Request(project, inputs, QUICK), **options))  # type: ignore[arg-type]


def test_every_reason_is_given(project: Project) -> None:
    write(project, p_png=png())
    inputs = write(project, a_md="# A title\n\nThe council met. ![A dot](p.png)\n")
    assert why(project, inputs) == {"dist/a.md": ("new",), "dist/a.txt": ("new",)}
    assert not project.dist.exists()
    assert not project.state.exists()
    build(project, inputs)
    assert why(project, inputs) == {"dist/a.md": (), "dist/a.txt": ()}
    assert why(project, inputs, force=True)["dist/a.md"] == ("forced",)
    other = replace(project, settings=Settings(publication="The Daily", page="a4", style="book"))
    assert why(other, inputs) == {"dist/a.md": (), "dist/a.txt": ()}
    narrow = replace(project, settings=Settings(text_width=60))
    assert why(narrow, inputs) == {"dist/a.md": (), "dist/a.txt": ("settings changed",)}
    (project.styles / "default").mkdir(parents=True)
    (project.styles / "default" / "text.toml").write_text("# another layout\n")
    assert why(project, inputs) == {"dist/a.md": (), "dist/a.txt": ("style changed",)}
    (project.styles / "default" / "text.toml").unlink()
    write(project, p_png=png() + b"more")
    assert why(project, inputs)["dist/a.txt"][-1] == "pictures changed"
    write(project, p_png=png(), a_md="# A title\n\nThe council left. ![A dot](p.png)\n")
    assert why(project, inputs)["dist/a.txt"] == ("text changed",)
    (project.dist / "a.md").unlink()
    (project.dist / "a.txt").write_text("mine")
    assert why(project, inputs) == {
        "dist/a.md": ("edition missing", "text changed"),
        "dist/a.txt": ("edited by hand", "text changed"),
    }


def test_a_forecast_has_the_exit_code_of_the_build(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    project.dist.mkdir()
    (project.dist / "a.txt").write_text("mine")
    forecast = forecast_of(project, inputs)
    assert [e.status for e in forecast.articles[0].editions] == ["due", "blocked"]
    assert forecast.articles[0].editions[1].reasons == ("not made by pubpipe",)
    assert forecast.exit_code == build(project, inputs).exit_code == 5
    inputs = write(project, a_txt="", b_txt=TEXT)
    forecast = forecast_of(project, inputs)
    assert forecast.exit_code == build(project, inputs).exit_code == 3
    assert forecast.articles[0].findings[0].code == "article-not-read"


def test_only_verifying_sees_bytes_that_changed_behind_the_times(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    build(project, inputs)
    path = project.dist / "a.txt"
    times = path.stat()
    path.write_bytes(path.read_bytes().replace(b"council", b"Council"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert why(project, inputs)["dist/a.txt"] == ()
    assert why(project, inputs, verify=True)["dist/a.txt"] == ("edited by hand",)
    assert statuses(build(project, inputs, verify=True)) == [["unchanged", "failed"]]


def test_a_touched_edition_stands(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    build(project, inputs)
    os.utime(project.dist / "a.txt", ns=(1, 1))
    assert why(project, inputs)["dist/a.txt"] == ()
