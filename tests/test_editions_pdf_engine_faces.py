"""The machine's faces: fontconfig's settings are read once a process, and no configuration has another's faces."""

from pubpipe.editions.pdf import engine
from tests.test_editions_pdf_engine import run

READ = """
import sys
from pubpipe.editions.pdf import engine
engine.load(sys.argv[1].split())
from weasyprint.text.fonts import FontConfiguration
fonts = FontConfiguration()
"""

SETTINGS = "\tLoading config file from /etc/fonts/fonts.conf\n"


def test_settings_are_read_once_and_not_three_times() -> None:
    every = " ".join(engine.SAVINGS)
    assert run(READ, "", FC_DEBUG="1024").count(SETTINGS) == 3
    assert run(READ, every, FC_DEBUG="1024").count(SETTINGS) == 1
    assert run(READ + "FontConfiguration()", every, FC_DEBUG="1024").count(SETTINGS) == 2


def test_a_configuration_has_its_own_faces_and_no_others() -> None:
    code = """
from pathlib import Path
from pubpipe.editions.pdf import engine
engine.load()
from weasyprint import CSS
from weasyprint.text import fonts
face = Path("styles/default/fonts/SourceSerif4-Regular.ttf").absolute().as_uri()
one, other = fonts.FontConfiguration(), fonts.FontConfiguration()
CSS(string=f"@font-face {{ font-family: A; src: url({face}) }}", font_config=one)
def added(configuration):
    found = fonts.fontconfig.FcConfigGetFonts(configuration._config, fonts.fontconfig.FcSetApplication)
    return 0 if found == fonts.ffi.NULL else found.nfont
print(added(one), added(other))
"""
    assert run(code) == "1 0\n"


def test_all_faces_of_a_house_are_told_to_pango_at_once() -> None:
    code = """
from pubpipe.editions.pdf import engine, house
from tests.support.manuscripts import edition, founding
engine.load()
from weasyprint.text import fonts
told, tell = [], fonts.pangoft2._library.pango_fc_font_map_config_changed
class Counting:
    def __getattr__(self, name): return getattr(pango, name)
    def pango_fc_font_map_config_changed(self, font_map): told.append(font_map); tell(font_map)
pango, fonts.pangoft2._library = fonts.pangoft2._library, Counting()
house.house_of(edition(founding(), "pdf"))
house._house.cache_clear()
del told[:]
configuration = house.house_of(edition(founding(), "pdf")).fonts
print(len(told), len(list(configuration._folder.iterdir())) > 5)
"""
    assert run(code) == "1 True\n"
