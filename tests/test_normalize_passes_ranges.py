"""Where the words of an entry stand in the text as it was received."""

import unicodedata

import pytest

from pubpipe.normalize.passes._ranges import locate

RECEIVED = unicodedata.normalize("NFD", "Aé Müller, 한국 ế \\*x &amp; y" + "\u6771" * 300 + "ü") + "\u0343z"


@pytest.mark.parametrize("said", ["Aé", "Müller,", "é M", "한", "국", "ế *x", "& y", "\u6771ü", "\u0313z"])
def test_words_in_nfc_are_found_in_a_text_that_is_not(said: str) -> None:
    found = locate(RECEIVED, said, 0, len(RECEIVED))
    assert found
    stands = unicodedata.normalize("NFC", RECEIVED[slice(*found)])
    assert stands.replace("\\", "").replace("&amp;", "&") == said


def test_words_that_do_not_stand_there_are_not_found() -> None:
    assert locate(RECEIVED, "Muller", 0, len(RECEIVED)) is None
    assert locate(RECEIVED, "Müller", 8, len(RECEIVED)) is None
