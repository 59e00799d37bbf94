"""Words in a box: the size, the breaks, the balance, and which characters a face has."""

import pytest

from pubpipe.editions.epub.cover.face import Face
from pubpipe.editions.epub.cover.lines import fit
from pubpipe.styling import load

SIZES = range(200, 19, -2)
TITLE = "U.S. and Japanese officials will take steps to boost military ties"


def face(name: str = "fonts/SourceSerif4-SemiBold.ttf") -> Face:
    return Face(load("default").files[name], name)


@pytest.mark.parametrize(
    "words", ["Word", TITLE, "Donaudampfschifffahrtsgesellschaftskapitän", "co-operation " * 30]
)
def test_every_line_fits_and_no_word_is_lost(words: str) -> None:
    setting = fit(words.strip(), face(), (1300, 1200), SIZES)
    assert setting is not None
    assert setting.height <= 1200
    assert max(setting.font.getlength(line) for line in setting.lines) <= 1300 * 1.01
    assert "".join(setting.lines).replace(" ", "") == words.replace(" ", "")


def test_lines_are_balanced() -> None:
    setting = fit("One two three four five six seven eight nine ten", face(), (900, 1200), range(100, 99, -1))
    assert setting is not None
    widths = [setting.font.getlength(line) for line in setting.lines]
    assert len(widths) == 3
    assert min(widths) > 0.7 * max(widths)


def test_a_word_is_broken_only_at_the_least_size() -> None:
    whole = fit("x" * 40, face(), (400, 300), range(100, 9, -1))
    assert whole is not None
    assert whole.lines == ("x" * 40,)
    broken = fit("x" * 40, face(), (400, 300), range(100, 39, -1))
    assert broken is not None
    assert broken.size == 40
    assert "".join(broken.lines) == "x" * 40
    assert len(broken.lines) > 1


def test_what_does_not_fit_is_not_set() -> None:
    assert fit("word " * 400, face(), (400, 300), range(100, 39, -1)) is None


def test_a_face_knows_what_it_has() -> None:
    assert face().can_set("Ceasefire, ‘naïve’ — Ελλάδα, Россия 1½")
    assert not face().can_set("Ceasefire 平和")
    assert not face().can_set("☮")
