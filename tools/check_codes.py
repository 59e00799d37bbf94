"""The codes of ``pubpipe check`` -> docs/checks.md (with ``--check``: exit code 1 when the file is not current)."""

from __future__ import annotations

import sys
from pathlib import Path

from pubpipe.checks.codes import Code, codes

TARGET = Path(__file__).parent.parent / "docs" / "checks.md"

HEAD = """# What `pubpipe check` finds

Made from `src/pubpipe/checks/codes.toml` by `python tools/check_codes.py`; a test keeps it current.

Each finding has a code that stays. `pubpipe check --explain CODE` shows its section. An error makes the command end
with exit code 6, with `--strict` a warning too; an info says what was not looked at. The checks need neither Java
nor a network, and look at other tools' files as at our own; only what an edition says in words can be proved by
its source alone, which our PDFs and EPUBs carry in themselves.
"""

GROUPS = {
    "article": "Articles and editions",
    "edition": "Articles and editions",
    "fidelity": "Fidelity: an edition against its source",
    "ledger": "Ledgers: the source against the received text",
    "pdf": "PDF",
    "epub": "EPUB",
    "markup": "Documents of web pages and of EPUBs",
    "html": "Web pages",
    "txt": "Texts",
}


def page() -> str:
    """Return the whole page: one section a code, in the order of the file."""
    parts, group = [HEAD], ""
    for code in codes().values():
        name = GROUPS[code.name.partition("-")[0]]
        if name != group:
            parts.append(f"## {name}\n")
            group = name
        parts.append(section(code))
    return "\n".join(parts)


def section(code: Code) -> str:
    """Return one code's section."""
    mend = f" To mend it: {code.mend}" if code.mend else ""
    standard = f" ({code.standard})" if code.standard else ""
    return f"### {code.name}\n\n*{code.severity}.* {code.says} {code.why}{mend}{standard}\n"


def _main() -> int:
    current = TARGET.read_text("utf-8") if TARGET.exists() else ""
    if "--check" in sys.argv[1:]:
        return int(current != page())
    TARGET.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(_main())
