"""Names as libraries sort them."""

import pytest

from pubpipe.editions.epub.container.names import file_as


@pytest.mark.parametrize(
    ("name", "sorted_as"),
    [
        ("Ana Pérez", "Pérez, Ana"),
        ("Jan de Vries", "Vries, Jan de"),
        ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
        ("Лев Толстой", "Толстой, Лев"),
        ("Plato", "Plato"),
        ("Pérez, Ana", "Pérez, Ana"),
        ("The Associated Press", "The Associated Press"),
        ("Reuters Staff", "Reuters Staff"),
        ("Agence France-Presse", "Agence France-Presse"),
        ("山田太郎", "山田太郎"),
        ("山田 太郎", "山田 太郎"),
        ("سارة أحمد", "سارة أحمد"),
        ("bell hooks", "bell hooks"),
        ("", ""),
    ],
)
def test_only_plain_names_of_persons_are_turned_round(name: str, sorted_as: str) -> None:
    assert file_as(name) == sorted_as
