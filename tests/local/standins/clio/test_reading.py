"""Single records, `fields=`, versions, and what a caller may see."""

from typing import Any

import aiohttp
import pytest

from tests.local.standins.clio.conftest import A103, AVERY, BLAKE, DRAFTING, L110, SMITH, Clio, Controls

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_without_fields_there_is_the_id_and_the_etag(clio: Clio) -> None:
    for path in ("activities", "matters", "contacts", "users", "utbms/codes", "activity_descriptions"):
        await clio.made()
        (first, *_) = (await clio.get(path)).data
        assert set(first) == {"id", "etag"}
        assert first["etag"][0] == first["etag"][-1] == '"'
    made = await clio.post({"type": "TimeEntry", "date": "2026-06-09"})
    assert set(made.data) == {"id", "etag"}


async def test_who_am_i(clio: Clio) -> None:
    answer = await clio.get("users/who_am_i", params={"fields": "id,name,email,account{id,name}"})
    assert answer.data == {
        "id": AVERY,
        "name": "Avery Quinn",
        "email": "avery@demo.example",
        "account": {"id": 1_203_340, "name": "Demo firm of the stand-in"},
    }


async def test_nested_fields_show_their_defaults_or_what_was_asked(clio: Clio) -> None:
    fields = "display_number,status,client{name},responsible_attorney,practice_area,relationships"
    answer = await clio.get(f"matters/{SMITH}", params={"fields": fields})
    responsible = answer.data.pop("responsible_attorney")
    assert set(responsible) == {"id", "etag"}
    assert answer.data == {
        "display_number": "2026-001",
        "status": "Open",
        "client": {"name": "Smith"},
        "practice_area": None,
        "relationships": [],
    }


@pytest.mark.parametrize(
    ("fields", "type_", "names"),
    [
        ("id,description", "InvalidFields", "description"),
        ("id,rate", "InvalidFields", "rate"),
        ("matter{hours}", "InvalidFields", "hours"),
        ("note{text}", "InvalidFields", "text"),
        ("id,,etag", "InvalidFields", ",etag"),
        ("matter{id", "InvalidFields", "matter{id"),
        ("matter{client{name}}", "ArgumentError", "second level"),
    ],
)
async def test_fields_that_are_not_there_are_refused(clio: Clio, fields: str, type_: str, names: str) -> None:
    answer = await clio.get("activities", params={"fields": fields})
    assert (answer.status, answer.error["type"]) == (400, type_)
    assert names in answer.error["message"]


async def test_bad_fields_are_refused_before_anything_is_made(clio: Clio, controls: Controls) -> None:
    assert (await clio.post({"type": "TimeEntry", "date": "2026-06-09"}, "id,rate")).status == 400
    assert await controls.activities() == []


@pytest.mark.parametrize("path", ["activities/1", "matters/1", "users/1", "utbms/codes/1", "contacts/1"])
async def test_what_is_not_there_is_not_found(clio: Clio, path: str) -> None:
    assert (await clio.get(path)).status == 404


async def test_paths_go_without_their_ending_too(clio: Clio, http: aiohttp.ClientSession) -> None:
    assert (await clio.get("/api/v4/matters", judged=False)).status == 200
    assert (await clio.get("/api/v4/bills.json", judged=False)).status == 404
    assert (await http.get("/api/v5/matters.json")).status == 404


