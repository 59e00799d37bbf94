"""Lines of the page around a text: whole lines only, one-word lines only in company."""

import pytest

from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Wishes
from pubpipe.normalize.passes import _chrome
from pubpipe.normalize.passes.surplus._masts import contents
from pubpipe.normalize.passes.surplus.chrome import chrome
from tests.support.drafts import galley, normalized

BODY = [
    "The council met on Monday to discuss the plans for the old harbour and the costs of the new bridge.",
    "Several members asked for a second opinion before anything was decided about the money for it.",
    "The mayor answered that the report had been on the table for a year and nobody had read it.",
    "Nothing was decided, and the next meeting is in the autumn, when the new members have taken their seats.",
]


def texts(found: Galley) -> list[str]:
    return [doc.words_of(piece.block) for piece in found.pieces]


@pytest.mark.parametrize(
    "line",
    [
        "ADVERTISEMENT",
        "Updated 3 hours ago",
        "Filed under: Kitchen, Tools",
        "Tags: harbour, bridge",
        "View this email in your browser",
        "You are receiving this email because you signed up at harbour.example.",
        "Unsubscribe | Update your preferences",
        "Share | Print | Save",
        "À lire aussi : Le budget de la culture en baisse",
        "Читайте также: Дороги, которые отремонтируют в этом году",
        "Advertisement - Continue Reading Below",
        "Skip to main content",
        "Subscribe to our newsletter for the latest updates.",
        "Sign up for our daily briefing newsletter",
        "Get the day's top stories delivered to your inbox",
        "Share on Facebook",
        "Click to share on Twitter (Opens in new window)",
        "Follow us on Facebook, Instagram and X",
        "Read more »",
        "5 min read",
        "12 Comments",
        "View comments (12)",
        "© 2024 The Daily Record. All rights reserved.",
        "Copyright 2024 The Associated Press. All rights reserved.",
        "We use cookies to improve your experience on our site.",
        "Already a subscriber? Log in",
        "Anzeige",
        "Lesezeit: 5 Minuten",
        "Melden Sie sich für unseren Newsletter an",
        "Publicité",
        "Abonnez-vous à notre newsletter",
        "À lire aussi :",
        "Suscríbete a nuestro boletín",
        "Leia também",
        "Iscriviti alla nostra newsletter",
        "Lees ook:",
        "Czytaj także",
        "Читайте также:",
        "Διαβάστε επίσης",
        "関連記事",
        "無断転載を禁じます",
        "相关阅读",
        "무단 전재 및 재배포 금지",
        "اقرأ أيضاً",
        "קראו עוד",
    ],
)
def test_lines_of_pages_go(line: str) -> None:
    found = chrome(galley("\n\n".join([*BODY[:2], line, *BODY[2:]])))
    assert texts(found) == BODY
    assert [(e.step, e.action, e.before) for e in found.events] == [("chrome", "removed", line)]


@pytest.mark.parametrize(
    "line",
    [
        "The company said it will advertise its newsletter in the spring.",
        "Share prices fell",
        "Comments by the president caused outrage",
        "Read more books this year",
        "Follow the money",
        "We use cookies in the recipe and add sugar.",
        "Log in the fire",
        "Save the whales",
        "Home",
        "Print",
        "Comment.",
        "“No comment,” the spokesman said.",
        "In 2020 Facebook said it would share data on Twitter.",
    ],
)
def test_what_a_text_says_stays(line: str) -> None:
    lines = [*BODY[:2], line, *BODY[2:]]
    assert texts(chrome(galley("\n\n".join(lines)))) == lines


def test_one_word_goes_beside_another_line_of_a_page_and_at_the_end() -> None:
    assert texts(chrome(galley("\n\n".join([*BODY[:2], "Print", "Share this", *BODY[2:]])))) == BODY
    assert texts(chrome(galley("\n\n".join([*BODY, "Comments"])))) == BODY


def test_one_word_goes_in_a_text_copied_off_a_page() -> None:
    lines = ["Skip to content", *BODY[:2], "Comments", *BODY[2:], "Share this"]
    assert texts(chrome(galley("\n\n".join(lines)))) == BODY


def test_the_title_comes_after_the_lines_over_it() -> None:
    manuscript, _ = normalized("\n\n".join(["Advertisement", "Harbour plans stall", *BODY]))
    assert manuscript.meta.title == "Harbour plans stall"


