"""A line -> whether it heads a sources section, in any of the known languages."""

from __future__ import annotations

import re

_HEADS = frozenset(
    """sources|source|source list|sources used|sources cited|references|reference|reference list|references cited
    works cited|work cited|bibliography|selected bibliography|further reading|notes|notes and sources
    notes and references|sources and notes|sources and further reading|endnotes|citations|links|source links
    sources consulted|works consulted|literature|literature cited|références|référence|bibliographie
    sources et références|notes et références|pour en savoir plus|liens|quellen|quelle|quellenangaben
    quellenverzeichnis|quellennachweis|quellennachweise|literatur|literaturverzeichnis|einzelnachweise
    weiterführende links|weblinks|fußnoten|anmerkungen|belege|nachweise|fuentes|fuente|referencias|bibliografía
    bibliografia|notas|enlaces|obras citadas|referencias bibliográficas|fontes|fonte|referências
    referências bibliográficas|fonti|riferimenti|note|sitografia|collegamenti|zdroje|zdroj|prameny|literatura
    odkazy|poznámky|bronnen|bron|referenties|bronvermelding|noten|literatuur|källor|källa|referenser
    källförteckning|noter|kilder|kilde|referanser|litteratur|lähteet|lähde|viitteet|źródła|źródło|przypisy
    odnośniki|források|forrás|hivatkozások|surse|surse și referințe|bibliografie|kaynaklar|kaynak|kaynakça
    referanslar|источники|источник|литература|примечания|список литературы|ссылки|джерела|джерело|література
    примітки|посилання|πηγές|πηγή|παραπομπές|βιβλιογραφία|avoti|šaltiniai|allikad|izvori|izvor|sumber|referensi
    daftar pustaka|nguồn|nguồn tham khảo|tài liệu tham khảo|tham khảo|chú thích|แหล่งที่มา|external links
    liens externes|enlaces externos|enlaces de interés|links externos|ligações externas|weblinks und quellen
    collegamenti esterni|externe links|linki zewnętrzne|externí odkazy|εξωτερικοί σύνδεσμοι|зовнішні посилання
    внешние ссылки|liên kết ngoài|pranala luar|dış bağlantılar|외부 링크|미주|주석|پانویس|پیوند به بیرون|یادداشت‌ها
    فهرست منابع|قائمة المراجع|وصلات خارجية|קישורים חיצוניים|外部リンク
    註釋|注释|外部链接|外部連結|бібліографія|список літератури
    библиография|παραπομπές και σημειώσεις|ссылки на источники|посилання на джерела|bibliografi|irodalomjegyzék
    bibliografía citada|obras consultadas|trabajos citados|lista de referências|bibliografia consultada
    opere citate|riferimenti bibliografici|literatuurlijst|bibliographie sommaire|ouvrages cités|webographie
    sitographie|zitierte literatur|verwendete quellen|quellen und literatur|seznam literatury|použité zdroje
    použitá literatura|spis źródeł|wykaz źródeł|kilder og referanser|alıntılar|kullanılan kaynaklar|แหล่งอ้างอิง
    อ้างอิง|เอกสารอ้างอิง|参考文献|出典|参考|参考資料|情報源|引用元|ソース|脚注|参照|参考资料|资料来源|来源|参考来源|引用|信息来源|消息来源|參考文獻|參考資料|資料來源|來源|출처
    참고문헌|참고 문헌|참고자료|참고 자료|각주|المصادر|المصدر|المراجع
    مصادر|مراجع|المصادر والمراجع|الهوامش|منابع|منبع|מקורות|מקור
    ביבליוגרפיה|הערות|הפניות|לקריאה נוספת|स्रोत|स्त्रोत|संदर्भ|सन्दर्भ|संदर्भ सूची|সূত্র|তথ্যসূত্র""".replace("\n    ", "|")
    # Capitals fold to the sigma within words, so a final one folds too.
    .casefold()
    .split("|")
)
# These head anything: only addresses below them make a section of sources.
_WEAK = frozenset(
    (
        "notes",
        "note",
        "noten",
        "noter",
        "notas",
        "links",
        "source",
        "citations",
        "anmerkungen",
        "参考",
        "引用",
        "来源",
        "external links",
        "chú thích",
        "주석",
        "注释",
        "註釋",
    )
)
# An encyclopaedia sets it behind its headings.
EDIT = re.compile(
    r"\s*\[\s?(?:edit(?: source)?|(?:quelltext )?bearbeiten|modifier(?: le code)?|editar|modifica|bewerken"
    r"|brontekst bewerken|edytuj(?: kod)?|editovat(?: zdroj)?|править(?: код)?|редагувати(?: код)?"
    r"|redigera(?: wikitext)?|rediger(?: kilde)?|muokkaa|düzenle|kaynağı değiştir|değiştir|sửa(?: mã nguồn)?"
    r"|sunting(?: sumber)?|编辑|編輯|編集|ソースを編集|편집|원본 편집|ویرایش|عدل|تعديل|עריכה|עריכת קוד מקור"
    r"|επεξεργασία|संपादित करें)(?:\s?[|]\s?[^\[\]]{2,30})?\s?\]$",
    re.I,
)
_AROUND = " \t\n\u00a0*_#:：-–—=~|[]【】〔〕〈〉《》■◆●"


def is_head(line: str) -> bool:
    """Tell whether a whole line heads a sources section (NORMALIZER 1.6 `sources_head`)."""
    if len(line) > 90:
        return False
    bare = EDIT.sub("", line) if line.endswith("]") else line
    return len(bare) <= 60 and bare.strip(_AROUND).casefold() in _HEADS


def is_strong_head(line: str) -> bool:
    """Tell whether a head is of sources alone: notes and links may be anything."""
    return is_head(line) and line.strip(_AROUND).casefold() not in _WEAK


def after_head(line: str) -> int:
    """Return where the entries begin in ``Sources: address, address``, 0 for a line that does not begin so."""
    match = re.match(r"[\s*_]{0,4}([^:：*_]{2,40})[*_]{0,3}(?:[:：]| [-–—])[*_]{0,3}\s*(?=\S)", line)
    return match.end() if match and is_head(match[1]) else 0
