"""The OpenAPI 3.1 document, made from the endpoints and the very models that validate."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from core.domain.values import MATTER_ID_PATTERN
from functions.http.endpoint import Endpoint
from functions.http.problems import PROBLEM_TYPE, TOKEN_CODES, Problem

_REF = "#/components/schemas/{model}"
_COMMON = {
    401: TOKEN_CODES,
    421: ("other_jurisdiction",),
    500: ("internal",),
    503: ("unavailable", "wrong_jurisdiction"),
}
_MEANINGS = {
    400: "The request cannot be read; `errors` names each place to mend.",
    401: "No access token, or one that is not for us.",
    404: "You have no such thing.",
    409: "The state of the thing refuses it.",
    412: "It has changed since you read it; `current` is what it is now.",
    421: "Your firm's data is kept by another stack; `address` is where.",
    428: "Send If-Match with the version you saw.",
    500: "Our mistake.",
    503: "A service we stand on does not answer, or lies outside the jurisdiction; see Retry-After.",
}


def openapi(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    """The document for these endpoints."""
    schemas = _schemas(endpoints)
    paths: dict[str, dict[str, Any]] = {}
    for item in sorted(endpoints, key=lambda item: (item.route, item.method)):
        paths.setdefault(f"/api/{item.route}", {})[item.method.lower()] = _operation(item)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "CaseClock",
            "version": "1.0.0",
            "description": "Dictated time entries: record, review, approve.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"entra": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
        "security": [{"entra": []}],
    }


def _schemas(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    used = {model for item in endpoints for model in (item.contract.gives, item.contract.body) if model} | {
        Problem
    }
    ordered = sorted(used, key=lambda model: model.__name__)
    _, definitions = models_json_schema(
        [(model, "serialization" if not _is_body(model, endpoints) else "validation") for model in ordered],
        ref_template=_REF,
    )
    found: dict[str, Any] = definitions["$defs"]
    return found


def _is_body(model: type[BaseModel], endpoints: Iterable[Endpoint]) -> bool:
    return any(item.contract.body is model for item in endpoints)


def _operation(item: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": item.name,
        "summary": item.summary,
        "parameters": [*_path_parameters(item), *_query_parameters(item), *_header_parameters(item)],
        "responses": {**_successes(item), **_refusals(item)},
    }
    if content := _content(item):
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _content(item: Endpoint) -> dict[str, Any]:
    if item.contract.csv is not None:
        limit = f"A file in UTF-8 of at most {item.contract.csv} bytes."
        return {"text/csv": {"schema": {"type": "string", "description": limit}}}
    return {"application/json": _schema(item.contract.body)} if item.contract.body else {}


def _path_parameters(item: Endpoint) -> list[dict[str, Any]]:
    named = item.route.startswith("matters/{id}")
    pattern = {"type": "string", "pattern": MATTER_ID_PATTERN} if named else {"type": "string"}
    return [
        {"name": name, "in": "path", "required": True, "schema": pattern}
        for name in re.findall(r"{(\w+)}", item.route)
    ]


def _query_parameters(item: Endpoint) -> list[dict[str, Any]]:
    if item.contract.query is None:
        return []
    schema = item.contract.query.model_json_schema(ref_template=_REF)
    return [
        {"name": name, "in": "query", "required": False, "schema": _inlined(part, schema.get("$defs", {}))}
        for name, part in schema["properties"].items()
    ]


def _inlined(part: Any, definitions: dict[str, Any]) -> Any:
    match part:
        case {"$ref": str() as ref, **rest}:
            return _inlined(definitions[ref.rpartition("/")[2]], definitions) | rest
        case dict():
            return {name: _inlined(value, definitions) for name, value in part.items()}
        case list():
            return [_inlined(value, definitions) for value in part]
    return part


def _header_parameters(item: Endpoint) -> list[dict[str, Any]]:
    headers = []
    if item.contract.if_match is not None:
        headers.append(_header("If-Match", item.contract.if_match, 'The version you saw, such as "3".'))
    if item.contract.idempotent:
        headers.append(
            _header("Idempotency-Key", required=False, description="The same key makes one thing.")
        )
    return headers


def _header(name: str, required: bool, description: str) -> dict[str, Any]:
    schema = {"type": "string", "description": description}
    return {"name": name, "in": "header", "required": required, "schema": schema}


def _successes(item: Endpoint) -> dict[str, Any]:
    schema = _schema(item.contract.gives) if item.contract.gives else {"schema": {"type": "object"}}
    meanings = {item.contract.status: item.summary, **item.contract.also}
    return {
        str(status): {"description": meaning, "content": {"application/json": schema}}
        for status, meaning in meanings.items()
    }


def _refusals(item: Endpoint) -> dict[str, Any]:
    own = {status: (*_COMMON.get(status, ()), *codes) for status, codes in item.contract.refuses.items()}
    refuses = _COMMON | own
    if item.contract.csv is not None:
        refuses = refuses | {400: ("invalid_input", "not_csv", "csv_unreadable", "body_too_large")}
    elif (
        item.contract.body
        or item.contract.query
        or item.contract.if_match is not None
        or item.contract.idempotent
    ):
        refuses = refuses | {400: ("invalid_input", "not_json", "body_too_large")}
    if item.contract.if_match is not None:
        refuses = refuses | {412: ("version_conflict",)}
    if item.contract.if_match:
        refuses = refuses | {428: ("version_missing",)}
    return {str(status): _refusal(status, codes) for status, codes in sorted(refuses.items())}


def _refusal(status: int, codes: tuple[str, ...]) -> dict[str, Any]:
    narrowed = {"properties": {"code": {"enum": sorted(codes)}}}
    schema = {"allOf": [{"$ref": _REF.format(model=Problem.__name__)}, narrowed]}
    return {"description": _MEANINGS[status], "content": {PROBLEM_TYPE: {"schema": schema}}}


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return {"schema": {"$ref": _REF.format(model=model.__name__)}}
