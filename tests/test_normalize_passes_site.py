"""A web page that was copied whole: the article stays, what the site sets around it goes, each line told."""

import pytest

from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Wishes
from pubpipe.normalize.passes._site import is_site
from pubpipe.normalize.passes.surplus._page import again
from pubpipe.normalize.passes.surplus.site import site
from tests.support.drafts import galley, normalized

MENU = ["Home", "News", "Ferries", "Politics", "Business", "Sign in", "Subscribe"]
TEASERS = ["Harbour swimmers count seals again", "A bakery that closes at nine"]
TITLE = "The ferry that nobody wanted sails again"
CREDITS = ["By Ada Morrow", "May 3, 2024"]
BODY = [
    "The ferry to the outer islands sailed again on Friday, four years after the council had sold it for scrap. It was "
    "full.",
    "Nobody had wanted the ship, said the harbour master, until there was no other. “Now they all send me flowers,” he "
    "added on the quay.",
    "Engineers worked through the winter on her two engines, which are older than most of the passengers and louder "
    "than all of them.",
    "The council has paid for one summer. What comes after that, the mayor said, will be decided by those who sail on "
    "the ship until then.",
]
FOOTER = ["More stories", "The last lamplighter", "About us", "Privacy policy", "© 2024 The Island Post"]


def texts(found: Galley) -> list[str]:
    return [doc.words_of(piece.block) for piece in found.pieces]


def page(*parts: list[str]) -> str:
    return "\n".join(line for part in parts for line in part) + "\n"


def test_the_article_stays_and_the_site_goes() -> None:
    received = page(MENU, TEASERS, [TITLE, *CREDITS, "Share Tweet", "12"], BODY, FOOTER)
    found = site(galley(received))
    assert texts(found) == [TITLE, *CREDITS, *BODY]
    assert [e.before for e in found.events] == [*MENU, *TEASERS, "Share Tweet", "12", *FOOTER]
    manuscript, ledger = normalized(received)
    assert (manuscript.meta.title, manuscript.meta.authors, manuscript.meta.date) == (
        TITLE,
        ("Ada Morrow",),
        "2024-05-03",
    )
    assert ledger.audit.unaccounted == 0


def test_a_page_copied_twice_loses_the_site_of_both() -> None:
    once = page(MENU, TEASERS, [TITLE, *CREDITS], BODY, FOOTER)
    found = site(galley(once + once))
    assert texts(found) == [TITLE, *CREDITS, *BODY] * 2
    assert normalized(once + once)[0].body == "\n".join(f"{paragraph}\n" for paragraph in BODY)


def test_the_title_goes_before_the_longer_standfirst() -> None:
    standfirst = "After four years the council lets the ferry to the outer islands sail for one more summer"
    found = site(galley(page(MENU, ["A ship comes home", standfirst, *CREDITS], BODY, FOOTER)))
    assert texts(found)[:2] == ["A ship comes home", standfirst]


@pytest.mark.parametrize(
    "over",
    [
        ["Outer Isles", "May 3, 2024"],
        ["The Island Post > News > Ferries"],
        ["(Photo: the harbour in 2019)", "May 3, 2024"],
        ["March 2019", "2"],
    ],
    ids=["section", "path", "picture", "month"],
)
def test_what_stands_over_the_title_is_not_the_title(over: list[str]) -> None:
    received = page(MENU, over, [TITLE, *CREDITS], BODY, FOOTER)
    assert normalized(received)[0].meta.title == TITLE


def test_of_lines_that_say_as_much_the_one_that_stands_twice_is_the_title() -> None:
    path = f"You are here: Home / {TITLE}"
    received = page(["Ferries and the engines of the harbour", path, TITLE, TITLE], BODY, MENU, FOOTER)
    assert normalized(received)[0].meta.title == TITLE


def test_a_title_that_breaks_off_is_one() -> None:
    received = page(MENU, [f"{TITLE}...", *CREDITS, "More about ships"], BODY, FOOTER)
    assert normalized(received)[0].meta.title == f"{TITLE}..."


def test_a_counter_behind_the_menu_is_no_title() -> None:
    received = page(MENU, ["1", "Hurrah! Gone! She does it!"], BODY, FOOTER)
    assert normalized(received)[0].meta.title == "Hurrah! Gone! She does it!"


@pytest.mark.parametrize(("line", "status"), [("Latest updates", "inferred"), ("Ferry engines", "given")])
def test_a_short_line_is_a_title_where_the_text_says_its_words(line: str, status: str) -> None:
    manuscript, ledger = normalized(page(MENU, [line], BODY, FOOTER))
    assert manuscript.meta.title_status == status
    assert ledger.audit.unaccounted == 0


def test_what_the_site_says_of_itself_over_the_title_goes() -> None:
    cookies = "We and our partners use cookies so that this page knows you again, and so that it can count who reads it."
    received = page([cookies, *MENU, TITLE, *CREDITS], BODY, FOOTER)
    found = site(galley(received))
    assert texts(found) == [TITLE, *CREDITS, *BODY]
    assert normalized(received)[1].audit.unaccounted == 0


