"""Lists of phrases: all of them can be read, are folded, and have nothing empty in them."""

from importlib import resources

from pubpipe.normalize.phrases import lines, phrases


def test_every_list_is_folded_and_has_no_empty_phrase() -> None:
    names = [
        f.name.removesuffix(".txt") for f in resources.files("pubpipe.normalize").joinpath("lists").iterdir()
    ]
    assert len(names) > 10
    for name in names:
        assert all(line.strip() for line in lines(name)), name
        if name not in ("chrome-patterns", "stopwords", "months"):
            assert all(phrase and phrase == phrase.casefold() for phrase in phrases(name)), name


def test_months_are_twelve_a_line() -> None:
    assert {len(line.split()) for line in lines("months")} == {12}
