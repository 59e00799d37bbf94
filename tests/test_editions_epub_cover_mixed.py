"""A line in two faces: each script in its own, numbers and brackets where readers expect them."""

import pytest

from pubpipe.editions.epub.cover import faces
from pubpipe.editions.epub.cover.face import Face
from pubpipe.editions.epub.cover.lines import fit
from pubpipe.editions.epub.cover.mixed import Mixed, Mixture, laid
from pubpipe.styling import load

SERIF = "fonts/SourceSerif4-SemiBold.ttf"


def mixed(words: str, lang: str) -> Mixed:
    faces._installed.cache_clear()
    found = faces.choose(words, load("default"), SERIF, lang)
    assert isinstance(found, Mixture)
    assert found.house == Face(load("default").files[SERIF], SERIF)
    return found.at(100)


@pytest.mark.parametrize(
    ("words", "lang", "shown"),
    [
        ("ไทย 500 ใน AI และ 5G", "th", ["ไทย ", "500 ", "ใน ", "AI ", "และ ", "5G"]),
        ("الناتو (NATO) اليوم", "ar", ["الناتو ", "(", "NATO", ") ", "اليوم"]),
        ("برنامج Horizon 2030 اليوم", "ar", ["برنامج ", "Horizon 2030", " ", "اليوم"]),
    ],
)
def test_each_script_has_its_face_and_each_direction_its_run(words: str, lang: str, shown: list[str]) -> None:
    base = "rtl" if lang == "ar" else "ltr"
    runs = list(laid(mixed(words, lang), words, base))
    assert [run.text for _, run in runs] == shown
    assert [at for at, _ in runs] == sorted(at for at, _ in runs)
    assert runs[-1][0] + runs[-1][1].width == pytest.approx(mixed(words, lang).getlength(words))


def test_words_against_the_line_stand_in_their_own_order() -> None:
    font = mixed("AI ไทย", "th")
    # In a line that goes to the left, the last run of words that go to the right stands first.
    assert [run.text.strip() for _, run in laid(font, "AI ไทย", "rtl")] == ["ไทย", "AI"]


def test_a_headline_of_two_scripts_fits_like_any_other() -> None:
    words = "ไทยลงทุน 500 ล้านใน AI และ 5G"
    found = faces.choose(words, load("default"), SERIF, "th")
    assert found is not None
    setting = fit(words, found, (1300, 1300), range(240, 43, -2), "th")
    assert setting is not None
    assert setting.size > 150
    assert "".join(setting.lines).replace(" ", "") == words.replace(" ", "")
