"""Titles from leads: only deletion, whole sentences, four to fourteen words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubpipe.normalize.passes.title_block._leads import from_lead

LEADS = {
    "A federal judge on Friday blocked the new voting law, saying it likely violates the constitution.": (
        "A federal judge on Friday blocked the new voting law"
    ),
    "Mr. Brown, who has led the company for 20 years, will step down in March, the company announced.": (
        "Mr. Brown will step down in March"
    ),
    "When Mary Jones opened her bookshop in 1998, everyone told her that it would fail within a year.": (
        "Everyone told her that it would fail within a year"
    ),
    "The commission proposed on Tuesday a ban on the import of goods made with forced labour, a move that could"
    " hit thousands of companies.": "The commission proposed a ban on the import of goods made with forced labour",
    "The U.S. government sued Acme Inc. because of its prices.": "The U.S. government sued Acme Inc",
    "Le président a annoncé mardi que le gouvernement allait présenter un nouveau projet de loi, alors que les"
    " syndicats appellent à la grève.": "Le gouvernement allait présenter un nouveau projet de loi",
    "Die Regierung hat am Mittwoch ein neues Gesetz beschlossen, nachdem lange darüber gestritten worden war.": (
        "Die Regierung hat am Mittwoch ein neues Gesetz beschlossen"
    ),
    "El presidente anunció este martes que aprobará un nuevo plan de ayudas, tras meses de sequía.": (
        "El presidente aprobará un nuevo plan de ayudas"
    ),
    "Il governo ha approvato giovedì un decreto, mentre l’opposizione protesta.": (
        "Il governo ha approvato giovedì un decreto"
    ),
    "O governo anunciou um pacote de medidas para conter a inflação, após meses de alta.": (
        "O governo anunciou um pacote de medidas para conter a inflação"
    ),
}


@pytest.mark.parametrize(("lead", "expected"), LEADS.items())
def test_leads(lead: str, expected: str) -> None:
    assert next(from_lead(lead)) == expected


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        (
            "Officials of both harbours said on Sunday they will take steps to make the ferry safer before autumn.",
            "Officials of both harbours will take steps to make the ferry safer before autumn",
        ),
        (
            "The last ferry leaves the port at ten past six, and for eleven years it has been sailed by the same man.",
            "The last ferry leaves the port at ten past six",
        ),
        (
            "O farol da vila não é preciso há vinte anos, mas todas as noites alguém o acende com muito cuidado.",
            "O farol da vila não é preciso há vinte anos",
        ),
        (
            "عادت المكتبة الصغيرة في قلب المدينة إلى فتح أبوابها بعد سبع سنوات من الإغلاق، وقد وقف أمامها كثيرون.",
            "عادت المكتبة الصغيرة في قلب المدينة إلى فتح أبوابها",
        ),
        ("It rained. The council closed the harbour for good.", "The council closed the harbour for good"),
    ],
)
def test_what_else_a_lead_says_is_left_out(lead: str, expected: str) -> None:
    assert next(from_lead(lead)) == expected


@pytest.mark.parametrize(
    "lead",
    [
        "The agency chose Blue Moon, Artemis, and Tyvak for a programme of landers that is to begin in the next five years.",
        "Nobody came. They had all stayed at home that day.",
    ],
)
def test_no_list_and_no_sentence_that_points_back_is_cut(lead: str) -> None:
    assert list(from_lead(lead)) == []


@pytest.mark.parametrize(
    "lead",
    [
        "It was raining.",
        "When the rain came to the valley at last",
    ],
)
def test_no_half_sentence_is_a_title(lead: str) -> None:
    assert list(from_lead(lead)) == []


def test_claims_and_denials_keep_their_frame() -> None:
    for verb in ("claimed", "denied", "warned"):
        assert next(from_lead(f"The mayor {verb} that he had read the report.")).split()[2] == verb


def test_a_day_is_not_cut_out_of_what_it_belongs_to() -> None:
    for title in from_lead(
        "The council of the old town will not meet before Tuesday to discuss the plans for the harbour in detail."
    ):
        assert "before to" not in title


@given(st.text('the council said that it , who . on Monday in Tokyo "“” as after AB', max_size=300))
def test_every_word_comes_from_the_lead_in_its_order(lead: str) -> None:
    for title in from_lead(lead):
        rest = iter(lead.casefold())
        assert all(char in rest for char in title.casefold().replace(" ", "")), (lead, title)


@pytest.mark.parametrize(
    "bad", [", who " * 200_000, "as the a " * 110_000, " in the" * 140_000, "A" * 1_000_000]
)
def test_a_hostile_lead_costs_little(bad: str) -> None:
    assert len(list(from_lead(bad))) <= 2
