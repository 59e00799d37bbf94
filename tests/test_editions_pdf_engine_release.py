"""What a layout needs while it is made goes with it, without Python looking for it."""

import pytest

from tests.test_editions_pdf_engine import run


@pytest.mark.parametrize(("savings", "left"), [((), True), (("release",), False)])
def test_nothing_is_left_of_a_layout_but_its_pages(savings: tuple[str, ...], left: bool) -> None:
    code = """
import gc, sys
from pubpipe.editions.pdf import engine
engine.load(sys.argv[1].split())
from weasyprint import HTML
gc.disable()
document = HTML(string="<p>One.<p style='break-before: page'>Two.").render()
there = [type(one).__name__ for one in gc.get_objects()]
print(len(document.pages), there.count("LayoutContext") + there.count("StyleFor"))
"""
    pages, circles = run(code, " ".join(savings)).split()
    assert pages == "2"
    assert (int(circles) > 0) is left
