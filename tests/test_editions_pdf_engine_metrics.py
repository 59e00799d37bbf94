"""The height of a face: the same in every language, and asked in that of the text."""

from tests.test_editions_pdf_engine import run


def test_a_face_is_as_high_in_one_language_as_in_another() -> None:
    code = """
from pubpipe.editions.pdf import engine
engine.load()
from weasyprint import HTML
from weasyprint.pdf import fonts
from weasyprint.text.ffi import ffi, pango
asked = {}
class Watching:
    language = None
    def __getattr__(self, name): return getattr(pango, name)
    def pango_font_get_metrics(self, font, language):
        told = []
        for one in (language, ffi.NULL, *map(pango.pango_language_from_string, names)):
            found = pango.pango_font_get_metrics(font, one)
            told.append((pango.pango_font_metrics_get_ascent(found), pango.pango_font_metrics_get_descent(found)))
        asked[len(asked)] = language != ffi.NULL, len(set(told))
        return pango.pango_font_get_metrics(font, language)
names = [ffi.new("char[]", name) for name in (b"en", b"ar", b"ja", b"th", b"hi")]
fonts.pango._library = Watching()
HTML(string="<html lang=de><p>Worte <b>fett</b> <i>schr\\u00e4g</i><p lang=ja>\\u65e5\\u672c<p>\\u0e44\\u0e17\\u0e22").write_pdf()
print(len(asked) > 3, set(asked.values()))
"""
    assert run(code) == "True {(True, 1)}\n"
