"""The codes of ``pubpipe check`` -> docs/checks.md, docs/stores.md (``--check``: exit code 1 when not current)."""

from __future__ import annotations

import sys
from pathlib import Path

from pubpipe.checks.codes import Code, codes
from pubpipe.checks.stores.rules import table

TARGET = Path(__file__).parent.parent / "docs" / "checks.md"

HEAD = """# What `pubpipe check` finds

Made from `src/pubpipe/checks/codes.toml` by `python tools/check_codes.py`; a test keeps it current.

Each finding has a code that stays. `pubpipe check --explain CODE` shows its section. An error makes the command end
with exit code 6, with `--strict` a warning too; an info says what was not looked at. The checks need neither Java
nor a network, and look at other tools' files as at our own; only what an edition says in words can be proved by
its source alone, which our PDFs and EPUBs carry in themselves. [checked-peers.md](checked-peers.md) shows what they
find in other tools' editions of one article.
"""

GROUPS = {
    "article": "Articles and editions",
    "edition": "Articles and editions",
    "fidelity": "Fidelity: an edition against its source",
    "ledger": "Ledgers: the source against the received text",
    "links": "Links",
    "pdf": "PDF",
    "print": "Print",
    "epub": "EPUB",
    "markup": "Documents of web pages and of EPUBs",
    "html": "Web pages",
    "txt": "Texts",
    "outside": "Outside checkers",
    "store": "Stores and readers",
}

STORES = TARGET.with_name("stores.md")

STORES_HEAD = """# What stores and readers take

Made from `src/pubpipe/checks/stores/stores.toml` by `python tools/check_codes.py`; a test keeps it current.

`pubpipe check ARTICLE --stores all` (or `--stores apple,kobo`) says what of this a book does not keep, `pubpipe send`
what concerns the reader that it goes to. All of them want a book of which EPUBCheck has nothing to say. Prices, rights,
descriptions and what a store asks in its forms are not in a book, and not looked at; nor is the language, since the
lists change. The canonical Markdown that our books carry is on none of their pages, so that it needs no fallback
(EPUB 3.3, 3.3). Limits are in bytes and pixels.

| store | rule | limit | said by |
|---|---|---|---|
"""


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


def stores_page() -> str:
    """Return the page of the stores: one line a rule, in the order of the file."""
    known = table()
    lines = [
        f"| {known.stores[rule.store]}{' and its readers' if rule.reader and rule.store in _BOTH else ''}"
        f" | [{rule.code}](checks.md#{rule.code}) | {_limit(rule.value)} | [{rule.page}]({rule.address}) |"
        for rule in known.rules
    ]
    return STORES_HEAD + "\n".join(lines) + "\n"


_BOTH = ("kobo", "tolino")


def _limit(value: object) -> str:
    match value:
        case None:
            return ""
        case int():
            return f"{value:,}"
        case list():
            return ", ".join(value)
        case dict():
            return ", ".join(f"{name} {number:,}" for name, number in value.items())
        case _:
            return str(value)


def section(code: Code) -> str:
    """Return one code's section."""
    mend = f" To mend it: {code.mend}" if code.mend else ""
    standard = f" ({code.standard})" if code.standard else ""
    return f"### {code.name}\n\n*{code.severity}.* {code.says} {code.why}{mend}{standard}\n"


def _main() -> int:
    stale = False
    for target, made in ((TARGET, page()), (STORES, stores_page())):
        stale |= not target.exists() or target.read_text("utf-8") != made
        if "--check" not in sys.argv[1:]:
            target.write_text(made, "utf-8")
    return int(stale and "--check" in sys.argv[1:])


if __name__ == "__main__":
    sys.exit(_main())
