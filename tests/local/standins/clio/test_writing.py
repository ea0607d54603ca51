"""Activities made, changed and deleted."""

from typing import Any

import aiohttp
import pytest

from tests.local.standins.clio.conftest import (
    A103,
    AVERY,
    BLAKE,
    DRAFTING,
    ENTRY,
    FILING,
    L110,
    SMITH,
    WILSON,
    Clio,
    Controls,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")

MONEY = "quantity,rounded_quantity,price,total,non_billable_total"


async def shown(clio: Clio, number: int, fields: str) -> Any:
    return (await clio.get(f"activities/{number}", params={"fields": fields})).data


async def test_what_was_sent_is_kept_and_told(clio: Clio) -> None:
    fields = "id,type,date,quantity,quantity_in_hours,note,matter{id},user{id},billed,on_bill,currency{code}"
    answer = await clio.post(ENTRY, fields)
    assert answer.status == 201
    number = answer.data.pop("id")
    assert answer.data == {
        "type": "TimeEntry",
        "date": "2026-06-09",
        "quantity": 1800.0,
        "quantity_in_hours": 0.5,
        "note": "Telephone call with client regarding settlement.",
        "matter": {"id": SMITH},
        "user": {"id": AVERY},
        "billed": False,
        "on_bill": False,
        "currency": {"code": "CAD"},
    }
    again = await clio.get(f"activities/{number}", params={"fields": fields})
    assert again.headers["ETag"] == answer.headers["ETag"]


async def test_two_activities_that_are_the_same_are_two(clio: Clio, controls: Controls) -> None:
    assert await clio.made() != await clio.made()
    assert len(await controls.activities()) == 2


async def test_the_smallest_activity_is_the_callers_own_and_without_time(clio: Clio) -> None:
    answer = await clio.post(
        {"type": "TimeEntry", "date": "2026-06-09"}, "quantity,user{id},matter,note,total"
    )
    assert answer.data == {"quantity": 0.0, "user": {"id": AVERY}, "matter": None, "note": None, "total": 0.0}


async def test_names_that_clio_does_not_know_are_ignored_in_silence(clio: Clio) -> None:
    guessed = {"quantity_in_hours": 1.5, "rate": 900, "description": "x", "external_id": "y", "total": 5}
    answer = await clio.post({"type": "TimeEntry", "date": "2026-06-09"} | guessed, f"note,{MONEY}")
    assert (answer.status, answer.data["note"]) == (201, None)
    assert (answer.data["quantity"], answer.data["price"], answer.data["total"]) == (0.0, 350.0, 0.0)


@pytest.mark.parametrize(
    ("switches", "seconds", "rounded"),
    [
        ({}, 1801, 2160.0),
        ({}, 360, 360.0),
        ({"rounding_direction": "nearest"}, 1801, 1800.0),
        ({"rounding_minutes": 15}, 60, 900.0),
        ({"rounding_minutes": 0}, 1801, 1801.0),
        ({"rounding_minutes": 0, "use_decimal_rounding": True}, 1801, 1800.0),
    ],
)
async def test_the_firm_rounds_and_the_total_follows(
    clio: Clio, controls: Controls, switches: dict[str, Any], seconds: int, rounded: float
) -> None:
    await controls.turn(**switches)
    answer = await clio.post(ENTRY | {"quantity": seconds, "price": 200}, MONEY)
    assert (answer.data["quantity"], answer.data["rounded_quantity"]) == (seconds, rounded)
    assert answer.data["total"] == round(rounded / 3600 * 200 + 1e-9, 2)


@pytest.mark.parametrize(
    ("changed", "price", "total"),
    [
        ({}, 350.0, 175.0),
        ({"user": {"id": BLAKE}}, 295.0, 147.5),
        ({"price": 200}, 200.0, 100.0),
        ({"activity_description": {"id": DRAFTING}}, 350.0, 175.0),
        ({"activity_description": {"id": FILING}}, 150.0, 150.0),
        ({"matter": {"id": WILSON}}, 500.0, 250.0),
        ({"matter": {"id": WILSON}, "user": {"id": BLAKE}}, 295.0, 147.5),
        ({"user": {"id": None}}, 0.0, 0.0),
    ],
)
async def test_a_price_that_is_not_given_comes_from_the_rates(
    clio: Clio, controls: Controls, changed: dict[str, Any], price: float, total: float
) -> None:
    await controls.change("matters", WILSON, user_rates={str(AVERY): "500"})
    answer = await clio.post(ENTRY | changed, MONEY)
    assert (answer.data["price"], answer.data["total"]) == (price, total)


async def test_time_that_is_not_billed_has_its_own_total(clio: Clio) -> None:
    answer = await clio.post(ENTRY | {"non_billable": True}, f"non_billable,no_charge,{MONEY}")
    assert (answer.data["total"], answer.data["non_billable_total"]) == (0.0, 175.0)
    assert (answer.data["non_billable"], answer.data["no_charge"]) == (True, False)


@pytest.mark.parametrize(
    ("switch", "kept"),
    [("becomes_non_billable", (True, True)), ("ignored", (False, False)), ("refused", None)],
)
async def test_what_no_charge_alone_does_is_not_known(
    clio: Clio, controls: Controls, switch: str, kept: tuple[bool, bool] | None
) -> None:
    await controls.turn(no_charge_alone=switch)
    answer = await clio.post(ENTRY | {"no_charge": True}, "no_charge,non_billable")
    if kept is None:
        assert answer.status == 422
    else:
        assert (answer.data["no_charge"], answer.data["non_billable"]) == kept
    both = await clio.post(ENTRY | {"no_charge": True, "non_billable": True}, "no_charge,non_billable")
    assert both.data == {"no_charge": True, "non_billable": True}


async def test_time_on_a_flat_matter_may_be_non_billable_by_default(clio: Clio, controls: Controls) -> None:
    await controls.turn(flat_and_contingency_time_is_non_billable=True)
    await controls.change("matters", SMITH, billing_method="contingency")
    fields = "non_billable,contingency_fee"
    assert (await clio.post(ENTRY, fields)).data == {"non_billable": True, "contingency_fee": True}
    assert (await clio.post(ENTRY | {"non_billable": False}, fields)).data["non_billable"] is False


CODES = "activity_description{id,type,utbms_task_id,utbms_activity_id}"


async def test_utbms_codes_go_by_their_ids(clio: Clio) -> None:
    codes = {"utbms_task_id": L110, "utbms_activity_id": A103}
    first = await clio.post(ENTRY | {"activity_description": codes}, CODES)
    assert first.data["activity_description"] | {"id": 0} == codes | {"id": 0, "type": "utbms"}
    second = await clio.post(ENTRY | {"activity_description": codes}, CODES)
    assert second.data == first.data
    with_category = await clio.post(ENTRY | {"activity_description": codes | {"id": DRAFTING}}, CODES)
    assert with_category.data["activity_description"] == codes | {"id": DRAFTING, "type": "clio"}


async def test_codes_of_a_firm_that_does_not_use_them(clio: Clio, controls: Controls) -> None:
    await controls.turn(use_utbms_codes=False)
    given = ENTRY | {"activity_description": {"utbms_task_id": L110}}
    assert (await clio.post(given, CODES)).data["activity_description"] is None
    await controls.turn(utbms_codes_when_off="refused")
    assert (await clio.post(given, CODES)).status == 422


@pytest.mark.parametrize(
    "changed",
    [
        {"type": None},
        {"date": None},
        {"type": "Time"},
        {"date": "09/06/2026"},
        {"date": "2026-06-31"},
        {"quantity": "1800"},
        {"quantity": -1},
        {"price": True},
        {"note": 5},
        {"non_billable": "yes"},
        {"matter": {"id": None}},
        {"matter": {"id": "M-1001"}},
        {"matter": SMITH},
        {"tax_setting": "some"},
    ],
)
async def test_values_that_cannot_be_are_refused(
    clio: Clio, controls: Controls, changed: dict[str, Any]
) -> None:
    answer = await clio.post({name: value for name, value in (ENTRY | changed).items() if value is not None})
    assert answer.status == 422, answer.body
    assert "settlement" not in answer.error["message"]
    assert await controls.activities() == []


@pytest.mark.parametrize(
    "changed",
    [
        {"matter": {"id": 1}},
        {"user": {"id": 1}},
        {"activity_description": {"id": 1}},
        {"activity_description": {"utbms_task_id": A103}},
        {"activity_description": {"utbms_activity_id": L110}},
        {"task": {"id": 1}},
    ],
)
@pytest.mark.parametrize("status", [422, 404])
async def test_records_that_are_not_there_are_refused(
    clio: Clio, controls: Controls, changed: dict[str, Any], status: int
) -> None:
    await controls.turn(unknown_association=status)
    assert (await clio.post(ENTRY | changed)).status == status
    assert await controls.activities() == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"data": null}', b'{"data": []}'])
