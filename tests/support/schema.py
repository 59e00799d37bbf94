"""A value against the few JSON Schema keywords that pubpipe's own schemas use."""

import re
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
KNOWN = {
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "anyOf", "required", "properties", "items",
    "enum", "pattern", "minimum",
}  # fmt: skip


def problems(
    value: Any, schema: dict[str, Any], root: dict[str, Any] | None = None, at: str = "$"
) -> list[str]:
    """Return what is wrong, one line each; a keyword that is not known here, or an undeclared key, is wrong too."""
    root = root or schema
    if "$ref" in schema:
        return problems(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, at)
    wrong = [f"{at}: schema keyword {key}" for key in schema if key not in KNOWN]
    names = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", [])
    if names and not any(_is(value, name) for name in names):
        return [*wrong, f"{at}: {value!r} is not {names}"]
    if "enum" in schema and value not in schema["enum"]:
        wrong.append(f"{at}: {value!r} is not one of {schema['enum']}")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        wrong.append(f"{at}: {value!r} does not match")
    if "minimum" in schema and value is not None and value < schema["minimum"]:
        wrong.append(f"{at}: {value} is less than {schema['minimum']}")
    if "anyOf" in schema and not any(set(s["required"]) <= set(value) for s in schema["anyOf"]):
        wrong.append(f"{at}: none of the alternatives")
    if isinstance(value, dict):
        wrong += [f"{at}: no {key}" for key in schema.get("required", ()) if key not in value]
        for key, part in value.items():
            if key in schema.get("properties", {}):
                wrong += problems(part, schema["properties"][key], root, f"{at}.{key}")
            else:
                wrong.append(f"{at}: {key} is not declared")
    for number, part in enumerate(value if isinstance(value, list) else ()):
        wrong += problems(part, schema["items"], root, f"{at}[{number}]")
    return wrong


def _is(value: Any, name: str) -> bool:
    # A bool is an int in Python, and none in JSON.
    return isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool))
