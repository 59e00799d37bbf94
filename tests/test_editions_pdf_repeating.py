"""What is done once instead of over and over: no byte of any golden article is another, and it is done once."""

from collections.abc import Callable
from pathlib import Path

from pubpipe.editions.pdf import engine, repeating
from tests.test_editions_pdf_engine import run

ROOT = Path(__file__).parents[1]

RENDER = """
import hashlib, sys
from pathlib import Path
from pubpipe.editions import pdf
from pubpipe.editions.pdf import engine
from pubpipe.model import Edition, Options
from pubpipe.press import Input, Overrides, normalize
from pubpipe.project import find
from pubpipe.styling import load
without, forms, names = sys.argv[1].split(), sys.argv[2].split(), sys.argv[3].split()
engine.load(name for name in engine.SAVINGS if name not in without)
project, style = find(Path.cwd()), load("default")
for name in names:
    manuscript, _, _ = normalize(Input(name, Path("tests/golden", name, "canonical.md")), project, Overrides())
    for form in forms:
        rendering = pdf.render(Edition(manuscript, style, form, Options("The Record", two_sided=True)))
        print(name, form, rendering.facts["pages"], hashlib.sha256(rendering.content).hexdigest())
"""


def test_no_byte_of_an_article_in_any_script_is_another(amount: Callable[[object, object], object]) -> None:
    every = " ".join(sorted(path.name for path in (ROOT / "tests" / "golden").iterdir()))
    names = amount("arabic hindi japanese poem-hebrew apa listicle", every)
    forms = amount("pdf", "pdf pdf-large pdf-draft")
    own = " ".join(repeating.SAVINGS)
    made = run(RENDER, own, str(forms), str(names))
    assert len(made.splitlines()) == len(str(names).split()) * len(str(forms).split())
    assert made == run(RENDER, "", str(forms), str(names))


def test_a_type_has_one_context_whatever_is_set_in_it() -> None:
    code = """
from pubpipe.editions import pdf
from pubpipe.editions.pdf import engine, house
from tests.support.manuscripts import edition, founding, rich
engine.load()
from weasyprint.text import line_break
made, make = [], line_break.pango.pango_font_map_create_context
class Counting:
    def __getattr__(self, name): return getattr(pango, name)
    def pango_font_map_create_context(self, font_map): made.append(1); return make(font_map)
pango, line_break.pango = line_break.pango, Counting()
pdf.render(edition(rich(), "pdf"))
first = len(made)
pdf.render(edition(rich(), "pdf"))
fonts = house.house_of(edition(rich(), "pdf")).fonts
print(0 < first < 60, len(made) == first == len(fonts.types), 0 < len(fonts.struts) < 60)
"""
    assert run(code) == "True True True\n"


def test_the_types_that_are_kept_have_a_bound() -> None:
    code = """
from pubpipe.editions.pdf import contexts, engine
engine.load()
contexts._MOST = 5
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
fonts = FontConfiguration()
lines = "".join(f"<p style='font-size:{size}px'>words" for size in range(10, 40))
HTML(string=lines).render(font_config=fonts)
print(len(fonts.types) <= 5, len(fonts.struts) <= 5)
"""
    assert run(code) == "True True\n"


def test_lengths_of_every_kind_are_weasyprints() -> None:
    code = """
import sys
from pubpipe.editions.pdf import engine
engine.load(sys.argv[1].split())
from weasyprint import HTML
page = '''<style>@page { size: 400px 300px; margin: 10% 5% }
div { width: 50%; height: 25%; min-width: 30px; max-height: 90%; padding: 1% 2px; margin: 3% auto; border: 2px solid }
.sized { box-sizing: border-box; width: calc(40% + 10px); height: 100px } .sized p { height: 50%; min-height: 20% }
.padded { box-sizing: padding-box } table { border-collapse: collapse; width: 80% } td { width: 30%; border: 3px solid }
.lead { line-height: calc(1em + 4px); text-decoration: underline; letter-spacing: 1px } .flow { float: left; width: 20% }
</style><div><p style="width: calc(50% - 3px); max-width: 80%">a</div><div class=sized><p class=lead>b b b</div>
<div class=padded>c</div><p class=flow>d<table><tr><td>e<td>f</table><p style="margin-inline-start: 7%; all: inherit">g'''
def told(box):
    values = [getattr(box, name, None) for name in sorted(vars(box)) if name.split("_")[0] in
        ("width", "height", "min", "max", "margin", "padding", "border", "position", "baseline")]
    print(type(box).__name__, [v for v in values if isinstance(v, (int, float, str, tuple))])
for one in HTML(string=page).render().pages:
    for box in one._page_box.descendants():
        told(box)
"""
    plain, quick = run(code, ""), run(code, " ".join(engine.SAVINGS))
    assert len(plain.splitlines()) > 30
    assert quick == plain


def test_each_object_of_a_pdf_is_written_out_once() -> None:
    code = """
from io import BytesIO
from pubpipe.editions.pdf import engine
engine.load()
import pydyf
written = []
class Told(pydyf.Dictionary):
    @property
    def data(self):
        written.append(1)
        return super().data
for identifier in (True, b"0123456789abcdef", False):
    pdf = pydyf.PDF()
    pdf.info["Title"] = pydyf.String("T")
    pdf.add_object(Told({"A": 1}))
    out = BytesIO()
    pdf.write(out, identifier=identifier)
    print(out.getvalue().count(b"/A 1"), b"/ID" in out.getvalue(), len(written))
    written.clear()
"""
    assert run(code) == "1 True 1\n1 True 1\n1 False 1\n"
