"""Styles of pseudo-elements are made where they are asked for, and are what they would have been."""

import pytest

from tests.test_editions_pdf_engine import run

PAGE = """
import sys
from pubpipe.editions.pdf import engine
engine.load(sys.argv[1].split())
from weasyprint import HTML, css
made, make = [], css.ComputedStyle.__init__
def counted(style, parent, cascaded, pseudo_type, *rest):
    made.append(pseudo_type)
    make(style, parent, cascaded, pseudo_type, *rest)
css.ComputedStyle.__init__ = counted
page = '''<style>li::marker { color: red; font-weight: bold } span { float: footnote }
.mine::marker { anchor: attr(id) } span::footnote-call { content: "(" counter(footnote) ")" }
span::footnote-marker { content: counter(footnote) ": "; font-weight: bold }</style>
<p>A<span>note</span> and <b>bold</b>.<ul><li>One<li class=mine id=two>Two</ul><p><a href="#two">Two</a>'''
document = HTML(string=page).render()
"""


def test_only_what_is_asked_for_is_made() -> None:
    code = PAGE + "print(len([one for one in made if one and 'marker' in one or one == 'footnote-call']))"
    eager, waiting = int(run(code, "")), int(run(code, "demand"))
    # Two items, a note's call and its mark.
    assert waiting == 4
    assert eager > 5 * waiting


@pytest.mark.parametrize("savings", ["demand", "demand styles inheritance"])
def test_they_are_what_they_would_have_been(savings: str) -> None:
    code = (
        PAGE
        + """
for page in document.pages:
    for box in page._page_box.descendants():
        told = [box.style[name] for name in ("color", "font_weight", "float", "content", "display", "anchor")]
        print(type(box).__name__, box.element_tag, getattr(box, "text", ""), box.position_x, *told)
    print(sorted(page.anchors))
"""
    )
    eager = run(code, "")
    assert "li::marker" in eager
    assert "footnote-call" in eager
    assert run(code, savings) == eager
