"""Names in bylines and datelines: who is a person, who an agency, and how capitals are written."""

import pytest

from pubpipe.normalize.names import Credit, credit, is_agency, person, place


@pytest.mark.parametrize(
    ("text", "people", "agency"),
    [
        ("Jane Doe", ("Jane Doe",), ""),
        ("JANE Q. DOE", ("Jane Q. Doe",), ""),
        ("JANE McDOE", ("Jane McDoe",), ""),
        ("Jane Doe and John A. Smith", ("Jane Doe", "John A. Smith"), ""),
        ("Jane Doe, John Smith & Mary Major", ("Jane Doe", "John Smith", "Mary Major"), ""),
        ("Jane DOE et Paul MARTIN", ("Jane Doe", "Paul Martin"), ""),
        ("Juan Pérez y María de la Cruz", ("Juan Pérez", "María de la Cruz"), ""),
        ("Ludwig van Beethoven", ("Ludwig van Beethoven",), ""),
        ("Jane Doe, Staff Writer", ("Jane Doe",), ""),
        ("Jane Doe, Reuters", ("Jane Doe",), "Reuters"),
        ("Associated Press", (), "Associated Press"),
        ("Reuters Staff", (), "Reuters Staff"),
        ("山田太郎", ("山田太郎",), ""),
    ],
)
def test_credits(text: str, people: tuple[str, ...], agency: str) -> None:
    assert credit(text) == Credit(people, agency)


@pytest.mark.parametrize(
    ("text", "where", "sure"),
    [
        ("Jane Doe in LONDON", "LONDON", True),
        ("Jane Doe in Port Linden", "Port Linden", True),
        ("Anna Müller, Berlin", "Berlin", True),
        ("Anna Müller, Oberwiesen", "Oberwiesen", False),
        ("Ana Souza, do Rio de Janeiro", "Rio de Janeiro", True),
        ("Anne Leroy (Lyon)", "Lyon", False),
        ("Anne Leroy, à Paris", "Paris", True),
        ("Jane Doe for The Herald", "", False),
        ("Jane Doe, Karlsby Tidings", "Karlsby Tidings", False),
        ("Jane Doe (Reuters)", "", False),
        ("Jane Doe for Karlsby Post", "", False),
    ],
)
def test_where_somebody_wrote(text: str, where: str, sure: bool) -> None:
    found = credit(text)
    assert found and len(found.people) == 1
    assert (found.where, found.sure) == (where, sure)


@pytest.mark.parametrize(
    "text",
    [
        "Friday",
        "The Daily News",
        "Hook Or By Crook",
        "the river",
        "A1 B2",
        "",
        "Christmas Eve",
        "x" * 200,
        "短缺药品保供稳价",
    ],
)
def test_what_names_nobody(text: str) -> None:
    assert credit(text) is None


@pytest.mark.parametrize(
    ("received", "written"),
    [
        ("JEAN-LUC O'BRIEN", "Jean-Luc O'Brien"),
        ("MARY MCDONALD", "Mary McDonald"),
        ("VINCENT VAN GOGH", "Vincent van Gogh"),
        ("JOHN SMITH III", "John Smith III"),
        ("J.R. EWING", "J.R. Ewing"),
        ("JD Vance", "JD Vance"),
        ("Edgar Allan Poe", "Edgar Allan Poe"),
    ],
)
def test_people_in_capitals(received: str, written: str) -> None:
    assert person(received) == written


@pytest.mark.parametrize(
    ("received", "written"),
    [
        ("SÃO PAULO", "São Paulo"),
        ("RIO DE JANEIRO", "Rio de Janeiro"),
        ("PORT-AU-PRINCE", "Port-au-Prince"),
        ("MCALLEN", "McAllen"),
        ("N'DJAMENA", "N'Djamena"),
        ("THE HAGUE", "The Hague"),
        ("FRANKFURT AM MAIN", "Frankfurt am Main"),
        ("Kuala Lumpur", "Kuala Lumpur"),
    ],
)
def test_places_in_capitals(received: str, written: str) -> None:
    assert place(received) == written


def test_agencies() -> None:
    assert is_agency("(AFP)") and is_agency("Reuters Staff")
    assert not is_agency("Jane Doe")
