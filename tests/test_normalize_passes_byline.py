"""Bylines: who wrote, in the words of the article's language."""

import pytest

from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Given, Wishes
from pubpipe.normalize.passes.title_block.byline import byline
from pubpipe.normalize.passes.title_block.days import days
from tests.support.drafts import galley, normalized

BODY = "The council met on Monday to discuss the plans for the old harbour and the costs of the new bridge."


def opened(line: str, lang: str = "en", wishes: Wishes | None = None) -> Galley:
    return byline(galley(f"{line}\n\n{BODY}", wishes=wishes).with_meta(lang=lang))


def texts(found: Galley) -> list[str]:
    return [doc.words_of(piece.block) for piece in found.pieces]


@pytest.mark.parametrize(
    ("line", "lang", "author"),
    [
        ("By Jane Doe", "en", ["Jane Doe"]),
        ("Interview by Jane Doe", "en", ["Jane Doe"]),
        ("Propos recueillis par Élise Marchand", "fr", ["Élise Marchand"]),
        ("Das Gespräch führte Anna Müller", "de", ["Anna Müller"]),
        ("BY JANE DOE", "en", ["Jane Doe"]),
        ("Par Jeanne Dupont", "fr", ["Jeanne Dupont"]),
        ("文・山本恵子", "ja", ["山本恵子"]),
        ("글 박지은", "ko", ["박지은"]),
        ("Von Anna Müller und Karl Schmidt", "de", ["Anna Müller", "Karl Schmidt"]),
        ("Por Juan Pérez", "es", ["Juan Pérez"]),
        ("Por Ana Souza", "pt-BR", ["Ana Souza"]),
        ("Di Mario Rossi", "it", ["Mario Rossi"]),
        ("Door Jan de Vries", "nl", ["Jan de Vries"]),
        ("Af Jens Hansen", "da", ["Jens Hansen"]),
        ("Автор: Иван Петров", "ru", ["Иван Петров"]),
        ("文＝山田太郎", "ja", ["山田太郎"]),
        ("记者 王明", "zh", ["王明"]),
        ("홍길동 기자", "ko", ["홍길동"]),
        ("بقلم محمد علي", "ar", ["محمد علي"]),
        ("Author: Jane Doe", "en", ["Jane Doe"]),
        ("Von Jutta Brandner, Kassel", "de", ["Jutta Brandner"]),
        ("By Ben Hollis", "en", ["Ben Hollis"]),
        ("By Richard Adams Senior Island Correspondent", "en", ["Richard Adams"]),
        ("Eine Analyse von Anna Müller", "de", ["Anna Müller"]),
        ("von Autor: Anna Müller", "de", ["Anna Müller"]),
        ("Posted by Jane Doe at 5:11 AM", "en", ["Jane Doe"]),
        ("By Jane Doe, Harbour Foundation", "en", ["Jane Doe"]),
        ("Veröffentlicht am 11/04/2012 von annamueller01", "de", ["annamueller01"]),
        ("By JANE DOE, Executive Editor | Friday June 7, 2013 @ 6:43pm EDT", "en", ["Jane Doe"]),
        ("Jane Doe, THE DAILY POST 3:53 p.m. EST January 25, 2014", "en", ["Jane Doe"]),
        ("23.06.2016 um 16:14 Uhr - Anna Müller - 91 Ergänzungen", "de", ["Anna Müller"]),
        ("Por João Batista, g1 Campinas", "pt", ["João Batista"]),
        ("Γράφει η Μαρία Παππά", "el", ["Μαρία Παππά"]),
        ("Anna Kowalska | 2 April 2025", "en", ["Anna Kowalska"]),
        ("2025年3月8日　朝日太郎", "ja", ["朝日太郎"]),
        ("Posted on April 2, 2024 by hannah", "en", ["hannah"]),
        ("来源：新华社 作者：王小明", "zh", ["王小明"]),
        ("From: Jane Doe <jane@harbour.example>", "en", ["Jane Doe"]),
        ("Розмовляла Олена Бойко", "uk", ["Олена Бойко"]),
        ("نویسنده: نسترن رضایی", "fa", ["نسترن رضایی"]),
        ("Tác giả: Lê Thu Hà", "vi", ["Lê Thu Hà"]),
        ("Της Μαρίας Παππά", "el", ["Μαρίας Παππά"]),
        ("Penulis: Dimas Prakoso | Editor: Rina Astuti", "id", ["Dimas Prakoso"]),
    ],
)
def test_bylines(line: str, lang: str, author: list[str]) -> None:
    found = opened(line, lang)
    assert found.meta["author"] == author
    assert texts(found) == [BODY]


