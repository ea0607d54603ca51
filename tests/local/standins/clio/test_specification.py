"""The stand-in against Clio's specification, where a copy is at hand (see `specification.py`).

That each answer follows its schema is checked wherever the other tests see one.
"""

from typing import Any

import pytest

from local.standins.clio import filters, orders, shapes
from local.standins.clio.bodies import ActivityBody
from local.standins.clio.filters import Filter
from local.standins.clio.orders import Key
from local.standins.clio.shapes import Shape
from tests.local.standins.clio.conftest import A103, AVERY, ENTRY, L110, SMITH, Clio, Controls
from tests.local.standins.clio.specification import ROOT, Specification

pytestmark = pytest.mark.asyncio(loop_scope="session")

COMMON = {
    "created_since",
    "updated_since",
    "fields",
    "ids[]",
    "limit",
    "order",
    "page_token",
    "x-api-version",
}
# Custom fields are not played: they are no part of a time entry.
NOT_PLAYED = {"custom_field_ids[]", "custom_field_values"}


@pytest.mark.parametrize(
    ("path", "status", "wrong"),
    [
        ("/activities.json", 200, {"data": {}}),
        ("/activities.json", 200, {"data": [{"quantity": "1800"}]}),
        ("/activities.json", 200, {"data": [{"hours": 0.5}]}),
        ("/activities.json", 200, {"data": [{"id": None}]}),
        ("/activities/1.json", 200, {"data": {"matter": {"name": "x"}}}),
        ("/activities/1.json", 404, {"error": "not_found"}),
        ("/activities/1.json", 418, {"error": {"type": "Teapot", "message": ""}}),
        ("/bills.json", 200, {"data": []}),
    ],
)
async def test_a_wrong_answer_fails_this_check(
    specification: Specification, path: str, status: int, wrong: Any
) -> None:
    with pytest.raises(Exception, match=r"(?s).+"):
        specification.check_answer("GET", f"{ROOT}{path}", status, wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"query": [["matter", "5"]]},
        {"query": [["matter_id", "M-1001"]]},
        {"query": [["order", "hours(asc)"]]},
        {"query": [["type", "Time"]]},
        {"headers": {"Idempotency-Key": "x"}},
        {"method": "POST", "body": {"data": {"type": "TimeEntry", "date": "2026-06-09", "rate": 5}}},
        {"method": "POST", "body": {"data": {"type": "TimeEntry"}}},
        {"method": "POST", "body": {"data": {"type": "TimeEntry", "date": "2026-06-09", "note": None}}},
        {"method": "DELETE"},
    ],
)
async def test_a_wrong_request_fails_this_check(specification: Specification, wrong: dict[str, Any]) -> None:
    right: dict[str, Any] = {
        "method": "GET",
        "path": f"{ROOT}/activities.json",
        "query": [],
        "headers": {},
        "body": None,
    }
    specification.check_request(right)
    with pytest.raises(Exception, match=r"(?s).+"):
        specification.check_request(right | wrong)


