"""Records made at once: the same classes as Python's own, all of the house's and every kind that is left to Python."""

import dataclasses
import subprocess
import sys
from collections.abc import Callable
from types import CodeType, ModuleType

import pytest

from pubpipe import records

ALL = """
import dataclasses, importlib, inspect, pkgutil
import pubpipe
from pubpipe import records
before = vars(dataclasses)["_process_class"]
at_once, seen = records._made, []

def method(one, name):
    found = getattr(one, name)
    return getattr(found, "__wrapped__", found)

def both(cls, fields, program):
    quick = at_once(cls, fields, program)
    slow = before(cls, *records._PLAIN)
    seen.append(quick.__qualname__)
    assert (quick.__module__, quick.__qualname__, quick.__bases__) == (slow.__module__, slow.__qualname__, slow.__bases__)
    # Before 3.11.3 Python leaves the descriptor of the class that the one with slots replaces (gh-102069).
    assert vars(quick).keys() == vars(slow).keys() - {"__weakref__"}
    for name in ("__doc__", "__slots__", "__match_args__", "__annotations__", "__getstate__", "__setstate__"):
        assert vars(quick).get(name) == vars(slow).get(name), name
    assert repr(quick.__dataclass_params__) == repr(slow.__dataclass_params__)
    assert repr(quick.__dataclass_fields__) == repr(slow.__dataclass_fields__)
    assert inspect.signature(quick) == inspect.signature(slow)
    for name in records._MADE:
        new, old = method(quick, name), method(slow, name)
        assert new.__qualname__ == old.__qualname__
        assert getattr(quick, name).__qualname__ == getattr(slow, name).__qualname__
        for part in ("co_code", "co_consts", "co_names", "co_varnames", "co_flags"):
            assert getattr(new.__code__, part) == getattr(old.__code__, part), (quick, name, part)
        assert new.__globals__ is old.__globals__
        assert new.__annotations__ == old.__annotations__
        assert new.__defaults__ == old.__defaults__
    return quick

records._made = both
texts = {}
def program(key, text):
    if key not in texts:
        texts[key] = text(), compile(text(), "<string>", "exec", dont_inherit=True)
    assert texts[key][0] == text()
    return texts[key][1]

with records.made_at_once(program):
    for found in pkgutil.walk_packages(pubpipe.__path__, "pubpipe."):
        if found.name not in ("pubpipe.__main__", "pubpipe.records"):
            importlib.import_module(found.name)
assert vars(dataclasses)["_process_class"] is before
print(len(seen))
"""

OTHERS = '''
from __future__ import annotations
import dataclasses, typing
from dataclasses import dataclass, field
from typing import ClassVar
@dataclass(frozen=True, slots=True)
class A:
    """Marks."""
    a: int
    b: ClassVar[int] = 1
    c: typing.ClassVar[str] = ""
    d: dataclasses.InitVar[int] = 2
    _: dataclasses.KW_ONLY
    e: dict[str, int] = field(default_factory=dict)
@dataclass(frozen=True, slots=True)
class B(A):
    """A base."""
    f: int = 3
@dataclass(frozen=True, slots=True)
class C:
    a: int = field(default=1, repr=False)
@dataclass(frozen=True, slots=True)
class D:
    """A method of its own."""
    a: int
    def __post_init__(self): object.__setattr__(self, "a", self.a + 1)
@dataclass
class E:
    """Not frozen."""
    a: int = 1
@dataclass(frozen=True, slots=True)
class F:
    """Compared by one."""
    a: int
    b: int = field(compare=False, kw_only=True)
'''


def program(_: str, text: Callable[[], str]) -> CodeType:
    return compile(text(), "<string>", "exec", dont_inherit=True)


def test_every_record_of_the_house_is_the_one_that_python_makes() -> None:
    done = subprocess.run([sys.executable, "-c", ALL], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    least = 160 if sys.version_info[:2] == records._PROVED else 0
    assert int(done.stdout) >= least


def test_what_is_not_plain_is_left_to_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pubpipe.others", ModuleType("pubpipe.others"))
    monkeypatch.setattr(records, "_made", lambda *_: pytest.fail("not a plain record"))
    room = vars(sys.modules["pubpipe.others"])
    with records.made_at_once(program):
        exec(OTHERS, room)
    assert [field.name for field in dataclasses.fields(room["B"])] == ["a", "e", "f"]
    assert room["B"](1, f=2) == room["B"](1, e={}, f=2)
    assert repr(room["C"]()) == "C()"
    assert room["D"](1).a == 2
    assert room["F"](1, b=1) == room["F"](1, b=2)


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ("    a: int = 1\n    b: int\n", "non-default argument 'b' follows default argument"),
        ("    a: list[int] = []\n", "mutable default"),
        ("    a = field(default=1)\n", "'a' is a field but has no type annotation"),
    ],
)
def test_what_python_refuses_is_refused(body: str, refusal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pubpipe.others", ModuleType("pubpipe.others"))
    head = "from __future__ import annotations\nfrom dataclasses import dataclass, field\n"
    text = f'{head}@dataclass(frozen=True, slots=True)\nclass A:\n    """A class."""\n{body}'
    with records.made_at_once(program), pytest.raises((TypeError, ValueError), match=refusal):
        exec(text, vars(sys.modules["pubpipe.others"]))


def test_another_python_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "_PROVED", (2, 7))
    before = vars(dataclasses)["_process_class"]
    with records.made_at_once(program):
        assert vars(dataclasses)["_process_class"] is before
