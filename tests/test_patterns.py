"""Regular expressions from a store are those that Python compiles, and it has only what a program holds."""

import re

import pytest

from pubpipe import patterns

MODULE = """
import re
FIRST = re.compile(r"(?P<year>\\d{4})-(\\d\\d)", re.I)
MADE = re.compile("|".join(["Mai", "Juni"]))
BYTES = re.compile(rb"\\w+[\\xe4-\\xff]?")

def inside(text):
    return re.findall(r"[^\\W\\d_]{2,}(?=:)", text)

def of_a_list():
    return re.compile("|".join(["ein", "eine"]))

def of_words(words):
    return re.compile("|".join(map(re.escape, words)))
"""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What Python's own compiler was asked for."""
    compiler, asked = re._compiler, []  # type: ignore[attr-defined]
    slowly = compiler.compile

    def compile_(pattern: object, flags: int = 0) -> object:
        asked.append(pattern)
        return slowly(pattern, flags)

    monkeypatch.setattr(compiler, "compile", compile_)
    return asked


def use(store: patterns.Kept) -> dict[str, object]:
    """Run the module's code as an import does."""
    re.purge()
    with patterns.taken(store):
        room: dict[str, object] = {"__name__": "a_module"}
        exec(compile(MODULE, "a_module.py", "exec"), room)
        assert room["inside"]("Wort: ab12:") == ["Wort"]  # type: ignore[operator]
        room["list"] = room["of_a_list"]()  # type: ignore[operator]
        room["words"] = room["of_words"](["secret", "word"])  # type: ignore[operator]
    return room


def test_the_second_time_nothing_is_compiled_but_what_hangs_on_words(asked: list[object]) -> None:
    store: patterns.Kept = {}
    first = use(store)
    assert len(asked) == 6
    asked.clear()
    second = use(store)
    assert asked == ["secret|word"]
    assert "secret" not in repr(store)
    re.purge()
    for name in ("FIRST", "MADE", "BYTES", "list"):
        made, fresh = second[name], first[name]
        assert made == fresh == re.compile(fresh.pattern, fresh.flags)  # type: ignore[attr-defined]
        assert made.groupindex == fresh.groupindex  # type: ignore[attr-defined]


def test_what_another_programs_import_asks_for_is_not_kept(asked: list[object]) -> None:
    store: patterns.Kept = {}
    caller = {"__name__": "a_program", "use": lambda: use(store)}
    exec(compile("room = use()", "a_program.py", "exec"), caller)
    assert "secret|word" in asked
    assert "secret" not in repr(store)


def test_code_that_does_not_hold_is_refused_and_made_anew(asked: list[object]) -> None:
    store: patterns.Kept = {}
    use(store)
    whole = dict(store)
    store.update({key: (rest[0], [77, 1], *rest[2:]) for key, rest in store.items()})
    asked.clear()
    use(store)
    assert len(asked) == 6
    assert store == whole


def test_afterwards_python_compiles_as_before(asked: list[object]) -> None:
    before = re._compiler.compile, re._compiler._sre  # type: ignore[attr-defined]
    use({})
    assert (re._compiler.compile, re._compiler._sre) == before  # type: ignore[attr-defined]