def test_nothing_goes_where_nothing_may() -> None:
    text = "\n\n".join([*BODY, "Share this"])
    found = chrome(galley(text, wishes=Wishes("a", remove_nothing=True)))
    assert texts(found) == [*BODY, "Share this"]
    assert [e.action for e in found.events] == ["flagged"]
    assert len(chrome(galley(text, wishes=Wishes("a", keep=((9, 9),)))).pieces) == 5


def test_a_text_that_is_nothing_else_keeps_its_words() -> None:
    assert texts(chrome(galley("Share this\n\nRead more"))) == ["Share this", "Read more"]


def test_links_count_as_their_words() -> None:
    text = f"{BODY[0]}\n\n[Share on Facebook](https://example.org/share)\n\n{BODY[1]}\n"
    assert texts(chrome(galley(text, "markdown"))) == BODY[:2]


@pytest.mark.parametrize(
    "bad", ["sign up for " * 90_000, "newsletter " * 21, "subscribe to " * 18, "© 2024 " * 34]
)
def test_a_hostile_line_costs_little(bad: str) -> None:
    assert _chrome.chrome(bad + "!x") in ("", "sure")


def test_a_full_stop_makes_a_sentence_of_what_a_page_might_say() -> None:
    assert _chrome.chrome("Tags: there are four of them on each bag.") == ""
    assert _chrome.chrome("Read more: https://harbour.example/plans") == ""


def test_a_menu_over_the_title_goes_and_the_title_stays() -> None:
    lines = ["Skip to main content", "Home", "News", "Sport", "Harbour plans", "By Jane Doe", *BODY]
    assert texts(chrome(galley("\n".join(lines)))) == ["Harbour plans", "By Jane Doe", *BODY]


def test_short_lines_that_no_page_says_are_no_menu() -> None:
    lines = ["One night", "Two boats", "Three women", "Four letters", "A longer line of a poem", *BODY]
    assert texts(chrome(galley("\n".join(lines)))) == lines


def test_titles_of_other_articles_go_with_the_line_over_them() -> None:
    lines = [*BODY, "Related topics", "Harbours", "More on this story", "Why the bridge is late", "13 May"]
    assert texts(chrome(galley("\n".join(lines)))) == BODY


def test_prose_under_such_a_line_stays() -> None:
    lines = [*BODY[:2], "Lesen Sie auch", "Warum die Brücke so spät kommt", *BODY[2:]]
    assert texts(chrome(galley("\n".join(lines)))) == [*BODY[:2], "Warum die Brücke so spät kommt", *BODY[2:]]


@pytest.mark.parametrize(
    "line",
    [
        "Home > News > Local",
        "اقرأ أيضًا",
        "הירשמו לניוזלטר",
        "यह भी पढ़ें",
        "शेयर करें | प्रिंट करें",
        "分享到微博",
        "관련 기사",
    ],
)
def test_furniture_of_other_languages(line: str) -> None:
    assert _chrome.chrome(line) == "sure"


def test_a_short_title_over_sharing_buttons_is_no_section_of_a_menu() -> None:
    body = ["港町の商店街に、小さな映画館が十五年ぶりに戻ってきた。" * 6] * 2
    manuscript, ledger = normalized("\n\n".join(["港町の映画館", "シェア", "ツイート", "印刷", *body]))
    assert manuscript.meta.title == "港町の映画館"
    assert not ledger.title_inferred


def test_a_sentence_in_quotation_marks_is_not_the_title_of_another_article() -> None:
    said = "«Não é para os barcos», explica. «É para quem está em terra saber onde fica o mar.»"
    found = chrome(galley("\n\n".join([*BODY, "Leia também", said, "Comentários"])))
    assert texts(found) == [*BODY, said]


def test_the_envelope_of_a_letter_goes_and_what_it_says_is_kept() -> None:
    head = (
        "From: Ines Okafor <ines@shop.example>\nTo: list@lists.example\nDate: Thu, 14 Sep 2023 18:22:05 +0100"
    )
    manuscript, ledger = normalized(f"{head}\nSubject: The ferry stays\n\n" + "\n\n".join(BODY))
    assert (manuscript.meta.title, manuscript.meta.date) == ("The ferry stays", "2023-09-14")
    assert manuscript.meta.authors == ("Ines Okafor",)
    assert [e.before for e in ledger.events if e.action == "removed"] == ["To: list@lists.example"]