@pytest.mark.parametrize(
    ("line", "lang", "place"),
    [
        ("Von Anna Müller, Oberwiesen", "de", "Oberwiesen"),
        ("Von Anna Müller (Kassel)", "de", "Kassel"),
        ("Von Anna Müller, SZ", "de", None),
        ("Von Anna Müller, Kasseler Zeitung", "de", None),
        ("By Jane Doe in Karlsby", "en", "Karlsby"),
        ("By Jane Doe, Karlsby", "en", None),
        ("By Jane Doe, Port Linden", "en", "Port Linden"),
        ("By Jane Doe | London | 3 May 2024", "en", "London"),
        ("Par Jeanne Dupont, à Lyon", "fr", "Lyon"),
        ("Por Juan Pérez, Madrid", "es", "Madrid"),
        ("Por Juan Pérez, El País", "es", None),
        ("Di Mario Rossi, Roma", "it", "Roma"),
        ("By Jane Doe | PORT LINDEN", "en", "Port Linden"),
        ("By Jane Doe • 3 May 2024 • Karlsby", "en", None),
        ("Par Jeanne Dupont (à Lyon)", "fr", "Lyon"),
        ("Von unserer Korrespondentin Anna Müller, Rom", "de", "Rom"),
        ("Posted by Jane Doe on May 3, 2024 in Local", "en", None),
    ],
)
def test_the_place_beside_a_name(line: str, lang: str, place: str | None) -> None:
    text = f"{line}\n\n{BODY}\n\nIt will be built in Port Linden."
    found = byline(galley(text).with_meta(lang=lang))
    assert found.meta.get("place") == place
    assert len(found.meta["author"]) == 1  # type: ignore[arg-type]
    assert len(found.pieces) == 2
    _, ledger = normalized(f"A harbour\n\n{text}", wishes=Wishes("a", given={"lang": Given(lang, "option")}))
    assert not ledger.audit.unaccounted


@pytest.mark.parametrize(
    ("line", "author", "place"),
    [
        ("Ines Okafor, 3 October 2023", ["Ines Okafor"], None),
        ("Harrow Island, 3 October 2023", None, "Harrow Island"),
        ("Port Linden, 3 October 2023", None, "Port Linden"),
    ],
)
def test_a_name_and_a_day(line: str, author: list[str] | None, place: str | None) -> None:
    found = byline(
        galley(f"{line}\n\n{BODY}\n\nThe bridge is to be built in Harrow Island.").with_meta(lang="en")
    )
    assert (found.meta.get("author"), found.meta.get("place"), found.meta["date"]) == (
        author,
        place,
        "2023-10-03",
    )


def test_the_paper_may_stand_between_a_name_and_the_day() -> None:
    text = f"Bakers and bread\n\nHelen Voss\nKarlsby Tidings\n\nNov. 30, 2022\n\n{BODY}\n\n{BODY[::-1]}"
    manuscript, _ = normalized(text)
    meta = manuscript.meta
    assert (meta.authors, meta.agency, meta.date) == (("Helen Voss",), "Karlsby Tidings", "2022-11-30")
    assert manuscript.body.startswith(BODY)


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("By Friday", "en"),
        ("By the river", "en"),
        ("By Hook Or By Crook", "en"),
        ("Por Juan Pérez", "de"),
        ("Von Berlin nach Hamburg", "de"),
        ("By Jane Doe the council was told that nothing had been done", "en"),
    ],
)
def test_what_only_looks_like_a_byline(line: str, lang: str) -> None:
    found = opened(line, lang)
    assert "author" not in found.meta
    assert texts(found) == [line, BODY]


