"""Filters, orders and pages."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.local.standins.clio.conftest import AVERY, BLAKE, SMITH, WILSON, Clio, Controls

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def found(clio: Clio, path: str = "activities", **params: Any) -> list[int]:
    answer = await clio.get(path, params=params)
    assert answer.status == 200, answer.body
    return [each["id"] for each in answer.data]


async def second(controls: Controls) -> str:
    """The stand-in's time, to the second as records are stamped."""
    now: str = (await controls.get("clock"))["now"]
    return f"{now[:19]}Z"


async def test_filters_of_activities(clio: Clio, controls: Controls) -> None:
    first = await clio.made(note="Review of lease")
    second = await clio.made(date="2026-06-10", user={"id": BLAKE}, matter={"id": WILSON})
    third = await clio.made(non_billable=True, matter={}, type="ExpenseEntry", quantity=1, price=20)
    await controls.change("activities", first, billed=True, on_bill=True)
    finds: list[tuple[dict[str, Any], list[int]]] = [
        ({}, [first, second, third]),
        ({"type": "TimeEntry"}, [first, second]),
        ({"matter_id": SMITH}, [first]),
        ({"matter_id": "null"}, [third]),
        ({"user_id": BLAKE}, [second]),
        ({"start_date": "2026-06-10"}, [second]),
        ({"end_date": "2026-06-09"}, [first, third]),
        ({"start_date": "2026-06-09", "end_date": "2026-06-09", "type": "TimeEntry"}, [first]),
        ({"ids[]": second}, [second]),
        ({"query": "OF LEA"}, [first]),
        ({"status": "billed"}, [first]),
        ({"status": "unbilled"}, [second, third]),
        ({"status": "non_billable"}, [third]),
        ({"activity_description_id": "null"}, [first, second, third]),
        ({"task_id": "17"}, []),
        ({"flat_rate": "true"}, []),
    ]
    for params, expected in finds:
        assert await found(clio, **params) == expected, params
    several = [("ids[]", str(first)), ("ids[]", str(third))]
    answer = await clio.get("activities", params=several)
    assert [each["id"] for each in answer.data] == [first, third]


async def test_a_filter_that_there_is_not_is_ignored_in_silence(clio: Clio) -> None:
    made = [await clio.made(), await clio.made(matter={"id": WILSON})]
    assert await found(clio, matter=SMITH, date="2020-01-01", client_id="x") == made


async def test_filters_by_time_compare_with_the_second(clio: Clio, controls: Controls) -> None:
    first = await clio.made()
    made = (await clio.get(f"activities/{first}", params={"fields": "created_at"})).data["created_at"]
    assert made.endswith("-08:00")
    await controls.advance(10)
    second = await clio.made()
    assert await found(clio, created_since=made) == [first, second]
    await controls.turn(since="exclusive")
    assert await found(clio, created_since=made) == [second]
    assert await found(clio, updated_since=made) == [second]
    await controls.change("activities", first, note="Changed by hand.")
    assert await found(clio, updated_since=made) == [first, second]
    assert await found(clio, created_since=made) == [second]


@pytest.mark.parametrize(
    "params",
    [
        {"created_since": "2026-06-09"},
        {"created_since": "yesterday"},
        {"updated_since": "2026-13-01T00:00:00Z"},
        {"start_date": "9 June"},
        {"matter_id": "M-1001"},
        {"type": "Time"},
        {"status": "open"},
        {"flat_rate": "yes"},
        {"order": "hours(asc)"},
        {"order": "date"},
        {"limit": "0"},
        {"limit": "201"},
        {"limit": "many"},
        {"offset": "-1"},
        {"page_token": "made-up"},
        {"ids[]": "one"},
    ],
)
async def test_a_value_that_cannot_be_read_is_refused(
    clio: Clio, controls: Controls, params: dict[str, str]
) -> None:
    answer = await clio.get("activities", params=params)
    assert (answer.status, answer.error["type"]) == (400, "ArgumentError")
    await controls.turn(bad_filter=422)
    assert (await clio.get("activities", params=params, judged=False)).status == 422


async def test_a_limit_that_is_too_large_may_be_cut(clio: Clio, controls: Controls) -> None:
    await controls.turn(limit_too_large="clamped")
    assert (await clio.get("matters", params={"limit": "500"})).status == 200
    assert (await clio.get("users", params={"limit": "2000"})).status == 200


async def test_filters_of_matters(clio: Clio, controls: Controls) -> None:
    everything = await found(clio, "matters")
    await controls.change("matters", SMITH, status="Closed", close_date="2026-05-01")
    await controls.change("matters", WILSON, status="Pending")
    client = (await clio.get(f"matters/{WILSON}", params={"fields": "client{id}"})).data["client"]["id"]
    finds: list[tuple[dict[str, Any], list[int]]] = [
        ({"status": "open,pending"}, everything[1:]),
        ({"status": "closed"}, [SMITH]),
        ({"client_id": client}, [WILSON]),
        ({"query": "wilson"}, [WILSON]),
        ({"query": "2026-001"}, [SMITH]),
        ({"close_date[]": ">=2026-05-01"}, [SMITH]),
        ({"close_date[]": "<2026-05-01"}, []),
        ({"responsible_attorney_id": AVERY}, everything),
        ({"responsible_attorney_id": BLAKE}, []),
        ({"practice_area_id": "3"}, []),
        ({"billable": "true"}, everything),
    ]
    for params, expected in finds:
        assert await found(clio, "matters", **params) == expected, params


