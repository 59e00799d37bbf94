"""The import of WeasyPrint: each saving alone, all and none of them give the same bytes, and nothing is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pubpipe.editions.pdf import engine
from tools import pango_types

ROOT = Path(__file__).parents[1]
# The one saving that changes bytes, those of streams as they are packed.
PACKED = "packing"

RENDER = """
import hashlib, sys
from dataclasses import replace
from pubpipe.editions import pdf
from pubpipe.editions.pdf import engine
from tests.support.manuscripts import edition, founding, rich
engine.load(sys.argv[1].split())
for manuscript in (founding(), rich(), replace(rich(), meta=replace(rich().meta, lang="de"))):
    print(hashlib.sha256(pdf.render(edition(manuscript, "pdf")).content).hexdigest())
"""


def run(code: str, *arguments: str, **environ: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *arguments],
        cwd=ROOT,
        env=os.environ | environ,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def plain() -> str:
    return run(RENDER, PACKED)


@pytest.mark.parametrize(
    "savings",
    [*(pytest.param(one, marks=pytest.mark.proof) for one in engine.SAVINGS), " ".join(engine.SAVINGS)],
)
def test_a_saving_changes_no_byte(plain: str, savings: str) -> None:
    assert len(set(plain.split())) == 3
    assert run(RENDER, f"{savings} {PACKED}") == plain


def test_streams_are_packed_with_zlibs_default_effort() -> None:
    code = """
import zlib
from pubpipe.editions.pdf import engine
engine.load(["packing"])
import pydyf
drawn = [b"%d 0 Td <%04x> Tj" % (n * n % 997, n) for n in range(2_000)]
held = pydyf.Stream(drawn, compress=True).data.split(b"stream\\n", 1)[1].rsplit(b"\\nendstream", 1)[0]
print(held == zlib.compress(b"\\n".join(drawn)), zlib.decompress(held).split(b"\\n") == drawn)
"""
    assert run(code) == "True True\n"


def test_every_saving_is_proved_on_the_locked_versions() -> None:
    assert engine.in_force() == tuple(engine.SAVINGS)


def test_another_version_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pubpipe.installed.version", lambda name: "1000.0")
    assert engine.in_force() == ("collections",)


def test_no_process_is_started_and_nothing_stays_patched() -> None:
    code = """
import ctypes.util, gc, subprocess, sys
from pubpipe.editions.pdf import engine
find, start, started = ctypes.util.find_library, subprocess.Popen, []
subprocess.Popen = lambda *a, **k: started.append(a) or start(*a, **k)
engine.load()
print(len(started), ctypes.util.find_library is find, gc.isenabled(), "fontTools.subset" in sys.modules)
"""
    assert run(code) == "0 True True False\n"


def test_what_is_put_off_works_when_it_is_called() -> None:
    code = """
import io
from pathlib import Path
from pubpipe.editions.pdf import engine
engine.load()
from weasyprint.pdf import fonts
from weasyprint.text.fonts import woff2
print(type(fonts.subset.Options()).__module__, fonts.subset.Options(hinting=False).hinting)
out = io.BytesIO()
woff2.decompress(io.BytesIO(Path("styles/default/web/SourceSans3-Regular-latin.woff2").read_bytes()), out)
print(len(fonts.TTFont(out).getGlyphOrder()) > 100)
try:
    fonts.instantiateVariableFont(fonts.TTFont(out), {})
except Exception as error:
    print(error)
"""
    options, glyphs, refusal = run(code).splitlines()
    assert options == "fontTools.subset False"
    assert glyphs == "True"
    assert refusal == "Missing required table fvar"


def test_no_address_is_asked_and_nothing_is_imported_for_that() -> None:
    code = """