def test_the_day_on_the_same_line_is_taken_too() -> None:
    for line in (
        "By Jane Doe | July 28, 2024 | 5 min read",
        "July 28, 2024 by Jane Doe",
        "By Jane Doe, July 28, 2024",
    ):
        found = opened(line)
        assert (found.meta["author"], found.meta["date"]) == (["Jane Doe"], "2024-07-28"), line


@pytest.mark.parametrize("intro", ["by", "By:", "Written by", "Author:"])
def test_a_name_may_stand_on_the_line_below_its_word(intro: str) -> None:
    received = f"Harbour plans stall again\n{intro}\nJane Doe\nMay 3, 2024\n\n{BODY}\n\n{BODY} It was late.\n"
    manuscript, ledger = normalized(received)
    assert (manuscript.meta.authors, manuscript.meta.date) == (("Jane Doe",), "2024-05-03")
    assert manuscript.body == f"{BODY}\n\n{BODY} It was late.\n"
    assert ledger.audit.unaccounted == 0


@pytest.mark.parametrize("below", ["The Sea", "Harbour plans stall", "it is late"])
def test_a_line_that_only_looks_like_such_a_word_stays(below: str) -> None:
    found = byline(galley(f"By\n{below}\n\n{BODY}\n\n{BODY}").with_meta(lang="en", title="T"))
    assert "author" not in found.meta
    assert texts(found)[:2] == ["By", below]


def test_a_name_with_what_its_bearer_does_stands_over_a_day() -> None:
    head = f"Richard Adams Education editor\n\nMon 20 Jan 2020\n\n{BODY}"
    assert byline(galley(head).with_meta(lang="en", title="T")).meta["author"] == ["Richard Adams"]
    other = head.replace("editor", "matters")
    assert "author" not in byline(galley(other).with_meta(lang="en", title="T")).meta


def test_chinese_papers_sign_beside_the_day() -> None:
    for line in ("2019年10月23日 09:05 环球网", "2019-11-25 11:01:53　来源: 新京报 举报"):
        found = opened(line, "zh")
        assert found.meta["date"]
        assert found.meta["agency"] in ("环球网", "新京报")


def test_an_agency_signs_for_people() -> None:
    found = opened("By Reuters Staff")
    assert found.meta["agency"] == "Reuters Staff"
    assert "author" not in found.meta


def test_an_ambiguous_day_leaves_the_line() -> None:
    assert "author" not in opened("By Jane Doe, 03/04/2024").meta


def test_the_ledger_has_the_name_as_received() -> None:
    event = opened("By JANE DOE").events[-1]
    assert (event.before, event.after, event.action) == ("By JANE DOE", "Jane Doe", "changed")


def test_a_stated_author_stays_and_another_byline_too() -> None:
    known = byline(galley(f"By John Smith\n{BODY}").with_meta(lang="en", author=["Jane Doe"]))
    assert known.meta["author"] == ["Jane Doe"]
    assert texts(known) == ["By John Smith", BODY]
    same = byline(galley(f"By JANE DOE\n{BODY}").with_meta(lang="en", author=["Jane Doe"]))
    assert texts(same) == [BODY]


def test_a_byline_far_down_is_text() -> None:
    text = "\n".join([BODY] * 6 + ["By Jane Doe", BODY])
    assert "author" not in byline(galley(text).with_meta(lang="en")).meta


def test_nothing_is_taken_where_nothing_may_be_removed() -> None:
    assert texts(opened("By Jane Doe", wishes=Wishes("a", remove_nothing=True))) == ["By Jane Doe", BODY]


def test_the_head_of_a_markdown_article() -> None:
    manuscript, _ = normalized(
        f"OPINION\n\n# Title\n\nBy **Jane Doe**\nJuly 28, 2024\n\n{BODY}\n", "markdown"
    )
    meta = manuscript.meta
    assert (meta.kicker, meta.title, meta.authors, meta.date) == (
        "OPINION",
        "Title",
        ("Jane Doe",),
        "2024-07-28",
    )
    assert manuscript.body == BODY + "\n"


@pytest.mark.parametrize("below", ["2 April 2025", "Environment reporter"])
def test_a_bare_name_is_a_byline_over_a_day_or_a_role(below: str) -> None:
    found, _ = normalized(f"The harbour plans\n\nAnna Kowalska\n\n{below}\n\n{BODY}")
    assert found.meta.authors == ("Anna Kowalska",)


