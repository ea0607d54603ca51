"""Clio's published specification, where a copy is at hand, and how requests and answers are held against it.

The specification is Clio's work and not part of this repository: name a copy in CLIO_SPEC.
"""

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any, Self

from openapi_schema_validator import OAS30Validator

ROOT = "/api/v4"
# Documented for every operation in words, and for none in its responses.
_GONE = 410
# Clio marks nothing as nullable and answers null all the same where there is nothing to say; these never.
_NEVER_NULL = frozenset({"id", "etag", "data", "error", "type", "message"})


class Specification:
    """Clio's OpenAPI document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.paths: dict[str, Any] = document["paths"]
        self.schemas: dict[str, Any] = document["components"]["schemas"]

    @classmethod
    @cache
    def at_hand(cls) -> Self | None:
        """The copy that CLIO_SPEC names, if it names one."""
        path = os.environ.get("CLIO_SPEC")
        return cls(json.loads(Path(path).read_text())) if path else None

    def operation(self, method: str, path: str) -> tuple[str, dict[str, Any]]:
        """The documented path and operation of a request; fails where there is none."""
        served = path.removeprefix(ROOT)
        served = served if served.endswith(".json") else f"{served}.json"
        template = served if served in self.paths else re.sub(r"/\d+", "/{id}", served)
        assert template in self.paths, f"{path} is not in the specification"
        assert method.lower() in self.paths[template], f"{method} {path} is not in the specification"
        operation: dict[str, Any] = self.paths[template][method.lower()]
        return template, operation

    def check_answer(self, method: str, path: str, status: int, body: Any) -> None:
        """Hold an answer against its schema; names that the schema does not know fail too."""
        _, operation = self.operation(method, path)
        documented = operation["responses"].get(str(status))
        if documented is None:
            assert method == "DELETE" or status == _GONE, f"{status} is not an answer to {method} {path}"
            documented = {"content": {"": {"schema": {"$ref": "#/components/schemas/Error"}}}}
        if "content" not in documented:
            assert body is None
            return
        (content,) = documented["content"].values()
        # Where lists say how they are paged is documented in words alone.
        told = {name: value for name, value in body.items() if name != "meta"}
        OAS30Validator(self.closed(content["schema"])).validate(told)

    def check_request(self, seen: dict[str, Any]) -> None:
        """Hold a request, as `GET /standin/requests` shows it, against the specification."""
        if seen["path"].startswith("/oauth/"):
            return
        _, operation = self.operation(seen["method"], seen["path"])
        known = {each["name"].lower(): each["schema"] for each in operation["parameters"]}
        for name, text in seen["query"]:
            assert name.lower() in known or name == "offset", f"{name} is not a parameter of {seen['path']}"
            _check_parameter(name, text, known.get(name.lower(), {}))
        for name in seen["headers"]:
            assert name.lower() in {*known, "content-type"}, f"{name} is not a header of {seen['path']}"
        if seen["body"] is not None:
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            OAS30Validator(self.closed(schema, nullable=False)).validate(seen["body"])

    def closed(self, schema: dict[str, Any], *, nullable: bool = True) -> dict[str, Any]:
        """A schema with its references resolved, its parts merged, and no other names allowed."""
        if "$ref" in schema:
            return self.closed(self.schemas[schema["$ref"].rpartition("/")[2]], nullable=nullable)
        whole = {name: value for name, value in schema.items() if name != "allOf"}
        for part in schema.get("allOf", []):
            merged = self.closed(part, nullable=nullable)
            whole["type"] = "object"
            whole["properties"] = whole.get("properties", {}) | merged.get("properties", {})
        if "items" in whole:
            whole["items"] = self.closed(whole["items"], nullable=nullable)
        if "properties" in whole:
            parts = {name: self.closed(part, nullable=nullable) for name, part in whole["properties"].items()}
            whole["additionalProperties"] = False
            whole["properties"] = {
                name: _or_null(closed) if nullable and name not in _NEVER_NULL else closed
                for name, closed in parts.items()
            }
        return whole

    def fields(self, name: str) -> tuple[set[str], dict[str, set[str]], set[str]]:
        """The plain fields of a resource, those of what is nested in it, and which of these are lists."""
        nested, lists = {}, set()
        for part in self.schemas[name].get("allOf", []):
            for field, schema in part.get("properties", {}).items():
                reference = schema.get("$ref") or schema.get("items", {}).get("$ref")
                if reference:
                    nested[field] = set(self.closed({"$ref": reference})["properties"])
                if schema.get("type") == "array":
                    lists.add(field)
        plain = set(self.closed({"$ref": f"#/components/schemas/{name}"})["properties"]) - set(nested)
        return plain, nested, lists


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    values = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return schema | values | {"nullable": True}


def _check_parameter(name: str, text: str, schema: dict[str, Any]) -> None:
    """Hold the text of a parameter against its schema, where that says more than `string`."""
    if schema.get("type") == "integer":
        assert text == "null" or re.fullmatch(r"\d+", text), f"{name} is not a number"
    if schema.get("type") == "boolean":
        assert text in ("true", "false"), f"{name} is not a boolean"
    if "enum" in schema and name != "status" and not name.endswith("_date[]"):
        assert text in schema["enum"], f"{name} is not one of those documented"
    if "enum" in schema and name == "status":
        assert set(text.split(",")) <= set(schema["enum"]), f"{name} is not one of those documented"