async def test_a_body_without_data_is_refused(clio: Clio, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    assert (await clio.call("POST", "activities", data=body, headers=headers)).status == 400


async def test_other_bodies_are_not_played(clio: Clio, http: aiohttp.ClientSession) -> None:
    answer = await clio.call("POST", "activities", data={"data[type]": "TimeEntry"})
    assert (answer.status, "JSON bodies only" in answer.error["message"]) == (400, True)


async def test_versions_before_4_0_4_count_hours(clio: Clio) -> None:
    old = {"headers": {"X-API-VERSION": "4.0.3"}}
    answer = await clio.post(ENTRY | {"quantity": 1.5}, "id,quantity,rounded_quantity", **old)
    assert (answer.data["quantity"], answer.data["rounded_quantity"]) == (1.5, 1.5)
    assert await shown(clio, answer.data["id"], "quantity") == {"quantity": 5400.0}


async def test_a_change_keeps_what_it_does_not_name(clio: Clio) -> None:
    number = await clio.made(price=200)
    before = await clio.get(f"activities/{number}")
    answer = await clio.patch(number, {"note": "Shorter."}, "note,quantity,price,matter{id},date")
    assert answer.data == {
        "note": "Shorter.",
        "quantity": 1800.0,
        "price": 200.0,
        "matter": {"id": SMITH},
        "date": "2026-06-09",
    }
    assert answer.headers["ETag"] != before.headers["ETag"]
    same = await clio.patch(number, {"note": "Shorter."})
    assert same.headers["ETag"] == answer.headers["ETag"]


async def test_a_change_is_made_only_where_the_etag_is_still_the_same(clio: Clio, controls: Controls) -> None:
    number = await clio.made()
    etag = (await clio.get(f"activities/{number}")).data["etag"]
    await controls.change("activities", number, quantity=3600)
    refused = await clio.patch(number, {"note": "Ours."}, headers={"If-Match": etag})
    assert refused.status == 412
    assert (await shown(clio, number, "note,quantity"))["note"] == ENTRY["note"]
    etag = (await clio.get(f"activities/{number}")).data["etag"]
    assert (await clio.patch(number, {"note": "Ours."}, headers={"If-Match": etag})).status == 200
    assert (await clio.patch(number, {"note": "x"}, headers={"If-Match": etag.strip('"')})).status == 412


async def test_a_price_follows_what_it_was_made_from(clio: Clio) -> None:
    number = await clio.made(price=200)
    moved = await clio.patch(number, {"user": {"id": BLAKE}}, "price")
    assert moved.data == {"price": 295.0}
    kept = await clio.patch(number, {"user": {"id": AVERY}, "price": 210}, "price")
    assert kept.data == {"price": 210.0}
    assert (await clio.patch(number, {"quantity": 3600}, "price")).data == {"price": 210.0}


async def test_hours_that_may_not_be_seen_may_not_be_changed(clio: Clio, controls: Controls) -> None:
    number = await clio.made()
    await controls.turn(hours_visible=False)
    assert (await clio.patch(number, {"quantity": 3600})).status == 403
    assert (await clio.patch(number, {"note": "x"})).status == 200


@pytest.mark.parametrize(
    ("switch", "statuses"),
    [("unprocessable", (422, 422)), ("forbidden", (403, 403)), ("allowed", (200, 204))],
)
async def test_what_happens_to_billed_activities_is_not_known(
    clio: Clio, controls: Controls, switch: str, statuses: tuple[int, int]
) -> None:
    await controls.turn(billed_entry=switch)
    number = await clio.made()
    await controls.change("activities", number, on_bill=True)
    assert (await clio.patch(number, {"note": "On a draft bill."})).status == 200
    await controls.change("activities", number, billed=True)
    changed, deleted = await clio.patch(number, {"note": "x"}), await clio.delete(number)
    assert (changed.status, deleted.status) == statuses
    assert len(await controls.activities()) == (0 if switch == "allowed" else 1)


@pytest.mark.parametrize(
    ("switch", "statuses"),
    [("unprocessable", (422, 422)), ("forbidden", (403, 403)), ("allowed", (201, 200))],
)
async def test_what_happens_on_closed_matters_is_not_known(
    clio: Clio, controls: Controls, switch: str, statuses: tuple[int, int]
) -> None:
    await controls.turn(closed_matter=switch)
    number = await clio.made(matter={"id": WILSON})
    await controls.change("matters", SMITH, status="Closed", close_date="2026-06-30")
    made, moved = await clio.post(ENTRY), await clio.patch(number, {"matter": {"id": SMITH}})
    assert (made.status, moved.status) == statuses


async def test_what_is_deleted_is_gone(clio: Clio, controls: Controls) -> None:
    number = await clio.made()
    answer = await clio.delete(number)
    assert (answer.status, answer.body) == (204, None)
    assert (await clio.delete(number)).status == 404
    assert (await clio.patch(number, {"note": "x"})).status == 404
    assert await clio.made() > number


@pytest.mark.parametrize(
    ("switches", "kept"),
    [({}, " a\nb "), ({"note_kept": "trimmed"}, "a\nb"), ({"note_kept": "crlf"}, " a\r\nb ")],
)
async def test_how_a_note_is_kept_is_not_known(
    clio: Clio, controls: Controls, switches: dict[str, str], kept: str
) -> None:
    await controls.turn(**switches)
    assert (await clio.post(ENTRY | {"note": " a\nb "}, "note")).data == {"note": kept}


async def test_a_note_may_have_a_limit(clio: Clio, controls: Controls) -> None:
    await controls.turn(note_limit=10)
    assert (await clio.post(ENTRY | {"note": "x" * 11})).status == 422
    assert (await clio.post(ENTRY | {"note": "x" * 10})).status == 201


async def test_errors_nobody_has_seen_can_be_given_other_types(clio: Clio, controls: Controls) -> None:
    await controls.turn(error_types={"404": "record_not_found", "410": "Gone"})
    assert (await clio.get("activities/1")).error["type"] == "record_not_found"
    gone = await clio.get("activities", headers={"X-API-VERSION": "5"})
    assert gone.error["type"] == "Gone"
