"""pubpipe.press.outputs.footings: the files on which an answer rests, all of them or none."""

import gc
import tracemalloc

from pubpipe.press.outputs.footings import Footings

FOLDER = "/srv/archives/of/the/harbour/letters/received/from/its/keepers/\udcff/since/nineteen/hundred"


def test_files_come_back_as_they_were_put() -> None:
    footings = Footings(wanted=True)
    footings.add(("source/a.md", "source/\udcffé.yaml"), ("dist/a.md",))
    footings.add((), ("dist/index.html",))
    assert footings.whole
    assert list(footings.read()) == ["source/a.md", "source/\udcffé.yaml"]
    assert list(footings.outputs()) == ["dist/a.md", "dist/index.html"]


def test_of_an_article_whose_files_cannot_all_be_told_none_are() -> None:
    footings = Footings(wanted=True)
    footings.add(("source/a.md",), ("dist/a.md",))
    footings.add(None, ("dist/b.md",))
    footings.add(("source/c.md",), ("dist/c.md",))
    assert (footings.whole, list(footings.read()), list(footings.outputs())) == (False, [], [])


def test_too_many_are_let_go_of() -> None:
    footings = Footings(wanted=True, most=1000)
    for n in range(100):
        footings.add((f"source/a{n}.md",), (f"dist/a{n}.md",))
    assert (footings.whole, list(footings.outputs())) == (False, [])


def test_nothing_is_kept_that_nobody_wants() -> None:
    footings = Footings(wanted=False)
    footings.add(("source/a.md",), ("dist/a.md",))
    assert (footings.whole, list(footings.read())) == (False, [])


def test_paths_of_many_articles_come_back_as_they_were_and_take_little_room() -> None:
    footings, names = Footings(wanted=True), [f"{FOLDER}/{n:05}.md" for n in range(20_000)]
    gc.collect()
    tracemalloc.start()
    for name in names:
        footings.add((name,), ())
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert list(footings.read()) == names
    assert list(footings.read()) == names
    assert kept < sum(map(len, names)) / 3
