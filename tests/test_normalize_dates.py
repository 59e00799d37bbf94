"""Date lines of many languages: what they say, and what only looks like one."""

import pytest

from pubpipe.normalize.dates import date_line, days_in, is_labelled, months, says_nothing


@pytest.mark.parametrize(
    "line",
    [
        "2024-07-28",
        "2024-07-28T15:15:00Z",
        "July 28, 2024",
        "Sunday, 28th of July, 2024",
        "Jul. 28, 2024, 3:15 p.m. ET",
        "28/07/2024",
        "28. Juli 2024",
        "Stand: 28.07.2024 15:30 Uhr",
        "Publié le 28 juillet 2024 à 15h30",
        "28 de julio de 2024",
        "Publicado em 28 de julho de 2024 às 15h30",
        "Pubblicato il 28 luglio 2024 alle 15:30",
        "zondag 28 juli 2024",
        "28 lipca 2024",
        "Neděle 28. července 2024",
        "28 июля 2024 г., 15:30",
        "28 липня 2024",
        "28. heinäkuuta 2024",
        "2024. július 28.",
        "28 Temmuz 2024 Pazar",
        "28 tháng 7 năm 2024",
        "28 يوليو 2024",
        "28 ביולי 2024",
        "२८ जुलाई २०२४",
        "2024年7月28日（日）午後3時15分 公開",
        "２０２４年７月２８日",
        "令和6年7月28日",
        "입력 2024. 7. 28. 15:30",
        "2024년 7월 28일",
    ],
)
def test_the_same_day_in_many_languages(line: str) -> None:
    assert [(day.iso, day.updated) for day in date_line(line)] == [("2024-07-28", False)]


def test_the_first_year_of_an_era() -> None:
    assert date_line("令和元年5月1日")[0].iso == "2019-05-01"


@pytest.mark.parametrize(
    "line",
    [
        "Updated: July 28, 2024 at 3:15 PM EDT",
        "Mis à jour le 28 juillet 2024",
        "Aktualisiert am 28.07.2024",
        "Actualizado el 28 de julio de 2024",
        "Обновлено 28 июля 2024",
        "更新 2024年7月28日",
        "最終更新：2024年7月28日",
        "Aktualizace: 28. července 2024",
        "28 July 2024 (updated)",
    ],
)
def test_updates_are_told_apart(line: str) -> None:
    assert [(day.iso, day.updated) for day in date_line(line)] == [("2024-07-28", True)]


def test_both_days_of_one_line() -> None:
    line = "Published July 27, 2024 | Updated July 28, 2024, 10:00 GMT"
    assert [(d.iso, d.updated) for d in date_line(line)] == [("2024-07-27", False), ("2024-07-28", True)]


@pytest.mark.parametrize(
    "line",
    [
        "No. 12",
        "May",
        "1984",
        "May 2024",
        "3 hours ago",
        "July 28",
        "31 February 2024",
        "July 28, 2024 – U.S. officials announced",
        "The meeting is on July 28, 2024",
        "July 27, 2024, July 28, 2024",
        "Version 2024.07.281",
    ],
)
def test_what_is_no_date_line(line: str) -> None:
    assert date_line(line) == ()


@pytest.mark.parametrize(
    ("lang", "iso"),
    [("en", ""), ("", ""), ("en-US", "2024-03-04"), ("en-GB", "2024-04-03"), ("fr", "2024-04-03")],
)
def test_the_order_of_day_and_month_is_the_language_s(lang: str, iso: str) -> None:
    assert [day.iso for day in date_line("03/04/2024", lang)] == [iso]


def test_a_day_after_the_twelfth_settles_the_order() -> None:
    assert [day.iso for day in date_line("07/28/2024", "de")] == ["2024-07-28"]


def test_days_are_found_inside_a_line() -> None:
    assert [(d.iso, d.start) for d in days_in("from 1 May 2024 to May 3, 2024")] == [
        ("2024-05-01", 5),
        ("2024-05-03", 19),
    ]


def test_labels_and_fillers() -> None:
    assert is_labelled("Posted on July 28, 2024")
    assert not is_labelled("July 28, 2024")
    assert says_nothing("Sunday at 3:15 pm")
    assert not says_nothing("harbour")


def test_every_month_of_every_language_has_its_number() -> None:
    assert {
        months()[name] for name in ("july", "juillet", "luglio", "июля", "heinäkuuta", "जुलाई", "يوليو")
    } == {7}
    assert set(months().values()) == set(range(1, 13))


@pytest.mark.parametrize("bad", ["1" * 1_000_000, "1 a " * 250_000, "july " * 200_000, "Updated: " * 110_000])
def test_a_hostile_line_is_no_date_line(bad: str) -> None:
    assert date_line(bad) == ()


@pytest.mark.parametrize(
    ("line", "lang", "days"),
    [
        ("24.08.2023 | Stand: 25.08.2023, 09:15 Uhr", "de", [("2023-08-24", False), ("2023-08-25", True)]),
        ("Sept. 21, 2022 Updated 11:02 a.m. EDT", "en", [("2022-09-21", False)]),
        ("Updated Sept. 21, 2022 11:02 a.m. EDT", "en", [("2022-09-21", True)]),
        ("2024年2月3日 7時30分 更新", "ja", [("2024-02-03", True)]),
        ("الإثنين 6 نوفمبر 2023 - 10:15 ص", "ar", [("2023-11-06", False)]),
        ("פורסם: 12.03.24, 08:30", "he", [("2024-03-12", False)]),
        ("12.03.24", "he", []),
        ("Version 12.03.24", "en", []),
    ],
)
def test_lines_that_say_when_beside_a_clock_or_another_day(
    line: str, lang: str, days: list[tuple[str, bool]]
) -> None:
    assert [(day.iso, day.updated) for day in date_line(line, lang)] == days
