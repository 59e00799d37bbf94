"""A seed -> a front matter or a sidecar as people, programs and strangers leave them: well formed or not."""

from __future__ import annotations

from random import Random

from pubpipe.normalize import STEPS
from pubpipe.readers.declarations import KEYS

_OTHERS = (
    "x", "[1]", "{a}", "? a", "'q'", '"d"', "a b", "&a b", "*a", "!!str t", "<<", "- a", "off", "1", "~", "é", "标题",
    "a:b", "#c",
)  # fmt: skip
_VALUES = (
    "", "A", "[a, b]", "{a: b}", "- a", "|\n  text\n  more", ">\n  folded\n  text", "'it''s'", '"q\\n\\x1b[31m"',
    '"a \\x1b[1m b"', "&a v", "*a", "!!binary aGk=", "2020-01-01", "May 1, 2020", "true", "no", "~", "1e3", "0x1F",
    "'", '"', "[", "{", "- URL: https://e.org\n  title: B", "\n- title: B\n- {title: B, issued: 2020}",
    "\n- URL: a.org\n- URL: a.org", "\n- id: a\n  URL: https://e.org/a\n  issued: 2020",
    "\n- author: [{family: X, given: Y}]", "\n- a: \u2028x", "\n  off: [sources]", "\n  normalizer: 1\n  keep: [abc]",
    "inferred", "given", "en", "de-AT", "xx-yy-zz", "\u2028x", "a\x85b", "a # c", "a: b", "%x", "@a", "`c`",
    "**b** *x*", "{東京|とうきょう}", "a\\", "[^1]", "![p](q.png)", "https://e.org/a?utm_source=x", "\t", "\ufeffx",
    "\x1b[1mx", "a\u200bb", "ﬁ", "Ann Writer and Bob Poe", "By Ann", "[[a]]", "1979-05-27T07:32:00Z", "3.14",
)  # fmt: skip

_LINES = ("1", "[1-3]", "[2, 4-5]", "1-99", "[3-1]", "[0]", "x", "", "{a: b}")
# They are about the sources that an article of the grammar may have, and about others.
_SOURCES = (
    "URL: https://a.org/x",
    "URL: https://e.org/1",
    "URL: b.org",
    "DOI: 10.1000/x",
    "id: src-771e7198",
    "title: T",
)
_FIELDS = (
    "title: A *b* c", "title: ''", "issued: ''", "issued: 2020-05-01", "author: [{family: X, given: Y}]", "author: X",
    "author: ''", "note: read \u2028 at home", "publisher: The house", "type: book", "URL: https://e.org/2",
    "container-title: [a, b]", "x-edited: [title]", "x-replaced: {title: was}", "accessed: 2024-01-01", "DOI: [10.1/x]",
    "keyword: {a: [b]}", "id: src-1",
)  # fmt: skip


def matter(chance: Random) -> str:
    """Return a front matter of one to four keys, in YAML or in TOML."""
    is_toml = chance.random() < 0.15
    between = " = " if is_toml else chance.choice((": ", ": ", ":", " "))
    lines = [
        f"{chance.choice((*KEYS, *_OTHERS))}{between}{chance.choice(_VALUES)}"
        for _ in range(chance.randint(1, 4))
    ]
    if is_toml:
        lines.insert(chance.randint(0, len(lines)), chance.choice(("", f"[{chance.choice(KEYS)}]")))
    begin, end = ("+++", "+++") if is_toml else ("---", chance.choice(("---", "---", "...", "--- ")))
    return "\n".join((begin, *lines, end, "", ""))


def sidecar(chance: Random) -> str:
    """Return a sidecar of one to four keys; what is edited of a source is most often one that the article has."""
    return "\n".join(_stated(chance) for _ in range(chance.randint(1, 4))) + "\n"


def _stated(chance: Random) -> str:
    key = chance.choice((*KEYS, "accessed", *("keep", "drop", "off", "on", "references") * 3))
    if key in ("keep", "drop"):
        return f"{key}: {chance.choice(_LINES)}"
    if key in ("off", "on"):
        return f"{key}: [{', '.join(chance.sample(STEPS, chance.randint(1, 3)))}]"
    if key == "references" and chance.random() < 0.8:
        return "\n".join((f"{key}:", *(_edit(chance) for _ in range(chance.randint(1, 3)))))
    return f"{key}: {chance.choice(_VALUES)}"


def _edit(chance: Random) -> str:
    return "\n    ".join((f"  - {chance.choice(_SOURCES)}", *chance.sample(_FIELDS, chance.randint(0, 3))))
