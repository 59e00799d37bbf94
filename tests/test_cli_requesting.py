"""pubpipe.cli.requesting: what was typed -> the request to the press."""

from pathlib import Path

import pytest

from pubpipe.cli.options import Choices
from pubpipe.cli.requesting import request
from pubpipe.errors import ConfigurationError, PubpipeError, UsageProblem


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("source/b.txt", "source/a.md", "source/sub/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("words")
    (tmp_path / "pubpipe.toml").write_text('formats = ["pdf", "txt"]\nstyle = "plain"\njobs = 3\n')
    monkeypatch.chdir(tmp_path)
    for key in ("FORMATS", "STYLE", "JOBS", "STRICT", "REMOVE_NOTHING", "LANG"):
        monkeypatch.delenv(f"PUBPIPE_{key}", raising=False)
    return tmp_path.resolve()


def test_without_input_all_articles_in_the_projects_formats(project: Path) -> None:
    made = request(Choices())
    assert [i.name for i in made.inputs] == ["source/a.md", "source/b.txt", "source/sub/c.txt"]
    assert all(i.path == project / i.name for i in made.inputs)
    assert made.formats == ("pdf", "txt")
    assert (made.project.settings.style, made.project.settings.jobs) == ("plain", 3)


def test_option_over_environment_over_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBPIPE_STYLE", "environment")
    monkeypatch.setenv("PUBPIPE_JOBS", "5")
    monkeypatch.setenv("PUBPIPE_FORMATS", "epub")
    settings = request(Choices()).project.settings
    assert (settings.style, settings.jobs, settings.formats) == ("environment", 5, ("epub",))
    told = Choices(style="option", jobs=0, formats="html, md,html", strict=True, remove_nothing=True)
    settings = request(told).project.settings
    assert (settings.style, settings.jobs, settings.formats) == ("option", 0, ("html", "md"))
    assert settings.strict
    assert settings.remove_nothing


def test_single_format_goes_over_all(project: Path) -> None:
    assert request(Choices(formats="", output="out"), "epub").formats == ("epub",)


def test_words_name_files_or_articles(project: Path) -> None:
    (project / "elsewhere.txt").write_text("words")
    made = request(Choices(("elsewhere.txt", "b", "sub/c", "sub/c.txt", "missing.txt", "source/a.md")))
    assert [(i.name, i.path) for i in made.inputs] == [
        ("elsewhere.txt", project / "elsewhere.txt"),
        ("source/b.txt", project / "source/b.txt"),
        ("source/sub/c.txt", project / "source/sub/c.txt"),
        ("source/sub/c.txt", project / "source/sub/c.txt"),
        ("missing.txt", project / "missing.txt"),
        ("source/a.md", project / "source/a.md"),
    ]


def test_a_closed_standard_input_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(UsageProblem, match="standard input is closed"):
        request(Choices(inputs=("-",)))


@pytest.mark.parametrize("choices", [Choices(output="-"), Choices(as_json=True), Choices(json_lines=True)])
def test_a_closed_standard_output_is_told(
    project: Path, choices: Choices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", None)
    with pytest.raises(UsageProblem, match="standard output is closed"):
        request(choices)


def test_overrides_and_output_go_through(project: Path) -> None:
    made = request(
        Choices(("b",), title="T", lang="de", slug="s", url="https://u.org/", output="x.pdf", force=True),
        "pdf",
    )
    assert (made.overrides.title, made.overrides.lang, made.overrides.slug, made.overrides.url) == (
        "T",
        "de",
        "s",
        "https://u.org/",
    )
    assert (made.output, made.force) == ("x.pdf", True)


@pytest.mark.parametrize(
    ("choices", "single", "words"),
    [
        (Choices(formats="pfd"), "", "no format 'pfd'"),
        (Choices(formats=","), "", "names no format"),
        (Choices(lang="english"), "", "--lang cannot be 'english'"),
        (Choices(style="../x"), "", "--style cannot be"),
        (Choices(("a",), url="example.org/a"), "", "--url cannot be 'example.org/a'"),
        (Choices(title="T"), "", "--title is for one article"),
        (Choices(("a", "b"), slug="s"), "", "--slug is for one article"),
        (Choices(("-", "-")), "", "only once"),
        (Choices(("a",), output="-", as_json=True), "pdf", "both want standard output"),
    ],
)
def test_what_does_not_fit_together_is_refused(
    project: Path, choices: Choices, single: str, words: str
) -> None:
    with pytest.raises(UsageProblem, match=words):
        request(choices, single)


def test_unknown_format_in_the_project_is_a_wrong_configuration(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "pubpipe.toml").write_text('formats = ["pfd"]\n')
    with pytest.raises(
        ConfigurationError, match=r"pubpipe\.toml, line 1: there is no format 'pfd'"
    ) as refused:
        request(Choices())
    assert refused.value.hint == "Did you mean 'pdf'?"
    monkeypatch.setenv("PUBPIPE_FORMATS", "epbu")
    with pytest.raises(ConfigurationError, match="PUBPIPE_FORMATS: there is no format 'epbu'"):
        request(Choices())


def test_nothing_to_build_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PubpipeError, match="no project here"):
        request(Choices())
    (tmp_path / "source").mkdir()
    with pytest.raises(PubpipeError, match="no article in source/"):
        request(Choices())
