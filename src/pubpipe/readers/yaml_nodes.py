"""YAML of a front matter or a sidecar -> its nodes, each with its place, and what they say (YAML 1.2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pubpipe.errors import PubpipeError
from pubpipe.model import Json

if TYPE_CHECKING:
    from ruamel.yaml.nodes import MappingNode, Node

_NODES = 100_000  # values; a hundred references have some thousand
_ONCE = "Leave the one that is meant."
_PLAIN_KEYS = 'A key that begins with a bracket stands in quotes: "[1]": one'
_SIMPLE = (
    "Front matter and sidecars are plain lines of the form key: value, without anchors (&) and aliases (*)."
)


def root_of(text: str, name: str, first_line: int, kind: type[PubpipeError]) -> MappingNode | None:
    """Return the mapping that a text is, None for one that says nothing; ``first_line`` is that of the text.

    Raises ``kind``, with the line, for anything else: wrong or endless YAML, a key that has two values or is no text.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.nodes import MappingNode

    yaml = YAML(typ="base", pure=True)
    # An anchor may be used again, and means what it stood at last (YAML 1.2.2, 3.2.2.2).
    yaml.composer.warn_double_anchors = False
    try:
        root = yaml.compose(text)
        many = root is not None and _nodes(root, {}) > _NODES
        odd = None if root is None or many else next(filter(_is_no_text, _keys(root)), None)
        again = None if root is None or many or odd else _repeated(root)
    except RecursionError:
        raise kind(f"{name}, line {first_line}: YAML that is nested too deeply", _SIMPLE) from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        hint = 'A value that holds ": " or begins with a sign stands in quotes: title: "One: two"'
        raise kind(f"{name}, line {line}: wrong YAML: {error.problem or error.context}", hint) from error
    except YAMLError as error:
        raise kind(f"{name}, line {first_line}: wrong YAML: {str(error).splitlines()[0]}") from error
    if root is None:
        return None
    if many:
        raise kind(f"{name}, line {first_line}: YAML that repeats itself more than {_NODES:,} times", _SIMPLE)
    if not isinstance(root, MappingNode):
        raise kind(f"{name}, line {first_line}: expected lines of the form key: value")
    if odd is not None:
        line = first_line + odd.start_mark.line
        raise kind(f"{name}, line {line}: a key that is a list or has keys of its own", _PLAIN_KEYS)
    if again is not None:
        line = first_line + again.start_mark.line
        raise kind(f"{name}, line {line}: {again.value!r} stands a second time, with another value", _ONCE)
    return root


def _keys(node: Node) -> Iterator[Node]:
    """Yield the keys of all mappings."""
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    if isinstance(node, SequenceNode):
        for item in node.value:
            yield from _keys(item)
    for key, value in node.value if isinstance(node, MappingNode) else ():
        yield key
        yield from _keys(value)


def _is_no_text(node: Node) -> bool:
    from ruamel.yaml.nodes import ScalarNode

    return not isinstance(node, ScalarNode)


def _repeated(node: Node) -> Node | None:
    """Return a key that stands twice in one mapping with different values (YAML 1.2.2, 3.2.1.3), the second of them."""
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    if isinstance(node, SequenceNode):
        return next(filter(None, map(_repeated, node.value)), None)
    known: dict[str, Node] = {}
    for key, value in node.value if isinstance(node, MappingNode) else ():
        first = known.setdefault(str(key.value), value)
        if first is not value and value_of(first) != value_of(value):
            found: Node = key
            return found
        if inner := _repeated(value):
            return inner
    return None


def _nodes(node: Node, known: dict[int, int]) -> int:
    """Count what a node stands for with all its aliases written out; one within itself never ends: RecursionError."""
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    if id(node) in known:
        if not known[id(node)]:
            raise RecursionError
        return known[id(node)]
    known[id(node)] = 0
    parts = node.value if isinstance(node, SequenceNode) else ()
    if isinstance(node, MappingNode):
        parts = [part for pair in node.value for part in pair]
    known[id(node)] = 1 + sum(_nodes(part, known) for part in parts)
    return known[id(node)]


def value_of(node: Node) -> Json:
    """Return a node as plain data, every scalar as the text that stands there: ``no`` stays ``no``."""
    from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

    if isinstance(node, MappingNode):
        return {str(key.value): value_of(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [value_of(item) for item in node.value]
    text = str(node.value)
    return "" if text in ("~", "null") and isinstance(node, ScalarNode) and node.style is None else text
