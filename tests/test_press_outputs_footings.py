"""pubpipe.press.outputs.footings: the files on which an answer rests, all of them or none."""

from pubpipe.press.outputs.footings import Footings


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
