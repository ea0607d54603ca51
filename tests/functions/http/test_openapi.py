"""The OpenAPI document: valid, complete, and true to the endpoints."""

from typing import Any

import pytest
from openapi_spec_validator import validate

import local.documents
from core.adapters.entra.refusals import Refusal
from functions.http.endpoint import ENDPOINTS
from functions.http.openapi import openapi
from functions.http.problems import TOKEN_CODES


@pytest.fixture
def document(settings: None) -> dict[str, Any]:
    import function_app  # noqa: F401, PLC0415 - registers the endpoints, once the settings are there

    return openapi(ENDPOINTS)


def test_the_document_is_valid_openapi(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_every_endpoint_is_described(document: dict[str, Any]) -> None:
    described = {(method.upper(), path) for path, item in document["paths"].items() for method in item}
    assert described == {(item.method, f"/api/{item.route}") for item in ENDPOINTS}
    assert len(ENDPOINTS) >= 22


def test_every_operation_says_how_it_refuses(document: dict[str, Any]) -> None:
    for item in document["paths"].values():
        for operation in item.values():
            assert {"401", "500", "503"} <= operation["responses"].keys()
            assert operation["summary"]


def test_whatever_takes_an_id_can_answer_404(document: dict[str, Any]) -> None:
    for path, item in document["paths"].items():
        if "{id}" in path and "matters" not in path:
            assert all("404" in operation["responses"] for operation in item.values()), path


def test_the_codes_of_refused_tokens_are_the_verifiers(document: dict[str, Any]) -> None:
    assert set(TOKEN_CODES) == {refusal.code for refusal in Refusal}


def test_hours_and_dates_are_text_with_a_shape(document: dict[str, Any]) -> None:
    entry = document["components"]["schemas"]["EntryView"]["properties"]
    assert entry["hours"]["anyOf"][0]["type"] == "string"
    assert entry["work_date"]["anyOf"][0] == {"format": "date", "type": "string"}


def test_the_committed_documents_are_current() -> None:
    for place, text in local.documents.documents().items():
        assert place.read_text() == text, f"run `make docs`: {place.name} is out of date"