async def test_a_right_request_passes_this_check(
    specification: Specification, clio: Clio, controls: Controls
) -> None:
    await clio.post(ENTRY, "id,etag")
    query = {"type": "TimeEntry", "created_since": "2026-06-09T12:00:00Z", "order": "id(asc)", "limit": 200}
    await clio.get("activities", params=query)
    await clio.get("matters", params={"status": "open,pending", "open_date[]": ">=2026-01-01"})
    for seen in await controls.get("requests"):
        specification.check_request(seen)


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("Activity", shapes.ACTIVITY),
        ("Matter", shapes.MATTER),
        ("Contact", shapes.CONTACT),
        ("User", shapes.USER),
        ("ActivityDescription", shapes.DESCRIPTION),
        ("UtbmsCode", shapes.UTBMS_CODE),
        ("UtbmsSet", shapes.UTBMS_SET),
        ("BillingSetting", shapes.BILLING),
    ],
)
async def test_fields_are_those_of_the_specification(
    specification: Specification, name: str, shape: Shape
) -> None:
    plain, nested, lists = specification.fields(name)
    assert shape.plain == plain
    assert set(shape.nested) == set(nested)
    assert shape.lists == lists
    for field, names in shape.nested.items():
        assert names <= nested[field] | {"id", "etag"}, field


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("activities", shapes.ACTIVITY),
        ("matters", shapes.MATTER),
        ("contacts", shapes.CONTACT),
        ("users", shapes.USER),
        ("users/who_am_i", shapes.USER),
        ("activity_descriptions", shapes.DESCRIPTION),
        ("utbms/codes", shapes.UTBMS_CODE),
        ("utbms/sets", shapes.UTBMS_SET),
        ("settings/billing", shapes.BILLING),
    ],
)
async def test_every_field_can_be_asked_for_and_is_as_specified(
    specification: Specification, clio: Clio, controls: Controls, path: str, shape: Shape
) -> None:
    await clio.made(activity_description={"utbms_task_id": L110, "utbms_activity_id": A103})
    await controls.change("matters", SMITH, user_rates={str(AVERY): "410.5"})
    nested = [f"{name}{{{','.join(sorted(names))}}}" for name, names in shape.nested.items()]
    params = {"fields": ",".join([*shape.plain, *nested]), "rate_for[matter_id]": SMITH}
    answer = await clio.get(path, params=params if "descriptions" in path else {"fields": params["fields"]})
    assert answer.status == 200
    (first, *_) = answer.data if isinstance(answer.data, list) else [answer.data]
    assert set(first) == shape.plain | set(shape.nested)


@pytest.mark.parametrize(
    ("path", "known", "ordered"),
    [
        ("/activities.json", filters.ACTIVITIES, orders.ACTIVITIES),
        ("/matters.json", filters.MATTERS, orders.MATTERS),
        ("/contacts.json", filters.CONTACTS, orders.CONTACTS),
        ("/users.json", filters.USERS, orders.USERS),
        ("/activity_descriptions.json", filters.DESCRIPTIONS, {}),
        ("/utbms/codes.json", filters.UTBMS_CODES, orders.UTBMS_CODES),
        ("/utbms/sets.json", {}, orders.UTBMS_SETS),
    ],
)
async def test_filters_and_orders_are_those_of_the_specification(
    specification: Specification, path: str, known: dict[str, Filter], ordered: dict[str, Key]
) -> None:
    parameters = {each["name"]: each["schema"] for each in specification.paths[path]["get"]["parameters"]}
    names = {name.lower() for name in parameters if not name.startswith("rate_for")}
    assert set(known) == names - COMMON - NOT_PLAYED
    documented = {order.partition("(")[0] for order in parameters.get("order", {}).get("enum", [])}
    assert set(ordered) == documented


@pytest.mark.parametrize(
    ("method", "path"), [("post", "/activities.json"), ("patch", "/activities/{id}.json")]
)
async def test_bodies_are_those_of_the_specification(
    specification: Specification, method: str, path: str
) -> None:
    content = specification.paths[path][method]["requestBody"]["content"]["application/json"]
    documented = content["schema"]["properties"]["data"]["properties"]
    ours = {field.alias or name for name, field in ActivityBody.model_fields.items()}
    assert ours == set(documented)


async def test_lists_are_as_long_as_the_specification_says(specification: Specification, clio: Clio) -> None:
    for path in ("activities", "matters", "contacts", "users", "activity_descriptions", "utbms/codes"):
        parameters = specification.paths[f"/{path}.json"]["get"]["parameters"]
        (said,) = [each["description"] for each in parameters if each["name"] == "limit"]
        most = 2000 if "2000" in said else 200
        assert (await clio.get(path, params={"limit": most})).status == 200
        assert (await clio.get(path, params={"limit": most + 1})).status == 400