import sys
from pubpipe.editions import pdf
from pubpipe.editions.pdf.house import house_of
from tests.support.manuscripts import edition, founding
pdf.render(edition(founding(), "pdf"))
house_of(edition(founding(), "pdf")).leaded("14px")
print([n for n in ("ssl", "urllib.request", "fontTools.ttLib", "PIL.ExifTags", "PIL.ImageCms") if n in sys.modules])
"""
    assert run(code) == "[]\n"


def test_what_has_stand_ins_is_there_for_whoever_asks(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("p { color: red }", "utf-8")
    code = """
import sys
from pubpipe.editions.pdf import engine
engine.load()
from weasyprint.urls import URLFetcher, URLFetcherResponse
import urllib.request
with_headers = URLFetcherResponse("", b"x", {"Content-Type": "image/png"})
got = URLFetcher().fetch("file://" + sys.argv[1])
print(got.content_type, got.path.endswith(sys.argv[1]), with_headers.content_type, len(got.read()))
print(URLFetcher.__mro__[1] is urllib.request.OpenerDirector)
from weasyprint.pdf import anchors
print(anchors.MIMETYPES.guess_type("a.png"))
from PIL import ExifTags, Image, ImageCms
print(Image.ExifTags.Base.Orientation is ExifTags.Base.Orientation, ImageCms.createProfile("sRGB") is not None)
from weasyprint.pdf import fonts
try:
    fonts.TTFont(__import__("io").BytesIO(b"not a face"))
except fonts.TTLibError as error:
    print(type(error).__module__, fonts.ttFont.__name__)
"""
    told = run(code, str(tmp_path / "a.css")).splitlines()
    assert told == [
        "text/css True image/png 16",
        "True",
        "('image/png', None)",
        "True True",
        "fontTools.ttLib fontTools.ttLib.ttFont",
    ]


def test_types_at_hand_are_those_that_weasyprint_declares() -> None:
    assert pango_types.TARGET.read_text("utf-8") == pango_types.module()


def test_other_declarations_are_left_to_cffi() -> None:
    code = """
from pubpipe.editions.pdf.engine import pango
pango.Declared.cdef.__code__ = (lambda self, source: exec("raise OSError('something else')")).__code__
from pubpipe.editions.pdf import engine
engine.load()
from weasyprint.text.ffi import ffi
print(type(ffi).__module__, list(ffi.new("hb_codepoint_t[]", (1, 2, 3))))
"""
    assert run(code) == "cffi.api [1, 2, 3]\n"


def test_without_pango_it_is_said_and_standard_output_stays_clean() -> None:
    code = """
import sys, ctypes.util
ctypes.util.find_library = lambda name: None
import cffi
def refuse(self, name, flags=0): raise OSError(f"no {name}")
cffi.FFI.dlopen = refuse
from pubpipe.editions.pdf.engine import pango
pango.Declared.dlopen = refuse
from pubpipe.editions.pdf import engine
try:
    engine.load()
except OSError as error:
    sys.stdout.write(f"{error}")
"""
    assert run(code) == "no libgobject-2.0-0"


def test_the_attributes_of_text_go_with_their_layouts() -> None:
    code = """
import gc
from collections import Counter
from pubpipe.editions.pdf import engine
engine.load([name for name in engine.SAVINGS if name not in ("attributes", "contexts", "words")])
from weasyprint import HTML
from weasyprint.text import ffi, line_break
from pubpipe.editions.pdf.engine.attributes import GivenBack

count = Counter()

class Pango:
    def __getattr__(self, name):
        return getattr(ffi.pango, name)

    def pango_attr_list_insert(self, attributes, attribute):
        count["made"] += 1
        ffi.pango.pango_attr_list_insert(attributes, attribute)

    def pango_attr_list_unref(self, attributes):
        count["let go"] += 1
        ffi.pango.pango_attr_list_unref(attributes)

line_break.pango = GivenBack(Pango(), ffi.ffi)
page = "<p style='font-variant-numeric: oldstyle-nums; width: 9em'>" + "Words in lines, 1926. " * 99
HTML(string=page).write_pdf()
gc.collect()
print(count["made"] > 100, count["made"] - count["let go"])
"""
    assert run(code) == "True 1\n"
