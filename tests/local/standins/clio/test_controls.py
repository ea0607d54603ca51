"""The stand-in's own pages: data by hand, switches, time, and what it was asked."""

from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer

from local.demo import LAWYERS, MATTERS
from local.standins.clio.app import make_app
from local.standins.clio.clock import Clock
from local.standins.clio.registration import Registration
from tests.local.standins.clio.conftest import AVERY, ENTRY, SMITH, Clio, Controls

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_it_holds_the_demo_firm(controls: Controls) -> None:
    held = await controls.get("data")
    assert [user["email"] for user in held["users"]] == [lawyer.username for lawyer in LAWYERS]
    assert [matter["display_number"] for matter in held["matters"]] == [matter.number for matter in MATTERS]
    assert [matter["description"] for matter in held["matters"]] == [matter.name for matter in MATTERS]
    assert held["activities"] == []


async def test_the_page_shows_what_arrived_and_says_loudly_what_this_is(
    clio: Clio, controls: Controls, http: aiohttp.ClientSession
) -> None:
    number = await clio.made(note="<b>Review</b> & reply", no_charge=True, quantity=1440)
    await controls.change("activities", number, billed=True)
    page = await (await http.get("/")).text()
    assert "STAND-IN for Clio Manage. It is NOT Clio" in page
    for cell in ("2026-06-09", "Avery Quinn", "2026-001 Smith v. Jones", "0.40", "350.00"):
        assert f"<td>{cell}</td>" in page
    assert "&lt;b&gt;Review&lt;/b&gt; &amp; reply" in page
    assert "<td>billed, non billable, no charge</td>" in page
    assert "1 activity<" in page


async def test_other_data_can_be_loaded_beside_or_instead(controls: Controls, clio: Clio) -> None:
    firm = {
        "users": [{"id": 7, "name": "Casey Lowe", "email": "casey@firm.example", "rate": "400"}],
        "contacts": [{"id": 70, "name": "Ada Park", "type": "Person"}],
        "matters": [
            {"id": 700, "number": 900, "display_number": "P-1", "description": "Park will", "client_id": 70}
        ],
    }
    held = await controls.tell("POST", "data", firm)
    assert len(held["matters"]) == 13
    await controls.tell("DELETE", "data")
    held = await controls.tell("POST", "data?instead=true", firm)
    assert [matter["id"] for matter in held["matters"]] == [700]
    casey = await controls.sign_in(7)
    answer = await casey.get("matters/700", params={"fields": "client{first_name,last_name}"})
    assert answer.data == {"client": {"first_name": "Ada", "last_name": "Park"}}
    made = await casey.post({"type": "TimeEntry", "date": "2026-06-09"}, "price")
    assert made.data == {"price": 400.0}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "data", {"bills": [{}]}),
        ("POST", "data?instead=true", {"users": [{"name": "No address"}]}),
        ("POST", "data", {"users": [{"id": AVERY, "name": "Twice", "email": "x"}]}),
        ("PATCH", "switches", {"closed_matter": "perhaps"}),
        ("PATCH", "switches", {"open_matter": "allowed"}),
        ("PATCH", f"data/matters/{SMITH}", {"status": "Shut"}),
        ("POST", "clock", {"minutes": 3}),
        ("POST", "tokens", {"user": 1}),
        ("POST", "chance", {"faults": [{"operation": "*", "fault": "slow"}]}),
    ],
)
async def test_what_makes_no_sense_is_refused_and_changes_nothing(
    http: aiohttp.ClientSession, controls: Controls, method: str, path: str, body: Any
) -> None:
    before = (await controls.get("data"), await controls.get("switches"))
    answer = await http.request(method, f"/standin/{path}", json=body)
    assert answer.status == 400
    assert (await answer.json())["problems"]
    assert (await controls.get("data"), await controls.get("switches")) == before


@pytest.mark.parametrize("path", [f"data/bills/{SMITH}", "data/matters/1"])
async def test_what_is_not_held_cannot_be_changed(http: aiohttp.ClientSession, path: str) -> None:
    assert (await http.patch(f"/standin/{path}", json={})).status == 404


async def test_switches_that_are_not_named_stay(controls: Controls, http: aiohttp.ClientSession) -> None:
    await controls.turn(closed_matter="allowed", note_limit=10)
    await controls.turn(note_limit=None)
    switches = await controls.get("switches")
    assert (switches["closed_matter"], switches["note_limit"]) == ("allowed", None)
    await http.delete("/standin/switches")
    assert (await controls.get("switches"))["closed_matter"] == "unprocessable"


async def test_the_record_of_calls_holds_no_content(clio: Clio, controls: Controls) -> None:
    await clio.made()
    record = await controls.get("calls")
    assert set(record["calls"][0]) == {"operation", "deployment", "status", "fault", "started", "finished"}
    assert record["billed"]["create_activity"] == 1
    assert "settlement" not in str(record)


async def test_requests_are_kept_to_be_looked_at_without_tokens(
    clio: Clio, controls: Controls, http: aiohttp.ClientSession
) -> None:
    secret = {"client_secret": "MARKER-secret", "code": "MARKER-code", "refresh_token": "MARKER-refresh"}
    await http.post("/oauth/token", data={"grant_type": "refresh_token"} | secret)
    query = {"client_id": "MARKER-client", "state": "MARKER-state"}
    await http.get("/oauth/authorize", params=query)
    await clio.post(ENTRY, "id,note", headers={"If-Match": '"x"'})
    token, asked, post = await controls.get("requests")
    assert token["body"] == {
        "grant_type": "refresh_token",
        "client_secret": None,
        "code": None,
        "refresh_token": None,
    }
    assert asked["query"] == []
    assert post == {
        "operation": "create_activity",
        "method": "POST",
        "path": "/api/v4/activities.json",
        "query": [["fields", "id,note"]],
        "headers": {
            "Content-Type": "application/json",
            "X-API-VERSION": "4.0.13",
            "If-Match": '"x"',
        },
        "body": {"data": ENTRY},
        "user_id": AVERY,
        "status": 201,
        "fault": None,
    }
    kept = str(await controls.get("requests")) + str(await controls.get("calls"))
    assert clio.token not in kept
    assert "MARKER" not in kept


async def test_an_app_is_registered_with_its_own_addresses_and_time_can_be_given() -> None:
    app = Registration(client_id="ours", client_secret="known", redirects=("https://ours.example/back",))
    clock = Clock(lambda: datetime(2026, 6, 9, 12, tzinfo=UTC))
    ask = {"response_type": "code", "client_id": "ours"}
    async with TestClient(TestServer(make_app(app, clock), host="127.0.0.1")) as client:
        statuses = [
            (await client.get("/oauth/authorize", params=ask | {"redirect_uri": address})).status
            for address in ("https://ours.example/back", "http://127.0.0.1/back")
        ]
        assert statuses == [200, 400]
        told = await (await client.post("/standin/clock", json={"seconds": -60})).json()
        assert told == {"now": "2026-06-09T11:59:00+00:00"}