def test_the_menu_of_a_pasted_page_goes_and_its_short_lines_are_no_verses() -> None:
    menu = "BBC Homepage\nSkip to content\nSign in\nHome\nNews\nSport"
    head = "Why the town switched off its street lamps\n5 February 2024"
    manuscript, _ = normalized(f"{menu}\n\n{head}\n\n" + "\n\n".join(BODY))
    assert manuscript.meta.title == "Why the town switched off its street lamps"
    assert manuscript.meta.date == "2024-02-05"
    assert "Sport" not in manuscript.markdown


def test_the_length_of_a_recording_goes_with_its_button() -> None:
    found = chrome(galley("\n\n".join(["0:00", "1:12", *BODY])).with_meta(lang="en"))
    assert texts(found) == BODY
    programme = "\n\n".join(["9:15", BODY[0], "10:30", BODY[1], BODY[2]])
    assert "10:30" in texts(chrome(galley(programme).with_meta(lang="en")))


DIGEST = """Send Boats mailing list submissions to
\tboats@lists.example

To subscribe or unsubscribe via the World Wide Web, visit
\thttps://lists.example/mailman/listinfo/boats

Today's Topics:

   1. Slip closed (Marit Dahl)

----------------------------------------------------------------------

Message: 1
Date: Sun, 8 Oct 2023 11:05:00 +0200
From: Marit Dahl <marit@quay.example>
To: boats@lists.example
Subject: [Boats] Slip closed
Message-ID: <1@quay.example>

The slip will be closed from Monday until the new rails are laid. Write to us:

boats@lists.example

------------------------------

Subject: Digest Footer

_______________________________________________
Boats mailing list
Boats@lists.example

------------------------------

End of Boats Digest, Vol 31, Issue 4
************************************
"""


def test_what_the_machines_of_a_digest_wrote_goes_and_its_letters_stay() -> None:
    body = normalized(DIGEST)[0].body
    for gone in ("submissions to", "subscribe", "Message-ID", "To: ", "Footer", "End of", "mailing list"):
        assert gone not in body
    for stays in ("From: Marit Dahl", "Slip closed", "until the new rails are laid", "boats@lists.example"):
        assert stays in body


def test_a_letter_that_speaks_of_a_list_is_no_digest() -> None:
    letter = "A question\n\nYou can reach the person managing the list at\n\nmarit@quay.example\n\nI did, and she said no."
    assert "You can reach the person managing the list at" in normalized(letter)[0].body


@pytest.mark.parametrize(
    "line", ["Поделиться: ВКонтакте Одноклассники", "Share: Facebook | X | WhatsApp", "Просмотров: 1873"]
)
def test_sites_in_a_row_and_counters(line: str) -> None:
    assert _chrome.chrome(line) == "sure"


def test_a_list_of_the_parts_of_an_article_goes_and_its_namesake_stays() -> None:
    parts = ["Contents", "1 History", "2 Present use", "History", BODY[0], "Present use", BODY[1]]
    assert list(contents(parts)) == [0, 1, 2]
    assert not list(contents(["Contents", "a lamp", "a rope", BODY[0]]))


def test_the_name_of_a_newsletter_over_its_account_is_not_the_title() -> None:
    lines = ["The Slow House", "Subscribe", "Sign in", "Why old houses have doors", "12", "3", "Share", *BODY]
    found = chrome(galley("\n\n".join(lines)))
    assert texts(found) == ["Why old houses have doors", *BODY]


@pytest.mark.parametrize(
    "text",
    [
        "## License\n\nCopyright 2013 Jane Doe and others.",
        "Copyright (c) 2013 Jane Doe\n\nPermission is hereby granted, free of charge, to any person.",
        "Copyright (C) 2007 The Foundation\n\nEveryone is permitted to copy and distribute verbatim copies of this.",
        "The precise terms and conditions for copying follow.\n\nTERMS AND CONDITIONS",
    ],
)
def test_the_lines_of_a_licence_stay(text: str) -> None:
    body = normalized("\n\n".join(["# Boats", *BODY, text, *BODY]), "markdown")[0].body
    assert text.splitlines()[0] in body
    assert text.splitlines()[-1] in body


def test_a_page_s_rights_go_though_its_text_speaks_of_copyright() -> None:
    lines = [
        *BODY,
        "The harbour asked for its copyright on the plans.",
        "© 2013 Daily Record",
        "Share",
        "Print",
    ]
    assert "© 2013 Daily Record" not in texts(chrome(galley("\n\n".join(lines)).with_meta(lang="en")))
