"""``python -m tools.pango_types`` -> editions/pdf/engine/pango.py, from the WeasyPrint that is installed."""

from __future__ import annotations

import ast
import tempfile
from importlib.metadata import files, version
from pathlib import Path
from zlib import crc32

import cffi

TARGET = Path(__file__).parents[1] / "src" / "pubpipe" / "editions" / "pdf" / "engine" / "pango.py"

_HEAD = '''"""The C declarations of WeasyPrint {version} -> the types that cffi made of them.

Made by ``python -m tools.pango_types``; not to be edited.
"""

# mypy: ignore-errors
# ruff: noqa
# fmt: off

from zlib import crc32

from _cffi_backend import FFI


class Declared(FFI):
    """An FFI that knows its declarations; OSError for any others."""

    def cdef(self, source: str) -> None:
        if crc32(source.encode()) != {check}:
            raise OSError("WeasyPrint declares something else")


'''


def declarations() -> str:
    """Return the C source that WeasyPrint gives to cffi when it is imported."""
    path = next(f for f in files("weasyprint") or () if f.as_posix().endswith("weasyprint/text/ffi.py"))
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "cdef":
            return str(ast.literal_eval(node.args[0]))
    raise LookupError("WeasyPrint gives no declarations to cffi any more")


def module() -> str:
    """Return the module: cffi's 'out-of-line ABI' form of the declarations."""
    builder = cffi.FFI()
    builder.cdef(declarations())
    builder.set_source("pubpipe.editions.pdf.engine.pango", None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pango.py"
        builder.emit_python_code(str(path))
        made = path.read_text("utf-8").partition("\n")[2]
    made = made.replace("import _cffi_backend\n", "").replace("_cffi_backend.FFI(", "Declared(").lstrip()
    return _HEAD.format(version=version("weasyprint"), check=crc32(declarations().encode())) + made


if __name__ == "__main__":
    TARGET.write_text(module(), "utf-8")
