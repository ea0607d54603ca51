import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from core.domain.errors import FinalFailure
from core.domain.reasons import Reason
from core.drafting.schema import SCHEMA, SCHEMA_NAME, Proposal, parse
from tests.core.drafting.making import entry

SUPPORTED = frozenset({"$defs", "$ref", "additionalProperties", "anyOf", "enum", "items", "properties"})
SUPPORTED |= {"required", "type"}


def nodes(schema: Any, level: int = 0) -> Iterator[tuple[dict[str, Any], int]]:
    """Every schema within a schema, references followed, with its depth of objects."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    below = level + ("properties" in schema)
    yield schema, below
    inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", ())]
    for child in [*inner, *([schema["items"]] if "items" in schema else [])]:
        yield from nodes(child, below)


def test_every_object_requires_all_its_properties_and_no_others() -> None:
    objects = [node for node, _ in nodes(SCHEMA) if node.get("type") == "object"]
    assert len(objects) == 9
    for node in objects:
        assert sorted(node["required"]) == sorted(node["properties"])
        assert node["additionalProperties"] is False


def test_only_keywords_of_the_strict_subset_are_used() -> None:
    keywords = {keyword for node, _ in nodes(SCHEMA) for keyword in node}
    assert keywords <= SUPPORTED
    assert SCHEMA["type"] == "object"
    assert "anyOf" not in SCHEMA


def test_it_stays_within_the_limits_of_the_service() -> None:
    assert max(level for _, level in nodes(SCHEMA)) <= 5
    assert sum(len(node.get("properties", {})) for node, _ in nodes(SCHEMA)) <= 100
    assert SCHEMA_NAME.isidentifier()
    assert len(SCHEMA_NAME) <= 64


def test_it_takes_what_we_parse_and_nothing_else() -> None:
    validator = Draft202012Validator(SCHEMA)
    answer = {"entries": [entry(hours=("0.3", "point three"), activity_code=("A106", None))]}
    assert validator.is_valid(answer)
    assert parse(json.dumps(answer)).entries[0].hours.value == "0.3"
    for wrong in (
        {"entries": [entry(activity_code=("A112", None))]},
        {"entries": [entry(billing=("free", None))]},
        {"entries": [entry(hours=(0.3, None))]},
        {"entries": [entry() | {"note": ""}]},
        {"entries": [entry() | {"kind": None}]},
        {},
    ):
        assert not validator.is_valid(wrong)
        with pytest.raises(FinalFailure):
            parse(json.dumps(wrong))


@pytest.mark.parametrize(
    "text", ["", "{", "null", "[]", '{"entries": null}', '{"entries": ["\\ud800"]}', "[" * 9999]
)
def test_an_unusable_answer_is_final_and_quotes_nothing(text: str) -> None:
    with pytest.raises(FinalFailure) as caught:
        parse(text)
    assert caught.value.reason is Reason.DRAFT_UNUSABLE
    assert caught.value.__context__ is None


@given(st.text())
def test_parsing_raises_nothing_else(text: str) -> None:
    with pytest.raises(FinalFailure):
        parse(text)


@given(st.from_type(Proposal))
def test_a_proposal_survives_its_own_json(proposal: Proposal) -> None:
    text = proposal.model_dump_json()
    assert parse(text) == proposal
    assert Draft202012Validator(SCHEMA).is_valid(json.loads(text))
