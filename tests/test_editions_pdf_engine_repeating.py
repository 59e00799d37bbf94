"""What is done once instead of over and over: no byte of any golden article is another, and it is done once."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from pubpipe.editions.pdf import engine
from pubpipe.editions.pdf.engine import repeating
from tests.test_editions_pdf_engine import PACKED, run

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
    own = " ".join(sorted(repeating.SAVINGS.keys() - {PACKED}))
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
from pubpipe.editions.pdf import engine
from pubpipe.editions.pdf.engine import contexts
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


def test_lines_break_where_they_would_if_each_next_word_were_tried(
    amount: Callable[[object, object], object],
) -> None:
    code = """
import random, sys
from pubpipe.editions.pdf import engine
from pubpipe.editions.pdf.composition import overflow
engine.load(name for name in engine.SAVINGS if name != "overflow")
from types import SimpleNamespace
from weasyprint import HTML
from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration

fonts, chance, tried = FontConfiguration(), random.Random(1926), []
words = ("a of the printing-house lines extraordinarily soft\\u00adhyphen AVATAR To. We, 1,926 (see) f\\u0133n office "
    "\\u65e5\\u672c\\u8a9e\\u306e\\u65b0\\u805e\\u3002 \\u0627\\u0644\\u0635\\u062d\\u064a\\u0641\\u0629 \\u0939\\u093f\\u0928\\u094d\\u0926\\u0940 "
    "\\u00a0x incomprehensibilities").split(" ")
styles = ("", "hyphens: auto", "overflow-wrap: break-word; hyphens: auto", "letter-spacing: 1px", "word-spacing: -3px",
    "font-variant-numeric: oldstyle-nums; overflow-wrap: anywhere", "direction: rtl", "white-space: pre-wrap",
    "white-space: pre-wrap; overflow-wrap: anywhere", "white-space: pre-wrap; overflow-wrap: break-word; hyphens: auto")
pages = [HTML(string=f"<html lang=en><p style='font-size: 11px; {style}'>x").render(font_config=fonts) for style in styles]
found = [next(b for p in page.pages for b in p._page_box.descendants() if hasattr(b, "text")).style for page in pages]

def broken(number):
    chance.seed(number)
    text = " ".join(chance.choice(words) for _ in range(chance.randint(1, 40)))
    style, width = chance.choice(found), chance.uniform(5, 300)
    context = SimpleNamespace(dictionaries={})
    layout, *told = line_break.split_first_line(text, style, context, width, 0, chance.random() < 0.5)
    return layout.text, told

set_text = line_break.pango.pango_layout_set_text
class Counting:
    def __getattr__(self, name): return getattr(pango, name)
    def pango_layout_set_text(self, *what): tried.append(1); return set_text(*what)
pango, line_break.pango = line_break.pango, Counting()
count = int(sys.argv[1])
before, without = [broken(n) for n in range(count)], len(tried)
overflow.foresee()
print([broken(n) for n in range(count)] == before, 0.5 * without < len(tried) - without < without)
"""
    assert run(code, str(amount(600, 20_000))) == "True True\n"


def test_lines_are_drawn_as_they_were_measured_and_as_weasyprint_draws_them() -> None:
    code = """
import hashlib, sys
from pubpipe.editions.pdf import engine
engine.load(sys.argv[1].split())
from weasyprint import HTML
from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration
styles = ["", "letter-spacing: 1px", "word-spacing: 3px", "text-align: justify", "white-space: pre-wrap; tab-size: 4",
    "overflow-wrap: anywhere; width: 3em", "hyphens: auto; width: 6em", "text-decoration: underline; direction: rtl",
    "white-space: nowrap; overflow: hidden; text-overflow: ellipsis; width: 5em", "font-variant: small-caps"]
words = "Efficient lines<b>of words</b>, set\\tin type; <i>and again</i> \u05d0\u05d1 (internationally) soft\\xadhyphen. " * 4
page = "".join(f"<p lang=en style='{style}'>{words}" for style in styles)
fonts, setup, made = FontConfiguration(), line_break.Layout.setup, []
def counted(*args):
    made.append(1)
    return setup(*args)
for text in (page, "<p>" + "Lines of words, set in type and set again. " * 90):
    document = HTML(string=text).render(font_config=fonts)
    line_break.Layout.setup = counted
    first = document.write_pdf(uncompressed_pdf=True)
    print(len(made) if text != page else "", file=sys.stderr)
    line_break.Layout.setup = setup
    made.clear()
    print(hashlib.sha256(first).hexdigest(), document.write_pdf(uncompressed_pdf=True) == first)
