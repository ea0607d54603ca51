"""What the tests dictate, and the schema they ask for."""

import json
from typing import Any

MATTERS = [
    {"id": "m-smith", "name": "Smith v. Jones", "number": "2026-001", "client": "Jane Smith"},
    {"id": "m-wilson", "name": "Wilson estate", "number": "2026-002", "client": "Wilson"},
    {
        "id": "m-harrison",
        "name": "Harrison Properties",
        "number": "2026-003",
        "client": "Harrison Properties Ltd",
    },
    {"id": "m-baker", "name": "Baker lease", "number": "2026-004", "client": "Baker"},
    {"id": "m-taylor", "name": "Taylor", "number": "2026-005", "client": "Taylor"},
    {"id": "m-anderson", "name": "Anderson", "number": "2026-006", "client": "Anderson"},
    {"id": "m-chen", "name": "Chen purchase", "number": "2026-007", "client": "Chen"},
]
SMITH_CALL = (
    "Three tenths of an hour. Telephone call with opposing counsel regarding scheduling. Smith matter."
)


def dictation(transcript: str) -> dict[str, Any]:
    """Return what the product sends as its user message, before encoding."""
    return {"transcript": transcript, "recorded_on": "2026-11-22", "matters": MATTERS, "language": "en"}


def messages(transcript: str) -> Any:
    """Return the messages of a completion request."""
    return [
        {"role": "system", "content": "Draft time entries as JSON."},
        {"role": "user", "content": json.dumps(dictation(transcript))},
    ]


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


TEXT_OR_NULL = {"type": ["string", "null"]}
VALUE = _object(value=TEXT_OR_NULL, quote=TEXT_OR_NULL)
ENTRY = _object(
    kind={"type": "string", "enum": ["time", "bookmark"]},
    hours=VALUE,
    work_date=VALUE,
    matter=_object(
        id={"type": ["string", "null"], "enum": [*(m["id"] for m in MATTERS), None]}, quote=TEXT_OR_NULL
    ),
    narrative=_object(text={"type": "string"}, quote=TEXT_OR_NULL),
    activity_code=VALUE,
    task_code=VALUE,
    billing=_object(
        value={"type": "string", "enum": ["billable", "non_billable", "no_charge"]}, quote=TEXT_OR_NULL
    ),
)
SCHEMA = _object(entries={"type": "array", "items": ENTRY})
RESPONSE_FORMAT: Any = {
    "type": "json_schema",
    "json_schema": {"name": "time_entries", "strict": True, "schema": SCHEMA},
}
