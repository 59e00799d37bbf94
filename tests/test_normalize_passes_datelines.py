"""Datelines of agencies in many languages, and what only looks like one."""

import pytest

from pubpipe.normalize import document as doc
from pubpipe.normalize.passes.title_block._datelines import match_dateline
from pubpipe.normalize.passes.title_block.dateline import dateline
from tests.support.drafts import galley, normalized

BODY = "The council met on Monday to discuss the plans for the old harbour and the costs of the new bridge."


@pytest.mark.parametrize(
    ("text", "place", "date", "agency"),
    [
        ("SÃO PAULO, July 28 (Reuters) – New", "São Paulo", "", "Reuters"),
        ("RIO DE JANEIRO, 28 Jul 2024 (Lusa) – O", "Rio de Janeiro", "2024-07-28", "Lusa"),
        ("HAYWARD, Calif. (AP) — The", "Hayward", "", "AP"),
        ("NAIROBI, Kenya -- The", "Nairobi", "", ""),
        ("New York, NY – The", "New York", "", ""),
        ("Berlin – Die Regierung", "Berlin", "", ""),
        ("BERLIN (dpa) - Die", "Berlin", "", "dpa"),
        ("BERLIN/KASSEL, 28. Juli 2024 (dpa) - Die", "Berlin/Kassel", "2024-07-28", "dpa"),
        ("Hamburg (dpa/lno) - Die", "Hamburg", "", "dpa/lno"),
        ("PARIS, 28 juillet (AFP) — Le", "Paris", "", "AFP"),
        ("Paris, le 28 juillet 2024 – Le", "Paris", "2024-07-28", ""),
        ("Madrid, 28 jul (EFE).- El", "Madrid", "", "EFE"),
        ("(ANSA) - ROMA, 28 LUG - Il", "Roma", "", "ANSA"),
        ("МОСКВА, 28 июля. /ТАСС/. Президент", "Москва", "", "ТАСС"),
        ("МОСКВА, 28 июл — Президент", "Москва", "", ""),
        ("新华社北京7月28日电（记者王明）中国", "北京", "", "新华社"),
        ("［東京 28日 ロイター］ - 日本", "東京", "", "ロイター"),
        ("【北京＝共同】中国", "北京", "", "共同"),
        ("SEOUL, Aug. 20 (Yonhap) -- The", "Seoul", "", "Yonhap"),
        ("LONDON, March 4 /PRNewswire/ -- The", "London", "", "PRNewswire"),
        ("NEW YORK--(BUSINESS WIRE)--The", "New York", "", "BUSINESS WIRE"),
        ("KLATEN, KOMPAS.com - Warga", "Klaten", "", "KOMPAS.com"),
        ("BUENOS AIRES.- El", "Buenos Aires", "", ""),
        ("دمشق، سوريا (CNN) -- قال", "دمشق", "", "CNN"),
        ("【6月18日 AFP】北東部", "", "", "AFP"),
        ("(서울=연합뉴스) 홍길동 기자 = 정부", "서울", "", "연합뉴스"),
    ],
)
def test_datelines(text: str, place: str, date: str, agency: str) -> None:
    found = match_dateline(text)
    assert found is not None
    assert (found.place, found.date, found.agency) == (place, date, agency)


@pytest.mark.parametrize(
    "text",
    [
        "NATO — the alliance of the West",
        "UPDATE — The council has met.",
        "Paris — the city of light — is dark.",
        "Mr. Smith went home. He slept.",
        "May 5 - a day to remember",
        "Sept. 5 -- The Forum, Inglewood",
        "(Aug. 13) -- The council has met.",
        "Tokyo (population 14 million) - a city",
        "Berlin - Hamburg in two hours",
        "Jane Doe (Harvard) — who else",
        "Biz & IT — news",
    ],
)
def test_what_is_none(text: str) -> None:
    assert match_dateline(text) is None


def test_a_later_dateline_stays_and_tells_all_the_same() -> None:
    text = f"{BODY}\n\nTOKYO, July 28, 2024 (AP) — {BODY}"
    found = dateline(galley(text))
    assert [doc.words_of(p.block) for p in found.pieces] == text.split("\n\n")
    assert (found.meta["place"], found.meta["date"], found.meta["agency"]) == ("Tokyo", "2024-07-28", "AP")
    assert "dateline" not in found.meta


@pytest.mark.parametrize(
    "bad", ["A " * 500_000, "A (" * 300_000, "Aa, " * 250_000, "1 " * 500_000, "—" * 1_000_000]
)
def test_a_hostile_paragraph_is_none(bad: str) -> None:
    assert match_dateline(bad) is None


def test_a_country_in_brackets_belongs_to_the_dateline() -> None:
    found = match_dateline("Villaseca (España), 2 oct (EFE).- La biblioteca cabe en un autobús.")
    assert found is not None
    assert (found.place, found.agency) == ("Villaseca", "EFE")


def test_a_dateline_in_bold_is_cut_out_of_it() -> None:
    found = dateline(galley(f"**SEOUL, Aug. 20 (Yonhap) -- The** *council* met.\n\n{BODY}", "markdown"))
    assert found.meta["dateline"] == "SEOUL, Aug. 20 (Yonhap) --"
    block = found.pieces[0].block
    assert isinstance(block, doc.Paragraph)
    assert doc.plain(block.children) == "The council met."
    assert isinstance(block.children[0], doc.Strong)


@pytest.mark.parametrize("before", ["<!-- a note -->", "<br>", "<!-- a -->\n<br> "])
def test_a_dateline_behind_what_falls_away(before: str) -> None:
    made, _ = normalized(f"# Title\n\n{before}LONDON, May 1, 2024 (Reuters) - Text is here.\n", "markdown")
    assert (made.meta.place, made.body) == ("London", "Text is here.\n")


@pytest.mark.parametrize("said", ["\x1b]0;t\x07w", "*a\x1b[31mb*", "a*\x1bFF*b"])
def test_a_dateline_with_words_that_an_earlier_step_changed(said: str) -> None:
    made, _ = normalized(f"LONDON, {said} (Reuters) - Text.\n", "markdown")
    assert made.body == "Text.\n"
    assert made.meta.agency == "Reuters"


def test_a_dateline_with_a_control_character() -> None:
    made, _ = normalized("Title\n\nLON\x01DON, May 1, 2024 (Reu\x01ters) - Text is here and goes on.\n")
    assert made.meta.dateline.startswith("LONDON, May 1, 2024 (Reuters)")
    assert made.body == "Text is here and goes on.\n"
