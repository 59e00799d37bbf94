import pytest

from pubpipe.normalize.evidence import spoken_for, stopwords


def test_a_word_says_the_less_the_more_languages_have_it() -> None:
    assert spoken_for("would") == (("en", 1),)
    assert sum(weight for _, weight in spoken_for("de")) <= 1
    assert len(spoken_for("de")) == len(stopwords()["de"]) > 5
    assert not spoken_for("zogramar")


@pytest.mark.parametrize(("word", "lang"), [("größe", "de"), ("łza", "pl"), ("ўся", "be")])
def test_a_letter_speaks_for_the_languages_that_have_it(word: str, lang: str) -> None:
    assert dict(spoken_for(word))[lang] == max(weight for _, weight in spoken_for(word))


def test_a_language_that_looks_like_a_larger_one_has_less_of_each_word() -> None:
    shared = dict(spoken_for("ñ"))
    assert shared["gl"] < shared["es"]
