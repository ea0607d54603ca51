"""Typed ways to make the values that Microsoft's runtime exchanges with a host."""

import json
from typing import Any

from azure_functions_runtime.bindings.datumdef import Datum


def string(value: str) -> Datum:
    """Make a text value."""
    return Datum(value, "string")  # type: ignore[no-untyped-call]  # the runtime carries no annotations


def raw(value: bytes) -> Datum:
    """Make a value of bytes."""
    return Datum(value, "bytes")  # type: ignore[no-untyped-call]  # as above


def as_json(value: object) -> Datum:
    """Make a JSON value; the real host sends everything but text and bytes this way."""
    return Datum(json.dumps(value), "json")  # type: ignore[no-untyped-call]  # as above


def http(value: dict[str, Any]) -> Datum:
    """Make the value of an HTTP request."""
    return Datum(value, "http")  # type: ignore[no-untyped-call]  # as above
