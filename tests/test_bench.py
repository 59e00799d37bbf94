"""The benchmark's own parts: inputs from the seed, whole trees of processes counted, ratios and exponents right."""

import sys
from pathlib import Path

import pytest
from PIL import Image

from bench import claims, inputs, lines, pages, peers, watching
from bench.comparisons import Pair, compare
from bench.environment import Tools
from bench.growth import Point, exponent
from bench.tree import measure
from pubpipe.editions.pdf.composition.faults import Faults

BURN = "import time\nwhile time.process_time() < {}: pass\n"
# What a fork server leaves: a grandchild that works on when its parent has gone.
ORPHAN = f"""
import os, time
if os.fork() == 0:
    os.setsid()
    time.sleep(0.3)
    {BURN.format(0.5).replace(chr(10), chr(10) + "    ")}
"""


def test_inputs_are_the_same_every_time_and_as_long_as_asked_for() -> None:
    one = inputs.text(3_000, 7, "A title")
    assert one == inputs.text(3_000, 7, "A title")
    assert one != inputs.text(3_000, 8, "A title")
    assert 3_000 <= len(one.split()) < 3_500
    assert "## Chapter 2" in one
    assert "[^1]: " in one


def test_a_batch_is_a_project(tmp_path: Path) -> None:
    paths = inputs.batch(tmp_path, 3)
    assert [path.name for path in paths] == ["article-0000.md", "article-0001.md", "article-0002.md"]
    assert len({path.read_text() for path in paths}) == 3
    assert (tmp_path / "pubpipe.toml").is_file()


def test_what_a_command_leaves_behind_is_counted(tmp_path: Path) -> None:
    assert measure([sys.executable, "-c", ORPHAN], tmp_path).cpu >= 0.5


def test_a_command_that_fails_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="exit code 3"):
        measure([sys.executable, "-c", "raise SystemExit(3)"], tmp_path)


def test_pairs_and_their_ratios(tmp_path: Path) -> None:
    slow, nothing = ([sys.executable, "-c", BURN.format(seconds)] for seconds in (0.6, 0))
    (row,) = compare(Pair("it", slow, nothing, tmp_path, ("cpu",)), 1, lambda text: None)
    assert row.ratios[1] == pytest.approx(row.ours / row.theirs)
    (other,) = compare(Pair("it", slow, nothing, tmp_path, ("cpu",), faster=True), 1, lambda text: None)
    assert other.ratios[1] == pytest.approx(other.theirs / other.ours)


def test_a_watched_article_is_made_anew_for_each_save(tmp_path: Path) -> None:
    python = Path(sys.executable)
    tools = Tools(python, python.with_name("pubpipe"), python, python, ())
    (tmp_path / "short.md").write_text("# A title\n\nSome words of an article that is watched.\n")
    usual, slowest = watching.watched(tools, tmp_path / "project", tmp_path / "short.md", 1)
    assert 0 < usual == slowest
    assert (tmp_path / "project" / "dist" / "short.md").read_text().count(" further") == 2


def test_the_exponent_of_growth() -> None:
    points = [Point(words, 0.001 * words**1.5) for words in (1_000, 10_000, 100_000)]
    assert exponent(points) == pytest.approx(1.5)


def test_what_claims_cost_is_measured_on_pages_with_and_without_them(tmp_path: Path) -> None:
    python = Path(sys.executable)
    tools = Tools(python, python, python, python, ())
    row = claims.compare(tools, tmp_path, inputs.batch(tmp_path, 1, words=60), 1)
    assert row.name.startswith("1 PDFs")
    assert row.theirs > 0 < row.ours
    assert row.ratios[1] == pytest.approx(row.ours / row.theirs)


def test_prose_of_a_book_is_its_long_paragraphs_without_markup(tmp_path: Path) -> None:
    long = "A *star* and words. " * 10
    (tmp_path / "sect.b.html").write_text(f"<div class='para'>{long}</div><div class='para'>Short.</div>")
    (tmp_path / "sect.a.html").write_text(f"<div class='para'>First <b>of</b> all. {long}</div>")
    (tmp_path / "index.html").write_text(f"<div class='para'>{long}</div>")
    first, second = lines.prose(tmp_path).strip().split("\n\n")
    assert first.startswith(r"First of all. A \*star\* and")
    assert second.startswith(r"A \*star\*")
    assert lines.prose(tmp_path, letters=1) == f"{first}\n"


def test_a_row_tells_faults_a_hundred_pages() -> None:
    told = lines.line("German", Faults(25, 9, 5, 2, 900, 180), Faults(26, 0, 1, 0, 890, 40))
    assert told == "| German | 36 → 0 | 20 → 4 | 8 → 0 | 20 % → 4 % |"


def test_pages_stand_side_by_side_in_few_colours() -> None:
    page = Image.new("RGB", (40, 60), (255, 0, 0))
    whole = pages.side_by_side([("one", page), ("two", page)])
    red = [x for x in range(whole.width) if whole.convert("RGB").getpixel((x, 30)) == (255, 0, 0)]
    assert len(red) == 80
    assert whole.mode == "P"


def test_other_programs_are_compared_with_where_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert peers.when_present("a.md", "a.html", "out") == {}
    program = tmp_path / "percollate"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    kinds = ("epub", "pdf", "html")
    line = " && ".join(f"percollate {kind} --no-sandbox -o out.{kind} a.html" for kind in kinds)
    assert peers.when_present("a.md", "a.html", "out") == {"percollate": line}
