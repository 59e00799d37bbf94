"""A seed -> a front matter as people, programs and strangers leave it: keys and values of every kind, well formed or not."""

from __future__ import annotations

from random import Random

from pubpipe.readers.declarations import KEYS

_OTHERS = (
    "x", "[1]", "{a}", "? a", "'q'", '"d"', "a b", "&a b", "*a", "!!str t", "<<", "- a", "off", "1", "~", "é", "标题",
    "a:b", "#c",
)  # fmt: skip
_VALUES = (
    "", "A", "[a, b]", "{a: b}", "- a", "|\n  text\n  more", ">\n  folded\n  text", "'it''s'", '"q\\n\\x1b[31m"',
    '"a \\x1b[1m b"', "&a v", "*a", "!!binary aGk=", "2020-01-01", "May 1, 2020", "true", "no", "~", "1e3", "0x1F",
    "'", '"', "[", "{", "- URL: https://e.org\n  title: B", "\n- id: a\n  URL: https://e.org/a\n  issued: 2020",
    "\n- author: [{family: X, given: Y}]", "\n- a: \u2028x", "\n  off: [sources]", "\n  normalizer: 1\n  keep: [abc]",
    "inferred", "given", "en", "de-AT", "xx-yy-zz", "\u2028x", "a\x85b", "a # c", "a: b", "%x", "@a", "`c`",
    "**b** *x*", "{東京|とうきょう}", "a\\", "[^1]", "![p](q.png)", "https://e.org/a?utm_source=x", "\t", "\ufeffx",
    "\x1b[1mx", "a\u200bb", "ﬁ", "Ann Writer and Bob Poe", "By Ann", "[[a]]", "1979-05-27T07:32:00Z", "3.14",
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
