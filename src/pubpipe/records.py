"""The house's frozen dataclasses -> the same, each with all its methods made at once.

``dataclasses`` puts together, compiles and executes the text of each of six methods, and asks of each field what
it may be: an eighth of a millisecond a class, of which there are 170. Here one text has the six, and is compiled once
for an installation. A class that is anything but a plain frozen one with slots goes Python's own way.
"""

from __future__ import annotations

import contextlib
import dataclasses
import sys
from collections.abc import Callable, Iterator, Mapping
from types import CodeType, MemberDescriptorType
from typing import Any

_PROVED = (3, 11)  # the Python whose dataclasses these are
# init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot
_PLAIN = (True, True, True, False, False, True, True, False, True, False)
_MADE = ("__init__", "__repr__", "__eq__", "__setattr__", "__delattr__", "__hash__")
_OWN = frozenset(
    (*_MADE, "__post_init__", "__match_args__", "__slots__", "__getstate__", "__setstate__", "self", "cls")
)
_ROOM: Any = dataclasses
_USUAL = (True, True, True, None)  # init, repr, compare, hash; kw_only is not settled before the class is
_REVISION = 1  # of the texts; one that was kept for another is another


@contextlib.contextmanager
def made_at_once(program: Callable[[str, Callable[[], str]], CodeType]) -> Iterator[None]:
    """Make classes within at once; ``program`` returns the code for a key, given what writes its text."""
    slowly = vars(dataclasses).get("_process_class")
    if sys.version_info[:2] != _PROVED or slowly is None:
        yield
        return

    def process(cls: type, *flags: bool) -> type:
        fields = _fields(cls) if flags == _PLAIN else None
        return slowly(cls, *flags) if fields is None else _made(cls, fields, program)

    vars(dataclasses)["_process_class"] = process
    try:
        yield
    finally:
        vars(dataclasses)["_process_class"] = slowly


def _fields(cls: type) -> dict[str, Any] | None:
    """The fields of a plain class, None for any other; a field that is given is not changed before all are known."""
    own = vars(cls)
    if cls.__bases__ != (object,) or type(cls) is not type or not own.get("__doc__"):
        return None
    types: Mapping[str, object] = own.get("__annotations__", {})
    if not cls.__module__.startswith("pubpipe.") or not _OWN.isdisjoint((*own, *types)):
        return None
    found, defaults = {}, False
    for name, kind in types.items():
        # The house calls ClassVar, InitVar and KW_ONLY by their names.
        if type(kind) is not str or "Var" in kind or "KW_ONLY" in kind:
            return None
        default = own.get(name, dataclasses.MISSING)
        field = default if isinstance(default, dataclasses.Field) else _ROOM.field(default=default)
        if not _is_plain(field) or (defaults and not _has_default(field)):
            return None
        defaults = _has_default(field)
        found[name] = field
    strays = (value for name, value in own.items() if name not in types)
    return None if any(isinstance(value, dataclasses.Field) for value in strays) else found


def _is_plain(field: Any) -> bool:  # noqa: ANN401 - a dataclass's field
    usual = (field.init, field.repr, field.compare, field.hash) == _USUAL
    unsettled = field.kw_only is dataclasses.MISSING and not isinstance(field.default, MemberDescriptorType)
    return usual and unsettled and type(field.default).__hash__ is not None


def _has_default(field: Any) -> bool:  # noqa: ANN401
    return field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING


def _made(cls: type, fields: dict[str, Any], program: Callable[[str, Callable[[], str]], CodeType]) -> type:
    own, qualname = vars(cls), cls.__qualname__
    given: dict[str, object] = {}
    for name, field in fields.items():
        field.name, field.type, field.kw_only = name, own["__annotations__"][name], False
        field._field_type = _ROOM._FIELD
        given[f"_type_{name}"] = field.type
        if field.default_factory is not dataclasses.MISSING:
            given[f"_dflt_{name}"] = field.default_factory
        elif field.default is not dataclasses.MISSING:
            given[f"_dflt_{name}"] = field.default
    kinds = {name: field.default_factory is not dataclasses.MISSING for name, field in fields.items()}
    key = f"dataclass {_REVISION} {' '.join(given)} {' '.join(name for name in kinds if kinds[name])}"
    room: dict[str, Any] = {}
    exec(program(key, lambda: _text(given, kinds)), vars(sys.modules[cls.__module__]), room)  # noqa: S102
    methods = room["__create_fn__"](
        *given.values(), cls, dataclasses.FrozenInstanceError, _ROOM._HAS_DEFAULT_FACTORY, object, None
    )
    body = {
        name: value
        for name, value in own.items()
        if name not in ("__dict__", "__weakref__") and name not in fields
    }
    body["__dataclass_params__"] = _ROOM._DataclassParams(*_PLAIN[:6])
    body["__dataclass_fields__"] = fields
    for name, method in zip(_MADE, methods, strict=True):
        made = _ROOM._recursive_repr(method) if name == "__repr__" else method
        made.__qualname__ = f"{qualname}.{name}"
        body[name] = made
    body["__match_args__"] = body["__slots__"] = tuple(fields)
    body["__qualname__"] = qualname
    body["__getstate__"], body["__setstate__"] = _ROOM._dataclass_getstate, _ROOM._dataclass_setstate
    return type(cls.__name__, (object,), body)


def _text(given: Mapping[str, object], kinds: Mapping[str, bool]) -> str:
    """The text of a function that makes the six methods, as ``dataclasses`` writes them one by one."""
    arguments, settings = ["self"], []
    for name, is_factory in kinds.items():
        default = f"_dflt_{name}" in given
        absent = "_HAS_DEFAULT_FACTORY" if is_factory else f"_dflt_{name}"
        arguments.append(f"{name}:_type_{name}" + (f"={absent}" if default else ""))
        value = f"_dflt_{name}() if {name} is _HAS_DEFAULT_FACTORY else {name}" if is_factory else name
        settings.append(f"__dataclass_builtins_object__.__setattr__(self,{name!r},{value})")
    one, other = (
        f"({','.join(f'{which}.{name}' for name in kinds)},)" if kinds else "()"
        for which in ("self", "other")
    )
    names = f"({','.join(map(repr, kinds))},)" if kinds else "()"
    shown = ", ".join(f"{name}={{self.{name}!r}}" for name in kinds)
    frozen = f'  if type(self) is cls or name in {names}:\n   raise FrozenInstanceError(f"cannot'
    rest = "cls, FrozenInstanceError, _HAS_DEFAULT_FACTORY, __dataclass_builtins_object__, _return_type"
    return "\n".join(
        (
            f"def __create_fn__({', '.join([*given, rest])}):",
            f" def __init__({','.join(arguments)})->_return_type:",
            *(f"  {line}" for line in settings or ["pass"]),
            " def __repr__(self):",
            f'  return self.__class__.__qualname__ + f"({shown})"',
            " def __eq__(self,other):",
            "  if other.__class__ is self.__class__:",
            f"   return {one}=={other}",
            "  return NotImplemented",
            " def __setattr__(self,name,value):",
            f'{frozen} assign to field {{name!r}}")',
            "  super(cls, self).__setattr__(name, value)",
            " def __delattr__(self,name):",
            f'{frozen} delete field {{name!r}}")',
            "  super(cls, self).__delattr__(name)",
            " def __hash__(self):",
            f"  return hash({one})",
            f" return {', '.join(_MADE)}",
        )
    )
