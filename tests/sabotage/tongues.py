"""Twelve languages in nine scripts -> sentences to make articles of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language by its tag, and sentences in it, with figures, quotations and brackets as they stand there."""

    code: str
    sentences: tuple[str, ...]


TONGUES = (
    Tongue(
        "en",
        (
            "The harbour office did not sell the map (it had been painted in 1887).",
            "“Who,” asked the printer, “has counted all 1,250 letters?”",
            "In May–June 2024 prices rose by 3.5 % — or by €12.40 a head.",
            "Nobody at Smith & Sons, Ltd., answered the well-known question: why?",
            "It’s a mother-in-law’s state-of-the-art clock; don’t touch.",
            "From −5 °C to 30 °C the rails of the U.S. line expand by ½ inch.",
        ),
    ),
    Tongue(
        "de",
        (
            "Der Rat hat die alte Brücke nicht verkauft (vgl. S. 12 f.).",
            "„Das ist‘s“, sagte Frau Müller-Lüdenscheidt, „was ich ‚gut‘ nenne.“",
            "Am 3. Mai 2024 kostete die Straßenbahn 1.250,50 € – kein Wort davon!",
            "Die Donaudampfschifffahrtsgesellschaft fährt z. B. um 7.30 Uhr.",
        ),
    ),
    Tongue(
        "fr",
        (
            "Le conseil n’a jamais vendu l’horloge : pourquoi ?",
            "« Où est-il ? » demanda Mme Lefèvre ; personne ne répondit.",
            "Le 1er mai, 1 250 lettres furent comptées, soit 3,5 % de l’œuvre.",
            "Il n’y a pas d’aujourd’hui sans hier, dit-elle…",
        ),
    ),
    Tongue(
        "ru",
        (
            "Совет не продал старый мост (см. с. 12).",
            "«Кто, — спросил печатник, — сосчитал все 1250 букв?»",
            "В мае 2024 г. цены выросли на 3,5 % — никто не ответил.",
        ),
    ),
    Tongue(
        "el",
        (
            "Ο τυπογράφος δεν διαβάζει τη σελίδα 12· η σελίδα απαντά.",
            "«Ποιος μέτρησε τα 1.250 γράμματα;» ρώτησε η δασκάλα.",
        ),
    ),
    Tongue(
        "ar",
        (
            "لا يقرأ الطابع الصفحة 12، والصفحة تجيب (سنة 1887).",
            "قال: «من عدّ 1250 حرفًا في NATO؟»، ولم يجب أحد.",
            "ارتفعت الأسعار بنسبة 3.5% في مايو 2024.",
        ),
    ),
    Tongue(
        "he",
        (
            "המדפיס לא קורא את הדף 12 (שנת 1887).",
            "„מי”, שאל המורה, „ספר 1,250 אותיות ב־NATO?”",
            "בני־אדם, ספרים, שעונים: אין תשובה.",
        ),
    ),
    Tongue(
        "ja",
        (
            "印刷工は12ページを読まない（1887年）。",
            "「誰が1,250文字を数えたのか」と先生は尋ねた。",
            "2024年5月、NATOの物価は3.5％上がった——答えはない。",
        ),
    ),
    Tongue(
        "zh",
        (
            "印刷工没有读第12页（1887年）。",
            "“谁数过1250个字母？”老师问。",
            "2024年5月，价格上涨3.5%——《北京日报》未作回答。",
        ),
    ),
    Tongue(
        "ko",
        (
            "인쇄공은 12쪽을 읽지 않았다(1887년).",
            "“누가 1,250자를 세었는가?” 하고 선생님이 물었다.",
        ),
    ),
    Tongue(
        "hi",
        (
            "मुद्रक पृष्ठ 12 नहीं पढ़ता है (सन् 1887)।",
            "“किसने 1,250 अक्षर गिने?” शिक्षक ने पूछा।",
        ),
    ),
    Tongue(
        "th",
        (
            "ช่างพิมพ์ไม่อ่านหน้า 12 (พ.ศ. 2430)",
            "“ใครนับตัวอักษร 1,250 ตัว” ครูถาม",
        ),
    ),
)
