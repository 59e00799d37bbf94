"""Languages of one article of the Universal Declaration of Human Rights, which stands in the public domain."""

import itertools

import pytest

from pubpipe.normalize.identification import contradicted, detect, excerpts, votes

SAID = {
    "en": "All human beings are born free and equal in dignity and rights.",
    "de": "Alle Menschen sind frei und gleich an Würde und Rechten geboren.",
    "fr": "Tous les êtres humains naissent libres et égaux en dignité et en droits.",
    "es": "Todos los seres humanos nacen libres e iguales en dignidad y derechos.",
    "pt": "Todos os seres humanos nascem livres e iguais em dignidade e em direitos.",
    "it": "Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti.",
    "nl": "Alle mensen worden vrij en gelijk in waardigheid en rechten geboren. Zij zijn begiftigd met verstand.",
    "pl": "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw.",
    "sv": "Alla människor är födda fria och lika i värde och rättigheter.",
    "da": "Alle mennesker er født frie og lige i værdighed og rettigheder, og de bør handle mod hverandre i en ånd af"
    " broderskab.",
    "nb": "Alle mennesker er født frie og med samme menneskeverd. De er utstyrt med fornuft og bør handle mot hverandre"
    " i brorskapets ånd.",
    "tr": "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar.",
    "hu": "Minden emberi lény szabadon születik és egyenlő méltósága és joga van.",
    "ro": "Toate ființele umane se nasc libere și egale în demnitate și în drepturi.",
    "ca": "Tots els éssers humans neixen lliures i iguals en dignitat i en drets.",
    "vi": "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền.",
    "ru": "Все люди рождаются свободными и равными в своем достоинстве и правах.",
    "uk": "Всі люди народжуються вільними і рівними у своїй гідності та правах.",
    "sr": "Сва људска бића рађају се слободна и једнака у достојанству и правима.",
    "el": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα.",
    "ar": "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق.",
    "fa": "تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند.",
    "ur": "تمام انسان آزاد اور حقوق و عزت کے اعتبار سے برابر پیدا ہوئے ہیں۔",
    "he": "כל בני אדם נולדו בני חורין ושווים בערכם ובזכויותיהם.",
    "hi": "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है।",
    "ja": "すべての人間は、生れながらにして自由であり、かつ、尊厳と権利とについて平等である。",
    "zh": "人人生而自由，在尊严和权利上一律平等。",
    "ko": "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
    "th": "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ",
}


@pytest.mark.parametrize(("lang", "text"), SAID.items())
def test_one_sentence_is_enough(lang: str, text: str) -> None:
    assert detect(text) == lang


def test_quoted_words_of_another_script_are_no_evidence() -> None:
    assert (
        detect("The word 自由 means freedom, and the book is about what it meant to the people of the time.")
        == "en"
    )


@pytest.mark.parametrize("text", ["Zzz qqq xxx yyy www vvv uuu ttt sss rrr", "Short.", "1234 5678"])
def test_what_is_not_clear_stays_open(text: str) -> None:
    assert detect(text) == "und"


def test_a_few_words_by_chance_make_no_language() -> None:
    # Words that nobody speaks, with "in" and "de" among them as often as in a language that has them.
    invented = [
        "".join(word) for word in itertools.product(("zo", "gra", "wen"), ("lo", "ya", "ul", "mar"), repeat=2)
    ]
    paragraphs = [" in ".join(invented[at : at + 4]) + " de" for at in range(0, len(invented), 4)]
    assert votes("\n\n".join(paragraphs))
    assert detect("\n\n".join(paragraphs)) == "und"


ENGLISH = "All of it is of the kind that they had in the house, and it has been there for as long as we have known it."


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "fi",
            "Kaikki ihmiset syntyvät vapaina. Heille on annettu järki, ja heidän on toimittava toisiaan kohtaan hyvin.",
        ),
        (
            "hu",
            "Minden emberi lény szabadon születik. Az emberek, ésszel bírván, egymással szemben testvérként hatnak.",
        ),
        (
            "ro",
            "Toate ființele umane se nasc libere și egale. Ele trebuie să se comporte unele cu altele în spirit bun.",
        ),
    ],
)
def test_the_language_of_most_paragraphs_is_that_of_the_text(lang: str, text: str) -> None:
    # The English one has more common words than all the others together.
    assert detect(f"{text}\n\n{ENGLISH}\n\n{text}") == lang
    assert detect(f"{ENGLISH}\n\n{text}\n\n{ENGLISH} {ENGLISH}") == "en"


def test_a_smaller_language_shows_itself_by_its_own_words() -> None:
    assert (
        detect("Unha das cousas que máis me gustan é o mar; tamén hai xente que non o pode ver desde a casa.")
        == "gl"
    )
    assert (
        detect("Todos os seres humanos nascem livres, e o que se diz de um vale para todos os outros.")
        == "pt"
    )


def test_options_and_addresses_are_in_no_language() -> None:
    text = "Seçenekler bunlar: -d -s -n -l -c -d -s -n -l -c -d -s, bir dosya için https://www.example.de/de/la/le/les"
    assert detect(text) == "tr"


def test_letters_tell_where_common_words_do_not() -> None:
    assert detect("Klõpsa avanenud dialoogis kaarti Äärised ja vali õige.") == "et"
    assert detect("Große Straßen, weiße Füße, heiße Spieße, süße Soßen, Grüße") == "de"
    assert detect("Исписује број индекса сваке датотеке и њеног ђака.") == "sr"


def test_signs_weigh_more_than_letters() -> None:
    japanese = SAID["ja"]
    assert detect(f"{japanese}\n\n{ENGLISH[:85]}\n\n人権宣言\n\n世界人権宣言全文\n\n前文") == "ja"
    assert "zh" not in votes(f"{japanese}\n\n世界人権宣言")


def test_a_long_text_is_read_from_its_beginning_to_its_end() -> None:
    text = f"{ENGLISH}\n\n" * 20 + f"{SAID['nl']}\n\n" * 200
    assert detect(text[:2000]) == "en"
    assert detect(excerpts(text)) == "nl"
    assert len(excerpts(text)) < 5000
    assert excerpts(ENGLISH) == ENGLISH


@pytest.mark.parametrize(
    ("stated", "text", "lang"),
    [
        ("en", SAID["nl"], "nl"),
        ("en-GB", SAID["nb"], "nb"),
        ("de", ENGLISH, "en"),
        ("no", SAID["nb"], ""),
        ("da", SAID["nb"], ""),  # too much alike to know better than the page
        ("lb", SAID["de"], ""),  # not known here
        ("en", "Hm.", ""),
        ("nl", f"{ENGLISH}\n\n{ENGLISH}\n\n{SAID['nl']}", ""),  # a translation that is not finished
    ],
)
def test_a_statement_is_contradicted_by_a_text_that_has_hardly_any_of_it(
    stated: str, text: str, lang: str
) -> None:
    assert contradicted(stated, text) == lang