@pytest.mark.parametrize(
    "line",
    ["New York", "Early Days Of Harbour Life", "2 boats", "Text Size", "The Harbour Plans", "Ein Albtraum"],
)
def test_other_short_lines_over_a_day_are_none(line: str) -> None:
    found, _ = normalized(f"The harbour plans\n\n{line}\n\n2 April 2025\n\n{BODY}")
    assert found.meta.authors == ()


def test_a_bare_name_over_prose_is_none() -> None:
    found, _ = normalized(f"The harbour plans\n\nAnna Kowalska\n\n{BODY}")
    assert found.meta.authors == ()


def test_the_authors_named_once_more_and_a_reading_time_go_to_the_front_matter() -> None:
    text = f"Jonas Whitfield ·\n\n4 min read · 5 February 2024\n\n{BODY}"
    found = byline(galley(text).with_meta(lang="en", title="Lamps", author=["Jonas Whitfield"]))
    assert texts(found) == [BODY]
    assert found.meta["date"] == "2024-02-05"


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("Jane Doe, staff writer\nMay 3, 2024", None),
        ("Jane Doe in Karlsby\nMay 3, 2024", "Karlsby"),
        ("Jane Doe, London\nMay 3, 2024", "London"),
        ("Jane Doe\nKarlsby Tidings\nMay 3, 2024", None),
        ("Jane Doe\nKarlsby - May 3, 2024", "Karlsby"),
    ],
)
def test_names_without_by_over_a_day(lines: str, place: str | None) -> None:
    body = f"{BODY}\n\nNobody in Karlsby had been asked."
    found = byline(galley(f"{lines}\n\n{body}").with_meta(lang="en", title="A harbour"))
    found = days(found)
    assert (found.meta["author"], found.meta["date"]) == (["Jane Doe"], "2024-05-03")
    assert found.meta.get("place") == place
    assert len(found.pieces) == 2


@pytest.mark.parametrize("line", ["By Jane Doe | Opinion", "Karlsby, 3 May 2024", "New York"])
def test_what_nothing_proves_stays(line: str) -> None:
    assert texts(opened(line))[0] == line


@pytest.mark.parametrize(
    ("lines", "lang", "author", "place"),
    [
        (["02.12.2023 14:05", "Марина ЛОСЕВА"], "ru", ["Марина Лосева"], None),
        (["2024年2月3日", "高橋由美"], "ja", ["高橋由美"], None),
        (["कविता रावत, देहरादून", "Updated: 15 जनवरी 2024"], "hi", ["कविता रावत"], None),
        (["A small experiment in hunger", "Tobias Rennick", "Feb 8"], "en", ["Tobias Rennick"], None),
        (["Jane Doe", "Local reporter, Leeds"], "en", ["Jane Doe"], None),
        (["JANE DOE", "Old Harbour - 27 June 2023 - 05:30 CEST"], "en", ["Jane Doe"], "Old Harbour"),
        (["6 November 2023", "أخبار محلية"], "ar", None, None),
    ],
)
def test_names_without_a_word_before_them_stand_by_a_line_that_says_when_or_what(
    lines: list[str], lang: str, author: list[str] | None, place: str | None
) -> None:
    body = BODY.replace("old harbour", "Old Harbour") if lang == "en" else BODY
    opened_ = galley("\n\n".join([*lines, body, body])).with_meta(lang=lang, title="A title")
    meta = byline(opened_).meta
    assert (meta.get("author"), meta.get("place")) == (author, place)


ARABIC = (
    "عادت عربات الترام الخشبية إلى شوارع المدينة القديمة صباح الاثنين بعد ثلاثين عامًا من التوقف، وسط حضور كبير"
    " من السكان.\n\nوقال رئيس البلدية إن المشروع كلف كثيرًا."
)
PROSE = "The light was put out thirty years ago, and few in the town had hoped to see it burn again. " * 2


