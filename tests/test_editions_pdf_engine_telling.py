"""Values of a PDF are told in the same bytes, whatever they are."""

from tests.test_editions_pdf_engine import run

CODE = """
import sys
from pubpipe.editions.pdf import engine
engine.load(sys.argv[1].split())
import pydyf
class Word(str): pass
values = [b"bytes", "word", Word("own"), 0, -7, 10**12, True, None, 0.0, -0.0, 1.0, 0.5, -1.25, 1e-9, 1e15, 123456.789,
    float("inf") if len(sys.argv) > 2 else 2.5, pydyf.String("a (b) \\\\"), pydyf.String("\\u00e9"), pydyf.Array([1, b"2 0 R", "/N", 0.25]),
    pydyf.Dictionary({"A": 1, b"B": "/C", "D": pydyf.Dictionary()}), pydyf.Array()]
print(*(pydyf._to_bytes(value) for value in values), sep="\\n")
print(pydyf.Array(values).data)
print(pydyf.Dictionary({f"K{n}": value for n, value in enumerate(values)}).data)
for compress in (False, True):
    stream = pydyf.Stream([*values, b"Q"], {"Kind": "/X"}, compress)
    stream.set_text_matrix(1, 0, 0, -1, 10.5, 3)
    print(stream.data)
    print(stream.data == stream.data, stream.extra)
try:
    pydyf.Dictionary({"A": "\\u00e9"}).data
except UnicodeEncodeError as error:
    print(error)
"""


def test_every_kind_of_value_is_told_as_pydyf_tells_it() -> None:
    plain = run(CODE, "")
    assert len(plain.splitlines()) > 25
    assert run(CODE, "plain") == plain
