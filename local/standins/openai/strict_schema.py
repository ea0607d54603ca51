"""The subset of JSON Schema that strict structured outputs accept, checked as Azure OpenAI checks it.

Source: Microsoft Learn, "Structured outputs": every property required, `additionalProperties: false`
everywhere, at most 100 properties and five levels of nesting, no `anyOf` at the root, no length,
range, pattern or array-size keywords.
"""

from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from local.standins.openai.errors import ApiError, invalid_request

MAX_PROPERTIES = 100
MAX_LEVELS = 5
PERMITTED = frozenset(
    {"type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf"}
    | {"$ref", "$defs", "definitions", "description", "title", "$schema"}
)

type Schema = dict[str, Any]
type Path = tuple[str, ...]


def check_strict(name: str, schema: Schema) -> None:
    """Raise a 400 naming the first place where a schema leaves the strict subset."""
    _check_well_formed(name, schema)
    if schema.get("type") != "object" or "anyOf" in schema:
        raise _refusal(
            name, f"schema must be a JSON Schema of 'type: \"object\"', got 'type: {schema.get('type')!r}'."
        )
    properties = 0
    for path, node, level in _walk(schema, (), 0):
        _check_node(name, path, node)
        properties += len(node.get("properties", {}))
        if level > MAX_LEVELS:
            raise _refusal(name, f"{level} levels of nesting exceeds limit of {MAX_LEVELS}.")
    if properties > MAX_PROPERTIES:
        raise _refusal(name, f"{properties} object properties exceeds limit of {MAX_PROPERTIES}.")


def _check_well_formed(name: str, schema: Schema) -> None:
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        raise _refusal(
            name, f"In context={tuple(error.path)!r}, the schema is not valid JSON Schema."
        ) from None


def _refusal(name: str, problem: str) -> ApiError:
    return invalid_request(f"Invalid schema for response_format '{name}': {problem}", "response_format")


def _walk(node: Schema | bool, path: Path, above: int) -> Iterator[tuple[Path, Schema, int]]:
    if not isinstance(node, dict):  # true and false are JSON Schema, but not of the subset
        yield path, {str(node).lower(): None}, above
        return
    level = above + _is_object(node)
    yield path, node, level
    for keyword in ("properties", "$defs", "definitions"):
        for key, child in node.get(keyword, {}).items():
            yield from _walk(child, (*path, keyword, key), level)
    for index, child in enumerate(node.get("anyOf", [])):
        yield from _walk(child, (*path, "anyOf", str(index)), level)
    if "items" in node:
        yield from _walk(node["items"], (*path, "items"), level)


def _is_object(node: Schema) -> bool:
    declared = node.get("type", [])
    return "properties" in node or "object" in (declared if isinstance(declared, list) else [declared])


def _check_node(name: str, path: Path, node: Schema) -> None:
    context = f"In context={path!r}, "
    unknown = sorted(set(node) - PERMITTED)
    if unknown:
        raise _refusal(name, f"{context}'{unknown[0]}' is not permitted.")
    if node.get("type") == "array" and "items" not in node:
        raise _refusal(name, f"{context}array schema missing items.")
    if _is_object(node):
        _check_object(name, context, node)


def _check_object(name: str, context: str, node: Schema) -> None:
    if node.get("additionalProperties") is not False:
        raise _refusal(name, f"{context}'additionalProperties' is required to be supplied and to be false.")
    missing = sorted(set(node.get("properties", {})) - set(node.get("required", [])))
    if missing:
        raise _refusal(
            name,
            f"{context}'required' is required to be supplied and to be an array including every key "
            f"in properties. Missing '{missing[0]}'.",
        )