print(len(vars(fonts).get("lines", ())) <= 400, file=sys.stderr)
"""
    plain, quick = told(code, ""), told(code, " ".join(engine.SAVINGS))
    assert quick[0] == plain[0]
    assert plain[0].count("True") == 2
    (before, plain_bound), (after, bound) = plain[1].split(), quick[1].split()
    assert int(after) < int(before) / 2
    assert plain_bound == bound == "True"


def test_values_are_kept_from_article_to_article_but_not_what_hangs_on_the_article() -> None:
    code = """
import logging, sys
from pubpipe.editions.pdf import engine
engine.load(sys.argv[1].split())
from weasyprint import CSS, HTML, css
from weasyprint.text.fonts import FontConfiguration
computed, compute, complaints = [], css.ComputedStyle.__missing__, []
logging.getLogger("weasyprint").addFilter(lambda record: complaints.append(record.getMessage()) or True)
fonts = FontConfiguration()
sheet = CSS(font_config=fonts, string='''@page { size: 300px 400px } @page wide { size: 500px 400px } :root { --a: 7px }
p { width: 50vw; margin-left: var(--a); padding: 1em; height: calc(1px * 2px); text-indent: attr(data-in px) }
.wide { page: wide } h1 { font-size: 2em; color: red } h1 + p { border: 1px solid; page-break-before: always }''')
texts = ["<body class=wide><h1>a</h1><p>b<p style='--a: 3px' data-in=4>c", "<h1>a</h1><p>b<p>c",
    "<html lang=fr dir=rtl><h1>a</h1><p>b<p style='width: 30px; float: left'>c", "<h1 style='color: blue'>a</h1><p>b"]
for text in texts * 2:
    for page in HTML(string=text).render(font_config=fonts, stylesheets=[sheet]).pages:
        for box in page._page_box.descendants():
            told = [box.style[name] for name in ("color", "lang", "direction", "text_indent", "font_size", "float")]
            print(type(box).__name__, box.position_x, box.width, box.margin_left, box.padding_left, *told)
print(complaints)
print(len(vars(fonts).get("styles", ())), file=sys.stderr)
del box, page, fonts, sheet  # before the modules that take them apart
"""
    plain, quick = told(code, ""), told(code, " ".join(engine.SAVINGS))
    assert len(set(plain[0].splitlines())) > 10
    assert "calc" in plain[0]
    assert quick[0] == plain[0]
    assert (int(plain[1]), int(quick[1]) > 10) == (0, True)


def told(code: str, savings: str) -> tuple[str, str]:
    """Run code in a process of its own; return what it says on standard output and on standard error."""
    done = subprocess.run(
        [sys.executable, "-c", code, savings], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout, done.stderr


def test_pages_are_named_anew_only_where_there_are_others() -> None:
    code = """
from pubpipe.editions.pdf import engine
engine.load(["pages"])
import pydyf
pdf, other = pydyf.PDF(), pydyf.PDF()
def page(): return pydyf.Dictionary({"Type": "/Page", "Parent": pdf.pages.reference})
pdf.add_page(page())
one = pdf.page_references
print(len(one), one is pdf.page_references, other.page_references)
pdf.add_page(page())
two = pdf.page_references
pdf.pages["Kids"] = pydyf.Array(pdf.pages["Kids"][3:] + pdf.pages["Kids"][:3])
print(len(two), two[0] == one[0], pdf.page_references == two[::-1])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines() == ["1 True ()", "2 True True"]


def test_only_boxes_of_elements_are_asked_what_is_behind_them() -> None:
    code = """
from pubpipe.editions import pdf
from pubpipe.editions.pdf import engine
from tests.support.manuscripts import edition, rich
engine.load()
from weasyprint.layout import background
looked, look = [], background.resolve_radii_percentages
background.resolve_radii_percentages = lambda box: (looked.append(box), look(box))
pdf.render(edition(rich(), "pdf"))
print({type(box.style).__name__ for box in looked}, any(box.background for box in looked))
"""
    assert run(code) == "{'ComputedStyle'} True\n"


def test_boxes_are_met_in_the_same_order() -> None:
    code = """
from pubpipe.editions import pdf
from pubpipe.editions.pdf import engine, house
from tests.support.manuscripts import edition, rich
engine.load()
import weasyprint
from weasyprint.formatting_structure.boxes import Box
def nested(box, placeholders=False):
    yield box
    for child in box.children:
        if placeholders or isinstance(child, Box):
            yield from nested(getattr(child, "_box", child), placeholders)
        else:
            yield child
documents, render = [], weasyprint.HTML.render
def kept(*place, **more):
    documents.append(render(*place, **more))
    return documents[-1]
weasyprint.HTML.render = kept
pdf.render(edition(rich(), "pdf"))
pages = [page._page_box for document in documents for page in document.pages]
for placeholders in (False, True):
    walks = [([*map(id, page.descendants(placeholders))], [*map(id, nested(page, placeholders))]) for page in pages]
    print(all(one == other for one, other in walks), sum(len(one) for one, _ in walks) > 200)
"""
    assert run(code) == "True True\nTrue True\n"
