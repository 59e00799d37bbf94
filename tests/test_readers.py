import codecs
import struct
import zlib
from pathlib import Path

import pytest

from pubpipe.errors import ArticleError, ConfigurationError
from pubpipe.model import Place
from pubpipe.readers import Received
from pubpipe.readers.declarations import sidecar
from pubpipe.readers.decode import decode
from pubpipe.readers.markdown import read as read_markdown
from pubpipe.readers.text import read as read_text

TEXT = "Curly “quotes” and an é — more than enough plain words around them to look like text.\n"


def png() -> bytes:
    """A grey picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\x80"))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("cp1252"), "cp1252"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    assert decode(data, "a.txt") == (TEXT, encoding)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.txt is empty"),
        (b" \n\t\n", "a.txt is empty"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "binary"),
        (codecs.BOM_UTF16_LE + b"abc", "damaged utf-16"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        decode(data, "a.txt")


def test_standard_input_is_named() -> None:
    with pytest.raises(ArticleError, match=r"^standard input is empty$"):
        decode(b"", "-")


POLISH = "Rząd przyjął dziś ustawę, która zmieni podatki. Święta będą spokojne, mówił premier, i że ceny nie wzrosną."
CZECH = "Příliš žluťoučký kůň úpěl. Vláda schválila návrh, který změní daně pro všechny občany, a účinnost začne v lednu."
RUSSIAN = "Правительство сегодня приняло закон, который изменит налоги. Министр сказал, что он вступит в силу в январе."
JAPANESE = "政府は今日、税金を変える法律を承認した。大臣は一月に施行されると述べた。カタカナもあります。"
FRENCH = "Le gouvernement a adopté « dès janvier » la loi, a déclaré l’élue. Où êtes-vous ? À Noël, au cœur de l’hiver."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (POLISH, "cp1250"),
        (CZECH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        ("Η κυβέρνηση ενέκρινε σήμερα τον νόμο που θα αλλάξει τους φόρους για όλους τους πολίτες.", "cp1253"),
        ("הממשלה אישרה היום את החוק שישנה את המסים לכל האזרחים. השר אמר כי החוק ייכנס לתוקף.", "cp1255"),
        ("وافقت الحكومة اليوم على القانون الذي سيغير الضرائب لجميع المواطنين. وقال الوزير إنه.", "cp1256"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (
            "政府今天批准了一项将改变所有公民税收的法律。部长说，该法律将于一月生效。这是一个很长的句子。",
            "gb18030",
        ),
        ("정부는 오늘 모든 시민의 세금을 바꿀 법을 승인했다. 장관은 시행될 것이라고 말했다.", "cp949"),
        (FRENCH, "cp1252"),
        ("“Don’t,” he said — and left. It’s 5 % of the £20.", "cp1252"),
    ],
)
def test_encodings_that_no_byte_order_mark_states(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == (text, encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Un titre à lire\n\nL'été où la forêt brûle; déjà vu, façade.\n", "cp1252"),
        ("A walk of 3 km² past Gruyère for £40 — señor Ångström paid.", "cp1252"),
        ("Þórður á Ísafirði segir að æðurinn sé kominn.", "cp1252"),
        ("Sigurðsson and no one else came.", "cp1252"),
        ("Ory zarosną, i zarosły, ale korzenie brzozy nie są mocniejsze.", "cp1250"),
        ("Képviselők és őrök ülnek a nagyszülők asztalánál.", "cp1250"),
        ("Kooperatif başkanı Emine Yılmaz, yüz kırk köylünün çayını satacak.", "cp1254"),
        ("כל בני אדם נולדו בני חורין.", "cp1255"),
        ("ребята спросили, почему здесь нет телескопа у дома", "cp1251"),
        ("Όλοι οι άνθρωποι γεννιούνται ελεύθεροι", "cp1253"),
        ("町の人たちの寄付でまかなわれた。", "cp932"),
        ("町の人たちの寄付でまかなわれた。", "euc_jp"),
    ],
)
def test_few_words_tell_their_encoding_by_their_letters(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == (text, encoding)


def test_a_byte_of_windows_in_utf_8_is_no_reason_to_read_it_all_as_windows() -> None:
    data = FRENCH.encode() + b" caf\xe9"
    assert decode(data, "a.txt") == (FRENCH + " café", "utf-8+cp1252")


def test_bytes_that_fit_nowhere_are_read_all_the_same() -> None:
    text, _ = decode(b"line one\nline two \x81\x8d\n", "a.txt")
    assert text.startswith("line one\nline two ")


def test_a_guessed_encoding_is_told_for_markdown_too() -> None:
    draft = read_markdown(Received("a.md", b"# T\n\nOne caf\xe9.\n"))
    assert [f.code for f in draft.findings] == ["read-encoding-guessed"]


def test_a_guessed_encoding_is_told() -> None:
    draft = read_text(Received("a.txt", TEXT.encode("cp1252")))
    assert [f.code for f in draft.findings] == ["read-encoding-guessed"]
    assert draft.origin.encoding == "cp1252"


def test_front_matter_is_declared_with_its_places() -> None:
    text = '---\ntitle: "A: b"\nauthors: [Ann, {given: Bob, family: Lee}]\ndate: 2024-7-8\nlanguage: de_AT\n---\nBody\n'
    draft = read_markdown(Received("a.md", text.encode()))
    assert {d.key: d.value for d in draft.declared} == {
        "title": "A: b",
        "author": ["Ann", "Bob Lee"],
        "date": "2024-07-08",
        "lang": "de-AT",
    }
    assert text[draft.declared[0].start : draft.declared[0].end] == 'title: "A: b"\n'
    assert text[draft.declared_end :] == "Body\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\ntitle: a: b\n---\nBody\n", "a.md, line 2: wrong YAML"),
        ("---\nlang: en\ntitle: [a\n---\nBody\n", "a.md, line [34]: wrong YAML"),
        ("---\ntitle: T\nBody\n", "never closed"),
        ("---\nlang: en\ntitle: [a, b]\n---\nBody\n", "line 3: title must be one text"),
        ("---\ntitle: A\nlang: en\ntitle: B\n---\nBody\n", "line 4: 'title' stands a second time"),
        ("---\nreferences:\n- {URL: a, URL: b}\n---\nBody\n", "line 3: 'URL' stands a second time"),
        ("---\nlang: en\n[1]: a\n---\nBody\n", "line 3: a key that is a list or has keys of its own"),
        ("---\nreferences:\n- {{x}}: a\n---\nBody\n", "line 3: a key that is a list or has keys of its own"),
        ("---\nlang: en\ntitle-status: draft\n---\nBody\n", "line 3: title-status cannot be 'draft'"),
        ("---\nlang: en\nreferences: a\n---\nBody\n", "line 3: references must be a list"),
        ("---\nreferences:\n- id: a\n  x: b\n---\nBody\n", "line 2: a source of references says nothing"),
        (
            "---\nreferences:\n- {id: a, title: T}\n- {id: a, title: U}\n---\nBody\n",
            "line 2: two sources of references have the id 'a'",
        ),
        ("---\nseries-number: three\n---\nBody\n", "line 2: series-number must be a number, not 'three'"),
        ("---\nlang: not a language\n---\nBody\n", "line 2: 'not a language' is not a language tag"),
        ("---\npubpipe: {normaliser: 1}\n---\nBody\n", "line 2: 'normaliser' is not a setting"),
    ],
)
def test_wrong_front_matter_names_its_line(text: str, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        read_markdown(Received("a.md", text.encode()))


def test_the_same_value_may_stand_twice() -> None:
    draft = read_markdown(Received("a.md", b"---\ntitle: A\nlang: en\ntitle: A\n---\nBody\n"))
    assert {d.key: d.value for d in draft.declared} == {"title": "A", "lang": "en"}


def test_an_anchor_may_be_used_again_and_nothing_is_said_of_it() -> None:
    draft = read_markdown(Received("a.md", b"---\ntitle: &a A\nsubtitle: &a B\nkicker: *a\n---\nBody\n"))
    assert {d.key: d.value for d in draft.declared} == {"title": "A", "subtitle": "B", "kicker": "B"}


def test_an_unknown_key_is_kept_and_told() -> None:
    draft = read_markdown(Received("a.md", b"---\ntitel: T\n---\nBody\n"))
    assert draft.declared[0].key == "titel"
    assert (draft.findings[0].hint, draft.findings[0].place.line if draft.findings[0].place else 0) == (
        "Did you mean 'title'?",
        2,
    )


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    for text in (b"---\n\nBody\n\n---\n", b"---\nBody of it\n\n---\n", b"---\n- a\n---\n"):
        assert read_markdown(Received("a.md", text)).declared == ()


def test_a_missing_picture_is_named_with_the_line_of_the_file(tmp_path: Path) -> None:
    text = b"---\ntitle: T\nlang: en\n---\n\nWords.\n\n![one](none.png)\n"
    (finding,) = read_markdown(Received("a.md", text, tmp_path)).findings
    assert finding.place == Place("a.md", 8)


def test_pictures_beside_the_article_are_read(tmp_path: Path) -> None:
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "my pic.png").write_bytes(png())
    text = b"![one](img/my%20pic.png) ![two](img/my%20pic.png)\n"
    draft = read_markdown(Received("a.md", text, tmp_path))
    assert [(a.source, a.media_type) for a in draft.assets] == [("img/my%20pic.png", "image/png")]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("https://example.org/a.png", "fetches nothing"),
        ("../secret.png", "outside"),
        ("/etc/passwd", "outside"),
        ("missing.png", "No such file"),
        ("text.png", "neither PNG"),
        ("file:///etc/passwd", "fetches nothing"),
        ("link.png", "outside"),
    ],
)
def test_no_other_picture_is_read(tmp_path: Path, source: str, reason: str) -> None:
    folder = tmp_path / "source"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(png())
    (folder / "text.png").write_text("no picture")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    draft = read_markdown(Received("a.md", f"Text.\n\n![x]({source})\n".encode(), folder))
    assert draft.assets == ()
    assert reason in draft.findings[0].message
    assert draft.findings[0].place is not None
    assert draft.findings[0].place.line == 3


def test_a_sidecar_holds_values_and_ranges() -> None:
    assert sidecar("title: T\nkeep: [12-15, 20]\ndrop: 3\n", "a.yaml") == {
        "title": "T",
        "keep": [[12, 15], [20, 20]],
        "drop": [[3, 3]],
    }
    assert sidecar("", "a.yaml") == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: T\ntilte: x\n", "a.yaml, line 2: 'tilte' is not a key"),
        ("keep: [5-2]\n", "not a range"),
        ("a: [\n", "line 2: wrong YAML"),
        ("title: T\nreferences:\n  - URL: https://a.org\n  - publisher: P\n", "a.yaml, line 4: a source"),
        ("references: none\n", "a.yaml, line 1: a source"),
        ("title: T\nurl: a.org/b\n", "a.yaml, line 2: url cannot be 'a.org/b'"),
        ("references:\n  - id: ''\n    publisher: P\n", "a.yaml, line 2: a source"),
    ],
)
def test_a_wrong_sidecar_names_its_line(text: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        sidecar(text, "a.yaml")
