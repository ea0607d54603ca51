"""Requests that cannot be read are refused, naming what to mend and never saying it back."""

import json
from typing import Any

import pytest

from tests.e2e.lawyers import Lawyer

pytestmark = pytest.mark.e2e

MARKER = "marmalade"

WRONG_ENTRIES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "hours of no whole minutes": ({"hours": "0.33"}, ["hours"]),
    "no hours at all": ({"hours": "0.0"}, ["hours"]),
    "hours over a day": ({"hours": "24.1"}, ["hours"]),
    "negative hours": ({"hours": "-1"}, ["hours"]),
    "hours as a number": ({"hours": 0.3}, ["hours"]),
    "hours as a word": ({"hours": MARKER}, ["hours"]),
    "hours with an exponent": ({"hours": "1e1"}, ["hours"]),
    "hours in other digits": ({"hours": "\uff10.3"}, ["hours"]),
    "hours with a comma": ({"hours": "0,3"}, ["hours"]),
    "a day that is none": ({"work_date": "2026-02-30"}, ["work_date"]),
    "a day as a number": ({"work_date": 86400}, ["work_date"]),
    "a day as an instant": ({"work_date": "2026-03-09T00:00:00"}, ["work_date"]),
    "a day as a word": ({"work_date": MARKER}, ["work_date"]),
    "a long narrative": ({"narrative": MARKER * 4000}, ["narrative"]),
    "a narrative as a list": ({"narrative": [MARKER]}, ["narrative"]),
    "an unknown activity": ({"activity_code": "A999"}, ["activity_code"]),
    "an unknown task": ({"task_code": MARKER}, ["task_code"]),
    "a task of no set": ({"task_code": "P900"}, ["task_code"]),
    "an unknown kind": ({"kind": MARKER}, ["kind"]),
    "a matter that cannot be": ({"matter_id": f"{MARKER} matter"}, ["matter_id"]),
    "a matter that is not there": ({"matter_id": MARKER}, ["matter_id"]),
    "an unknown field": ({"rate": MARKER}, ["rate"]),
    "a field that is ours": ({"status": "approved"}, ["status"]),
    "two at once": ({"hours": MARKER, "work_date": MARKER}, ["hours", "work_date"]),
}

WRONG_SETTINGS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a rate as a number": ({"rate": 300}, ["rate"]),
    "a rate as a word": ({"rate": MARKER}, ["rate"]),
    "a language we do not hear": ({"language": MARKER}, ["language"]),
    "an unknown time zone": ({"time_zone": f"America/{MARKER}"}, ["time_zone"]),
    "an increment that divides no day": ({"rules": {"increment": 7}}, ["rules.increment"]),
    "a direction that is none": ({"rules": {"rounding": MARKER}}, ["rules.rounding"]),
    "a rule of the lint that is none": ({"rules": {"lint_on": [MARKER]}}, ["rules.lint_on.0"]),
    "a rule of the lint on and off": ({"rules": {"lint_on": ["vague"], "lint_off": ["vague"]}}, ["rules"]),
    "a timekeeper of two lines": ({"timekeeper": f"{MARKER}\nQuinn"}, ["timekeeper"]),
    "a client without rules": ({"clients": [{"client": MARKER}]}, ["clients.0.rules"]),
    "a client named twice": ({"clients": [{"client": c, "rules": {}} for c in (MARKER, MARKER.upper())]},
                             ["clients"]),
    "too many clients": ({"clients": [{"client": f"{MARKER} {n}", "rules": {}} for n in range(401)]},
                         ["clients"]),
    "a version": ({"version": 1}, ["version"]),
    "an unknown field": ({"colour": MARKER}, ["colour"]),
    "two at once": ({"rate": MARKER, "rules": {"minimum": 0}}, ["rate", "rules.minimum"]),
}  # fmt: skip

WRONG_RECORDINGS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "no time zone": ({"time_zone": None}, ["time_zone"]),
    "an unknown time zone": ({"time_zone": f"America/{MARKER}"}, ["time_zone"]),
    "a time zone that is a path": ({"time_zone": f"../{MARKER}"}, ["time_zone"]),
    "a language we do not hear": ({"language": "de"}, ["language"]),
    "a negative duration": ({"duration_seconds": -1}, ["duration_seconds"]),
    "an instant without a zone": ({"recorded_at": "2026-03-09T10:00:00"}, ["recorded_at"]),
    "an instant as a number": ({"recorded_at": 1_700_000_000}, ["recorded_at"]),
    "the beginning of the calendar": ({"recorded_at": "0001-01-01T00:00:00Z"}, ["recorded_at"]),
    "the end of the calendar": ({"recorded_at": "9999-12-31T23:59:59Z"}, ["recorded_at"]),
    "an unknown field": ({"owner": MARKER}, ["owner"]),
    "a format we do not take": ({"file_name": f"{MARKER}.aiff"}, ["body"]),
    "a file without a format": ({"file_name": MARKER}, ["body"]),
}