@pytest.mark.parametrize(
    ("head", "key", "value"),
    [
        # A speech or a letter does not name its author; the town it is held in is in it.
        (
            "El faro\n\nCala Honda, 26 de junio de 2023\n\nVecinas, vecinos:\n\n¡Viva Cala Honda!",
            "place",
            "Cala Honda",
        ),
        ("Rede zum Fest\n\nOberau, 26. Juni 2023\n\nLiebe Gäste,", "place", "Oberau"),
        (
            "Speech at the quay\n\nInes Okafor, 3 October 2023\n\nFriends, neighbours.",
            "author",
            ["Ines Okafor"],
        ),
        ("عودة الترام القديم\n\nسلمى الحداد", "author", ["سلمى الحداد"]),
        ("האוטובוס הצהוב חוזר\n\nנועה שלו", "author", ["נועה שלו"]),
        ("पुरानी ट्राम लौटी\n\nसुनीता नेगी", "author", ["सुनीता नेगी"]),
        ("عودة الترام القديم\n\nخلفية تاريخية", "author", None),
        ("حوار مع حارس المنارة\n\nحوار: هالة منصور", "author", ["هالة منصور"]),
        ("عودة الترام القديم\n\nكتبت هالة منصور", "author", ["هالة منصور"]),
        ("كتب جديدة عن الترام\n\nتقرير عن الترام", "author", None),
        ("Remarks at the bridge\n\nEdda Lund\n\nHarrow Quay, May 4, 2023", "place", "Harrow Quay"),
        ("В старом маяке\n\n14:05 02.12.2023 Просмотров: 1873", "date", "2023-12-02"),
        ("The old light\n\n3 May 2024 | 1.2K views", "date", "2024-05-03"),
        ("The old light\n\nBy Jane Doe, May 3, 2024 1,873 views", "author", ["Jane Doe"]),
    ],
)
def test_lines_under_a_title(head: str, key: str, value: object) -> None:
    arabic = any("\u0620" <= char <= "\u064a" for char in head)
    body = ARABIC if arabic else f"{PROSE}\n\n{BODY}"
    manuscript, _ = normalized(f"{head}\n\n{body}")
    found = {"place": manuscript.meta.place or None, "author": list(manuscript.meta.authors) or None}
    assert (found | {"date": manuscript.meta.date})[key] == value


TITLED = "The old harbour is to be dredged"


def headed(text: str, lang: str = "en") -> Galley:
    return byline(galley(text).with_meta(lang=lang, title=TITLED))


def test_a_given_name_alone_under_the_title_is_the_author() -> None:
    found = headed(f"Martha Oduya and Tomás Vela\n\n{BODY}\n\n{BODY}")
    assert found.meta["author"] == ["Martha Oduya", "Tomás Vela"]


def test_somebody_of_whom_the_text_tells_is_not_its_author() -> None:
    told = (
        "Oduya has kept the lamp of the old harbour for thirty years, and says that nobody has asked her why."
    )
    assert "author" not in headed(f"Martha Oduya\n\n{told}\n\n{BODY}").meta


def test_a_place_or_a_heading_under_the_title_is_no_author() -> None:
    for line in ("Harbour Street", "Early Years", "Charlotte Harbor"):
        assert "author" not in headed(f"{line}\n\n{BODY}\n\n{BODY}").meta


def test_the_head_of_a_pupils_essay() -> None:
    made = normalized(
        f"Martha Oduya\nMs. Vela\nEnglish 9\n14 March 2023\n\nThe Lamp and the Log\n\n{BODY}\n\n{BODY}"
    )
    assert made[0].meta.title == "The Lamp and the Log"
    assert made[0].meta.authors == ("Martha Oduya",)
    assert made[0].meta.date == "2023-03-14"


def test_a_signature_at_the_end_is_the_authors() -> None:
    found = headed("\n\n".join([BODY, BODY + " Twice.", BODY + " Thrice.", "— By Jane Doe"]))
    assert found.meta["author"] == ["Jane Doe"]


def test_a_line_of_a_page_over_the_dateline_is_no_reporter() -> None:
    made = normalized(
        "항구의 등대가 다시 켜졌다\n입력 2024.03.18 오전 9:12\n기사원문\n\n(춘천=연합뉴스) 이도현 기자 = "
        + "등대는 오래 꺼져 있었다. " * 8
    )
    assert made[0].meta.authors == ("이도현",)
