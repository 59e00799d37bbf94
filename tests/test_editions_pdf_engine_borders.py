"""Borders and outlines are drawn where there are any, and nothing else is asked for them."""

from tests.test_editions_pdf_engine_repeating import told

PAGE = """
import hashlib, sys
from pubpipe.editions.pdf import engine
engine.load(sys.argv[1].split())
from weasyprint import HTML
from weasyprint.draw import border
asked, ask = [], border.get_color
border.get_color = lambda style, name: asked.append(name) or ask(style, name)
page = '''<style>p, b { border: 1px solid red } i { outline: 2px dotted blue } section { columns: 2; column-rule: 1px solid }
img { border: 3px double; border-image: linear-gradient(red, blue) 1 }</style>
<p>Words <b>in a box</b> and <i>outlined ones <u>within</u></i>.<section>One<br>Two<br>Three</section>
<table style="border-collapse: collapse"><tr><td style="border: 1px solid">cell</table><div>No border.</div><img alt=none>'''
plain = HTML(string=page).render().write_pdf(uncompressed_pdf=True)
print(hashlib.sha256(plain).hexdigest())
print(len(asked), file=sys.stderr)
"""


def test_what_is_drawn_is_the_same_and_less_is_asked() -> None:
    (drawn, asked), (same, less) = told(PAGE, ""), told(PAGE, "borders")
    assert same == drawn
    assert 0 < int(less) < int(asked) / 2
