"""The quick hyphenation dictionaries: all of pyphen's, pattern by pattern, and words divided the same way."""

import pyphen
import pytest

from pubpipe.editions.pdf.engine.hyphens import quick

# Another test may have put the quick class in its place already.
ORIGINAL = next(c for c in pyphen.HyphDict.__mro__ if c.__module__.startswith("pyphen"))
PATHS = sorted(set(pyphen.LANGUAGES.values()))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_pattern_is_pyphens(path: pyphen.Path) -> None:
    slow, fast = ORIGINAL(path), quick(ORIGINAL)(path)
    read = {letters: fast.patterns.get(letters) for letters in list(fast.patterns)}
    assert read == slow.patterns
    assert fast.maxlen == slow.maxlen


@pytest.mark.parametrize("lang", ["en_US", "de_DE", "hu_HU", "ru_RU", "nl_NL"])
def test_words_are_divided_the_same_way(lang: str) -> None:
    slow, fast = ORIGINAL(pyphen.LANGUAGES[lang]), quick(ORIGINAL)(pyphen.LANGUAGES[lang])
    words = [
        "manufacturing",
        "Zuckerbäckerei",
        "asszonnyal",
        "правительство",
        "lettergrepen",
        "omaatje",
        "a",
        "''",
        "12",
    ]
    for word in words:
        assert fast.positions(word) == slow.positions(word)
        # Again, now that the patterns are read.
        fast.cache.clear()
        assert fast.positions(word) == slow.positions(word)


@pytest.mark.parametrize("lang", ["en_US", "hu_HU"])
def test_what_is_kept_of_words_does_not_grow_for_ever(lang: str) -> None:
    fast = quick(ORIGINAL)(pyphen.LANGUAGES[lang])
    for number in range(12_000):
        fast.positions(f"a{number}")
    assert 0 < len(fast.cache) <= 5_000