NOT_JSON = {
    "nothing": b"",
    "half an object": b'{"narrative": "marmalade',
    "two objects": b'{"narrative": "marmalade"}{}',
    "a list": b'["marmalade"]',
    "a text": b'"marmalade"',
    "bytes that are no text": b'{"narrative": "marmalade\xff"}',
    "half a character": b'{"narrative": "marmalade\\ud800"}',
    "a deep well": b"[" * 100_000,
    "a form": b"narrative=marmalade",
}


@pytest.mark.parametrize("how", WRONG_ENTRIES)
async def test_a_wrong_entry_is_refused(lawyer: Lawyer, how: str) -> None:
    body, fields = WRONG_ENTRIES[how]
    entry = await lawyer.typed()
    for method, path, seen in (("POST", "/entries", None), ("PATCH", f"/entries/{entry['id']}", 1)):
        _check(await lawyer.refused(method, path, 400, "invalid_input", seen=seen, json=body), fields)
    assert await lawyer.everything("/entries") == [entry]


@pytest.mark.parametrize("how", WRONG_RECORDINGS)
async def test_a_wrong_announcement_is_refused(lawyer: Lawyer, how: str) -> None:
    change, fields = WRONG_RECORDINGS[how]
    body = {"file_name": "memo.wav", "time_zone": "America/Toronto"} | change
    _check(await lawyer.refused("POST", "/recordings", 400, "invalid_input", json=body), fields)
    assert await lawyer.everything("/recordings") == []


@pytest.mark.parametrize("how", WRONG_SETTINGS)
async def test_wrong_settings_are_refused(lawyer: Lawyer, how: str) -> None:
    body, fields = WRONG_SETTINGS[how]
    _check(await lawyer.refused("PUT", "/settings", 400, "invalid_input", json=body), fields)
    assert (await lawyer.call("GET", "/settings"))["version"] == 0


@pytest.mark.parametrize("how", NOT_JSON)
async def test_a_body_that_is_no_json_object_is_refused(lawyer: Lawyer, how: str) -> None:
    entry = await lawyer.typed()
    calls = [
        ("POST", "/entries", None),
        ("POST", "/recordings", None),
        ("PUT", "/matters/M-9", None),
        ("PUT", "/settings", None),
        ("PATCH", f"/entries/{entry['id']}", 1),
    ]
    headers = {"Content-Type": "application/json; charset=utf-8"}
    for method, path, seen in calls:
        options = {"content": NOT_JSON[how], "headers": headers}
        problem = await lawyer.refused(method, path, 400, "invalid_input", seen=seen, **options)
        _check(problem, ["body"])


async def test_only_json_of_a_bearable_size_is_read(lawyer: Lawyer) -> None:
    entry = await lawyer.typed()
    path = f"/entries/{entry['id']}"
    for content_type in ("text/plain", "application/x-www-form-urlencoded", "text/json", ""):
        headers = {"Content-Type": content_type}
        await lawyer.refused("PATCH", path, 400, "not_json", seen=1, content=b"{}", headers=headers)
    huge = json.dumps({"narrative": "x" * 600_000}).encode()
    headers = {"Content-Type": "application/json"}
    await lawyer.refused("PATCH", path, 400, "body_too_large", seen=1, content=huge, headers=headers)
    headers = {"Content-Type": "application/merge-patch+json"}
    answer = await lawyer.ask("PATCH", path, seen=1, content=b'{"narrative": "Read."}', headers=headers)
    assert answer.json()["narrative"] == "Read."


@pytest.mark.parametrize("key", ["", "two words", "k" * 256, "cl\u00e9"])
async def test_an_idempotency_key_that_cannot_be_one_is_refused(lawyer: Lawyer, key: str) -> None:
    bodies = {"/recordings": {"file_name": "memo.wav", "time_zone": "UTC"}, "/entries": {}}
    for path, body in bodies.items():
        headers = {"Idempotency-Key": key.encode()}
        problem = await lawyer.refused("POST", path, 400, "invalid_input", json=body, headers=headers)
        _check(problem, ["Idempotency-Key"])


def _check(problem: Any, fields: list[str]) -> None:
    assert [error["field"] for error in problem["errors"]] == fields
    assert all(error["problem"] for error in problem["errors"])
    assert MARKER not in json.dumps(problem)