async def test_a_reader_who_has_it_already_is_told_so(clio: Clio, controls: Controls) -> None:
    number = await clio.made()
    first = await clio.get(f"activities/{number}")
    assert first.headers["ETag"] == first.data["etag"]
    for known in (
        {"If-None-Match": first.data["etag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = await clio.get(f"activities/{number}", headers=known)
        assert (again.status, again.body) == (304, None)
    await controls.advance(5)
    await controls.change("activities", number, note="Changed by hand.")
    assert (await clio.get(f"activities/{number}", headers=known)).status == 200


@pytest.mark.parametrize(
    ("version", "status"),
    [
        ("4.0.13", 200),
        ("4.0.3", 200),
        ("4.0.14", 410),
        ("4.0.99", 410),
        ("4.1.0", 410),
        ("latest", 410),
        ("", 410),
    ],
)
async def test_versions(clio: Clio, version: str, status: int) -> None:
    answer = await clio.get("activities", headers={"X-API-VERSION": version})
    assert answer.status == status
    assert answer.headers.get("X-API-VERSION") == (version if status == 200 else None)


async def test_the_default_version_and_retired_ones(
    clio: Clio, controls: Controls, http: aiohttp.ClientSession
) -> None:
    await controls.turn(default_version="4.0.9", retired_versions=["4.0.13"])
    assert (await clio.get("activities")).status == 410
    bearer = {"Authorization": f"Bearer {clio.token}"}
    async with http.get("/api/v4/activities.json", headers=bearer) as answer:
        assert (answer.status, answer.headers["X-API-VERSION"]) == (200, "4.0.9")


@pytest.mark.parametrize(
    ("permission", "path"),
    [
        ("activities", "activities"),
        ("activities", "activity_descriptions"),
        ("activities", "utbms/codes"),
        ("matters", f"matters/{SMITH}"),
        ("contacts", "contacts"),
        ("users", "users"),
        ("billing", "settings/billing"),
    ],
)
async def test_what_the_app_may_not_see_is_forbidden(controls: Controls, permission: str, path: str) -> None:
    await controls.turn(permissions={permission: "none"})
    clio = await controls.sign_in(AVERY)
    answer = await clio.get(path)
    assert (answer.status, answer.error["type"]) == (403, "ForbiddenError")
    assert (await clio.get("users/who_am_i")).status == 200


async def test_a_client_the_app_may_not_see_is_redacted(controls: Controls) -> None:
    await controls.turn(permissions={"contacts": "none"})
    clio = await controls.sign_in(AVERY)
    fields = {"fields": "client{id,name}"}
    answer = await clio.get(f"matters/{SMITH}", params=fields, judged=False)
    assert answer.data["client"] == {"id": None, "name": None, "redacted": True}


async def test_hours_and_rates_are_hidden_from_who_may_not_see_them(clio: Clio, controls: Controls) -> None:
    number = await clio.made()
    fields = {"fields": "quantity,rounded_quantity,total,price,quantity_redacted"}
    await controls.turn(hours_visible=False)
    hidden = await clio.get(f"activities/{number}", params=fields)
    assert hidden.data == {
        "quantity": None,
        "rounded_quantity": None,
        "total": None,
        "price": 350.0,
        "quantity_redacted": True,
    }
    older = await clio.get(f"activities/{number}", params=fields, headers={"X-API-VERSION": "4.0.7"})
    assert older.data["quantity"] == 1800.0
    await controls.turn(hours_visible=True, rates_visible=False)
    hidden = await clio.get(f"activities/{number}", params=fields)
    assert (hidden.data["price"], hidden.data["total"], hidden.data["quantity"]) == (None, None, 1800.0)


async def test_billing_settings_say_how_time_is_rounded(clio: Clio, controls: Controls) -> None:
    fields = {"fields": "rounding,use_decimal_rounding,use_utbms_codes,currency"}
    answer = await clio.get("settings/billing", params=fields)
    assert answer.data == {
        "rounding": 6,
        "use_decimal_rounding": False,
        "use_utbms_codes": True,
        "currency": "CAD",
    }
    await controls.turn(rounding_minutes=15)
    assert (await clio.get("settings/billing", params=fields)).data["rounding"] == 15


async def test_codes_and_their_set(clio: Clio) -> None:
    (held,) = (await clio.get("utbms/sets", params={"fields": "id,name,enabled"})).data
    code = (await clio.get(f"utbms/codes/{A103}", params={"fields": "code,type,utbms_set_id"})).data
    assert code == {"code": "A103", "type": "UtbmsActivity", "utbms_set_id": held["id"]}
    tasks = await clio.get("utbms/codes", params={"fields": "id,code", "type": "UtbmsTask"})
    assert tasks.data[0] == {"id": L110, "code": "L110"}
    assert len(tasks.data) == 29


@pytest.mark.parametrize(
    ("asked", "rate"),
    [
        ({"rate_for[user_id]": BLAKE}, (295.0, "User", "Default")),
        ({"rate_for[matter_id]": SMITH}, (410.5, "Custom", "Matter")),
        ({"rate_for[matter_id]": SMITH, "rate_for[user_id]": BLAKE}, (295.0, "User", "Default")),
    ],
)
async def test_the_rate_that_clio_would_apply_can_be_asked_for(
    clio: Clio, controls: Controls, asked: dict[str, Any], rate: tuple[float, str, str]
) -> None:
    await controls.change("matters", SMITH, user_rates={str(AVERY): "410.5"})
    fields = {"fields": "id,name,rate{amount,type,hierarchy}"}
    answer = await clio.get("activity_descriptions", params=fields | asked)
    (drafting,) = [each for each in answer.data if each["id"] == DRAFTING]
    shown = drafting["rate"]
    assert (shown["amount"], shown["type"], shown["hierarchy"]) == rate
    (filing,) = [each for each in answer.data if each["name"] == "Court filing"]
    if rate[2] == "Default":
        assert (filing["rate"]["amount"], filing["rate"]["type"]) == (150.0, "FlatRate")


async def test_a_matter_shows_its_custom_rates(clio: Clio, controls: Controls) -> None:
    await controls.change("matters", SMITH, user_rates={str(AVERY): "410.5"})
    answer = await clio.get(f"matters/{SMITH}", params={"fields": "custom_rate"})
    assert answer.data["custom_rate"] == {
        "type": "HourlyRate",
        "on_invoice": False,
        "rates": [{"user": {"id": AVERY}, "rate": 410.5}],
    }
