"""How much of a line a text says again."""

import pytest

from pubpipe.normalize.passes._echoes import echo, spoken_by

TEXT = spoken_by(
    ["The ferry sailed again on Friday.", "Its engines are older than the harbours.", "港の船がまた動いた。"]
)


@pytest.mark.parametrize(
    ("line", "known", "share"),
    [
        ("Ferry sails again", 2, 2 / 3),
        ("Harbour engines", 2, 1.0),
        ("Subscribe to letters", 0, 0.0),
        ("It is on", 0, 0.0),
        ("港の船", 2, 1.0),
        ("港の駅", 1, 1 / 2),
    ],
)
def test_words_that_come_again(line: str, known: int, share: float) -> None:
    found = echo(line, TEXT)
    assert found.known == known
    assert found.share == pytest.approx(share)


def test_more_words_of_a_long_line_prove_no_more() -> None:
    assert echo("ferry sailed again friday engines older harbours", TEXT).weight == 5