def test_a_paragraph_before_a_heading_that_nobody_signs_stays() -> None:
    received = page(MENU, [TITLE, *CREDITS, BODY[0], "Share", "Engines of the winter"], BODY[1:], FOOTER)
    assert BODY[0] in texts(site(galley(received)))


def test_a_page_in_a_script_without_spaces() -> None:
    menu = ["首页", "新闻", "社会", "登录", "注册"]
    title = "老渡口的最后一班船"
    body = [
        "老渡口的最后一班船在星期五傍晚离开了码头，船上只有三名乘客和一条狗。船长说，他已经在这条河上开了三十年船，从来没有迟到过一次。",
        "新的大桥下个月通车以后，渡口就要关闭。附近的居民说，过桥只要五分钟，可是他们还是会想念船上的汽笛声和船长的故事。",
        "渡口的老房子会留下来，改成一座小小的博物馆。船长答应每个星期天去讲一次河上的事情，直到没有人再来听他讲为止。",
        "最后一班船靠岸的时候，岸上站着两百多人。没有人说话，只有那条狗叫了一声，然后大家慢慢地沿着河堤走回家里去了。",
        "船长锁好舱门，把钥匙交给了镇上的干部。他说明天早上他还是会五点钟起床，先到河边看一看水位，再回家吃早饭。",
    ]
    received = page(
        menu, [title, "2024-05-03 09:30"], body, ["相关新闻", "大桥下月通车", "关于我们", "版权所有"]
    )
    assert texts(site(galley(received))) == [title, "2024-05-03 09:30", *body]


@pytest.mark.parametrize(
    "around",
    [
        # A recipe's parts, the words of a song, a programme, a list of names: short lines that no site says.
        [
            "2 eggs",
            "100 g of flour",
            "A pinch of salt",
            "A spoon of butter",
            "Half a lemon",
            "Milk",
            "Sugar",
            "Rum",
        ],
        [
            f"And the {n} river runs to the sea and to me"
            for n in ("old", "grey", "long", "cold", "deep", "last")
        ],
        [
            "9.00 Doors",
            "9.30 Welcome",
            "10.00 The harbour",
            "11.00 Coffee",
            "11.30 The bridge",
            "13.00 Lunch",
        ],
    ],
)
def test_short_lines_of_an_article_stay(around: list[str]) -> None:
    for received in (
        page([TITLE], around, BODY),
        page([TITLE], BODY, around),
        page(MENU, [TITLE], BODY, around),
    ):
        assert [line for line in around if line not in texts(site(galley(received)))] == []


def test_verses_among_menus_stay() -> None:
    verses = [f"And the {n} river runs to the sea and it never comes back for me" for n in "abcdefghijkl"]
    received = page(MENU, [TITLE], verses, FOOTER[2:], BODY[:4], FOOTER)
    assert [verse for verse in verses if verse not in texts(site(galley(received)))] == []


def test_sources_under_a_text_stay() -> None:
    sources = ["Sources", "https://harbour.example/ferry", "https://council.example/minutes"]
    found = site(galley(page(MENU, [TITLE, *CREDITS], BODY, sources, FOOTER)))
    assert texts(found)[-3:] == sources


def test_parts_called_as_a_menu_is_stay() -> None:
    received = page(MENU, [TITLE, *CREDITS], BODY[:2], ["Politics"], BODY[2:], FOOTER)
    assert texts(site(galley(received))) == [TITLE, *CREDITS, *BODY[:2], "Politics", *BODY[2:]]


def test_what_the_user_keeps_stays() -> None:
    received = page(MENU, [TITLE, *CREDITS], BODY, FOOTER)
    assert texts(site(galley(received, wishes=Wishes("", keep=((1, 2),)))))[:3] == ["Home", "News", TITLE]
    found = site(galley(received, wishes=Wishes("", remove_nothing=True)))
    assert texts(found) == [*MENU, TITLE, *CREDITS, *BODY, *FOOTER]
    assert {finding.code for finding in found.findings} == {"normalize-site"}


def test_where_lines_begin_once_more() -> None:
    menu = [f"line {n}" for n in range(16)]
    lines = [*menu, *BODY]
    assert again([*lines, *lines]) == 20
    assert again([*lines, "line 0", *(f"other {n}" for n in range(20))]) == 41
    assert again([*menu, *lines]) == 36


def test_a_menu_that_stands_twice_goes_twice() -> None:
    menu = [*MENU, "Opinion", "Letters", "Weather", "Sport", "Jobs"]
    received = page(menu, menu, [TITLE, *CREDITS], BODY, FOOTER)
    assert texts(site(galley(received))) == [TITLE, *CREDITS, *BODY]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Home | News | Weather | Sport", True),
        ("Share Tweet Email", True),
        ("Impressum", True),
        ("© 2024 The Island Post", True),
        ("More from The Island Post", True),
        ("37 comments", True),
        ("延伸阅读", True),
        ("您现在的位置：首页 > 渡口", True),
        ("Sie sind hier: Startseite / Die alte Fähre", True),
        ("Alle Rechte vorbehalten", True),
        ("The home of the ferry", False),
        ("The law of copyright is older than the ferry, the judge said.", False),
        ("Two eggs and a spoon", False),
        ("", False),
    ],
)
def test_what_sites_say(line: str, told: bool) -> None:
    assert is_site(line) is told
