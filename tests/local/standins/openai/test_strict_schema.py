"""The strict subset of JSON Schema."""

from typing import Any

import pytest

from local.standins.openai.errors import ApiError
from local.standins.openai.strict_schema import check_strict
from tests.local.standins.openai.dictations import SCHEMA


def closed(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def nested(levels: int) -> dict[str, Any]:
    schema = closed(leaf={"type": "string"})
    for _ in range(levels - 1):
        schema = closed(inner=schema)
    return schema


TREE = {"$defs": {"node": closed(next={"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]})}}


@pytest.mark.parametrize(
    "schema",
    [
        SCHEMA,
        nested(5),
        closed(**{f"p{number}": {"type": "string"} for number in range(100)}),
        {**closed(root={"$ref": "#/$defs/node"}), **TREE},
        closed(choice={"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "null"}]}),
    ],
)
def test_schemas_within_the_subset_pass(schema: dict[str, Any]) -> None:
    check_strict("entries", schema)


@pytest.mark.parametrize(
    ("schema", "problem"),
    [
        ({"anyOf": [closed()]}, "got 'type: None'"),
        ({**closed(), "anyOf": [closed()]}, "schema must be a JSON Schema of 'type: \"object\"'"),
        ({"type": "array", "items": closed()}, "got 'type: 'array''"),
        ({**closed(a={"type": "string"}), "required": []}, "Missing 'a'"),
        ({"type": "object", "properties": {}, "required": []}, "'additionalProperties' is required"),
        (closed(a={"type": "object"}), "In context=('properties', 'a'), 'additionalProperties'"),
        (closed(a={"type": ["object", "null"], "properties": {}}), "'additionalProperties' is required"),
        (closed(a={"type": "array", "items": {"type": "object"}}), "('properties', 'a', 'items')"),
        (closed(a={"anyOf": [{"type": "object"}]}), "('properties', 'a', 'anyOf', '0')"),
        ({**closed(), "$defs": {"d": {"type": "object"}}}, "('$defs', 'd')"),
        (closed(a={"type": "array"}), "array schema missing items"),
        (closed(a={"type": "string", "maxLength": 5}), "'maxLength' is not permitted"),
        (closed(a={"type": "string", "pattern": "x"}), "'pattern' is not permitted"),
        (closed(a={"type": "number", "minimum": 0}), "'minimum' is not permitted"),
        (
            closed(a={"type": "array", "items": {"type": "string"}, "maxItems": 2}),
            "'maxItems' is not permitted",
        ),
        (closed(a={"oneOf": [{"type": "string"}]}), "'oneOf' is not permitted"),
        (closed(a=True), "'true' is not permitted"),
        ({**closed(), "properties": {"a": 5}}, "not valid JSON Schema"),
        (nested(6), "6 levels of nesting exceeds limit of 5"),
        (closed(**{f"p{number}": {"type": "string"} for number in range(101)}), "101 object properties"),
    ],
)
def test_what_leaves_the_subset_is_named(schema: dict[str, Any], problem: str) -> None:
    with pytest.raises(ApiError) as refused:
        check_strict("entries", schema)
    assert refused.value.status == 400
    message = str(refused.value)
    assert message.startswith("Invalid schema for response_format 'entries': ")
    assert problem in message