async def test_only_matters_that_changed_since(clio: Clio, controls: Controls) -> None:
    await controls.advance(3600)
    now = await second(controls)
    assert await found(clio, "matters", updated_since=now) == []
    await controls.change("matters", WILSON, description="Wilson estate, amended")
    assert await found(clio, "matters", updated_since=now) == [WILSON]


@pytest.mark.parametrize("touches", [False, True])
async def test_whether_a_client_by_another_name_changes_its_matters_is_not_known(
    clio: Clio, controls: Controls, *, touches: bool
) -> None:
    await controls.turn(client_rename_touches_matters=touches)
    await controls.advance(3600)
    now = await second(controls)
    client = (await clio.get(f"matters/{SMITH}", params={"fields": "client{id}"})).data["client"]["id"]
    await controls.change("contacts", client, name="Smith-Jones")
    assert await found(clio, "contacts", updated_since=now) == [client]
    assert await found(clio, "matters", updated_since=now) == ([SMITH] if touches else [])


async def test_filters_of_the_others(clio: Clio, controls: Controls) -> None:
    await controls.change("users", BLAKE, enabled=False)
    assert await found(clio, "users", enabled="true") == [AVERY]
    assert await found(clio, "users", name="blake") == [BLAKE]
    assert len(await found(clio, "contacts", query="smith", type="Company")) == 1
    assert len(await found(clio, "activity_descriptions", flat_rate="true", type="clio")) == 1
    assert await found(clio, "activity_descriptions", type="utbms") == []
    assert len(await found(clio, "utbms/codes", type="UtbmsActivity")) == 11


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("id(desc)", [2, 1, 0]),
        ("date(asc)", [1, 0, 2]),
        ("note(desc)", [2, 0, 1]),
        ("user.name(asc)", [0, 1, 2]),
        ("total(desc)", [2, 0, 1]),
        ("display_number(asc)", [0, 1, 2]),
    ],
)
async def test_orders(clio: Clio, order: str, expected: list[int]) -> None:
    made = [
        await clio.made(note="b"),
        await clio.made(note="a", date="2026-06-01", quantity=360),
        await clio.made(note="c", date="2026-06-30", quantity=7200, user={"id": BLAKE}),
    ]
    assert await found(clio, order=order) == [made[at] for at in expected]


async def follow(clio: Clio, params: dict[str, Any]) -> list[list[int]]:
    """Follow `next` to the end and give the ids of each page."""
    pages = []
    answer = await clio.get("activities", params=params)
    while True:
        pages.append([each["id"] for each in answer.data])
        assert answer.body["meta"]["records"] == 5
        following = answer.body["meta"]["paging"].get("next")
        if not following:
            return pages
        assert {"note"} <= set(answer.data[0])
        answer = await clio.get(following)


@pytest.mark.parametrize("order", [{"order": "id(asc)"}, {}, {"order": "date(asc)"}])
async def test_pages_are_followed_to_the_end(clio: Clio, order: dict[str, str]) -> None:
    made = [await clio.made() for _ in range(5)]
    pages = await follow(clio, {"limit": 2, "fields": "id,note", "matter_id": SMITH} | order)
    assert pages == [made[:2], made[2:4], made[4:]]


async def test_a_cursor_misses_nothing_when_something_is_deleted_and_an_offset_does(
    clio: Clio, controls: Controls
) -> None:
    made = [await clio.made() for _ in range(5)]
    seen = {}
    for order in ("id(asc)", "date(asc)"):
        first = await clio.get("activities", params={"limit": 2, "order": order})
        await controls.remove("activities", made[0] if order == "id(asc)" else made[1])
        second = await clio.get(first.body["meta"]["paging"]["next"])
        seen[order] = [each["id"] for each in (*first.data, *second.data)]
    assert seen["id(asc)"] == made[:4]
    assert made[3] not in seen["date(asc)"]


async def test_pages_can_be_had_by_offset_and_lead_back(clio: Clio) -> None:
    made = [await clio.made() for _ in range(5)]
    answer = await clio.get("activities", params={"limit": 2, "offset": 3})
    assert [each["id"] for each in answer.data] == made[3:]
    back = await clio.get(answer.body["meta"]["paging"]["previous"])
    assert [each["id"] for each in back.data] == made[1:3]
    cursor = await clio.get("activities", params={"limit": 2, "order": "id(asc)"})
    second = await clio.get(cursor.body["meta"]["paging"]["next"])
    back = await clio.get(second.body["meta"]["paging"]["previous"])
    assert [each["id"] for each in back.data] == made[:2]


async def test_an_offset_reaches_ten_thousand_and_no_further(clio: Clio) -> None:
    assert (await clio.get("activities", params={"offset": 9_800})).status == 200
    answer = await clio.get("activities", params={"offset": 9_801}, judged=False)
    assert (answer.status, answer.error["type"]) == (422, "ArgumentError")


async def test_the_next_page_is_at_the_same_address(clio: Clio, running: str) -> None:
    answer = await clio.get("matters", params={"limit": 1})
    following = urlsplit(answer.body["meta"]["paging"]["next"])
    assert f"{following.scheme}://{following.netloc}" == running
    assert following.path == "/api/v4/matters.json"


async def test_the_number_of_records_may_be_missing(clio: Clio, controls: Controls) -> None:
    await controls.turn(records_in_meta=False)
    assert (await clio.get("matters")).body["meta"] == {"paging": {}}
