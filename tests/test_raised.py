"""What stands above and below the line keeps its meaning in plain text: a power is no larger number."""

import pytest

from pubpipe.model import Ledger, Manuscript
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from pubpipe.raised import level, lowered, raised
from pubpipe.readers import Received
from pubpipe.readers.html import read


@pytest.mark.parametrize(
    ("before", "words", "written"),
    [
        ("10", "6", "⁶"),
        ("10", "-6", "⁻⁶"),
        ("10", "−6", "⁻⁶"),
        ("2", "n+1", "ⁿ⁺¹"),
        ("2", "n + 1", "ⁿ ⁺ ¹"),
        ("10", "2.5", "².⁵"),
        ("10", "6x", "⁶ˣ"),
        ("x", "i", "ⁱ"),
        ("word", "2", "²"),
        ("word", " 2 ", " ² "),
        ("N", "o", "º"),
        ("1", "a", "ª"),
        ("Kin", "o", "o"),
        ("2", "nd", "nd"),
        ("1", "er", "er"),
        ("said.", "[2]", "[2]"),
        ("Brand", "TM", "TM"),
        ("", "The figures of 2019 are not final", "The figures of 2019 are not final"),
        ("word", "*", "*"),
        ("", "", ""),
    ],
)
def test_what_is_raised_is_written_by_its_own_characters(before: str, words: str, written: str) -> None:
    assert raised(words, before) == written


@pytest.mark.parametrize(
    ("words", "written"),
    [("2", "₂"), ("n+1", "n₊₁"), ("2v", "₂v"), ("max", "max"), ("i", "i"), ("[1]", "[1]"), ("", "")],
)
def test_what_is_lowered_is_written_by_its_own_characters(words: str, written: str) -> None:
    assert lowered(words) == written


def test_two_sayings_are_compared_on_the_line() -> None:
    assert level("H₂O of 10⁶ m²") == "H2O of 106 m2"


STORY = (
    "which the people of the town have known for as long as they can think, and say so to all who ask them."
)
PAGE = """<html><head><title>CO2 in the lakes | Crier</title><meta property="og:title" content="CO2 in the lakes">
<meta property="og:site_name" content="Crier"></head><body><article><h1>CO<sub>2</sub> in the lakes</h1>
<p>There are 10<sup>6</sup> m<sup>2</sup> of water, <a href="https://e.org/a">10<sup>-6</sup></a> of it salt,
which the people of the town have known for as long as they can think, and say so to all who ask.</p>
<table><tr><th>Lake</th><th>km<sup>2</sup></th></tr><tr><td>Great</td><td>10<sup>3</sup></td></tr></table>
<p>It is the 2<sup>nd</sup> of all<sup><a href="#fn1" id="fnref1">1</a></sup> lakes,
if one goes by the men who live from what they catch in it, summer and winter, day and night.</p>
<pre>a<sup>2</sup></pre><p>Nobody has been to the other end of it, for want of
a boat that would stand the storms of autumn, when the wind comes down from the hills.</p>
<ol><li id="fn1">A note of some words. <a href="#fnref1">↩</a></li></ol></article></body></html>"""


def _normalized(page: str) -> tuple[Manuscript, Ledger]:
    manuscript, ledger, _ = normalize(read(Received("page.html", page.encode())), Wishes("page"))
    return manuscript, ledger


def test_a_page_keeps_its_powers_and_its_formulae() -> None:
    manuscript, ledger = _normalized(PAGE)
    assert manuscript.meta.title == "CO₂ in the lakes"
    assert "There are 10⁶ m² of water, [10⁻⁶](https://e.org/a) of it salt," in manuscript.body
    assert "| Lake | km² |" in manuscript.body
    assert "| Great | 10³ |" in manuscript.body
    assert "It is the 2nd of all[^1] lakes," in manuscript.body
    assert "[^1]: A note of some words." in manuscript.body
    assert "```\na2\n```" in manuscript.body
    assert "CO" not in manuscript.body  # its title is no heading once more
    assert ledger.audit.unaccounted == 0
