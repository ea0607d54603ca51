"""Clients and matters come in by CSV: looked at, applied, listed, refused; ten thousand at once."""

import time
from typing import Any

import httpx
import pytest

from tests.core.importing.making import SAMPLE, file_of, lines, row
from tests.e2e.conftest import NewLawyer
from tests.e2e.lawyers import SMITH, Lawyer

pytestmark = pytest.mark.e2e

CSV = {"Content-Type": "text/csv; charset=UTF-8"}
PATH = "/matters/import"
MANY = 10_000
# Azure's load balancer gives a request up after 230 seconds; this is a slow machine with an emulator.
ENOUGH = 60


async def _looked(lawyer: Lawyer, data: bytes) -> Any:
    return await lawyer.call("POST", PATH, headers=CSV, content=data)


async def _applied(lawyer: Lawyer, data: bytes, plan: str, **query: str) -> httpx.Response:
    return await lawyer.ask("POST", PATH, headers=CSV, content=data, params={"apply": plan, **query})


async def test_a_file_is_looked_at_and_then_applied(lawyer: Lawyer) -> None:
    data = file_of(
        [row(), row(id="M-1001", client="Smith Inc.", client_id="S-1", name=SMITH["name"]), row(id="M 1")]
    )
    looked = await _looked(lawyer, data)
    assert looked["counts"] == {"new": 1, "changed": 1, "unchanged": 0, "rejected": 1}
    assert looked["new"] == [
        {"line": 2, "id": "M-2001", "name": "Services Agreement", "client": "Rockland Digital Corp."}
    ]
    (changed,) = looked["changed"]
    assert (changed["line"], changed["id"], changed["version"]) == (3, "M-1001", 1)
    assert changed["fields"][:2] == [
        {"field": "client_id", "before": "", "after": "S-1"},
        {"field": "client", "before": "Smith", "after": "Smith Inc."},
    ]
    (rejected,) = looked["rejected"]
    assert (rejected["line"], [one["column"] for one in rejected["problems"]]) == (4, ["Matter ID"])
    assert looked["progress"] is None
    assert len(await lawyer.everything("/matters")) == 2, "nothing is written yet"

    refused = await lawyer.refused(
        "POST", PATH, 409, "lines_rejected", headers=CSV, content=data, params={"apply": looked["plan"]}
    )
    assert refused["rejected"] == 1
    answer = await _applied(lawyer, data, looked["plan"], skip_rejected="true")
    assert answer.status_code == 200
    made = answer.json()["progress"]
    assert (made["state"], made["done"], made["total"], made["left_out"]) == ("applied", 2, 2, 1)
    assert await lawyer.call("GET", f"/matters/imports/{made['id']}") == made
    assert await lawyer.everything("/matters/imports") == [made]

    matters = {one["id"]: one for one in await lawyer.everything("/matters")}
    assert (matters["M-2001"]["rate"], matters["M-2001"]["jurisdiction"]) == ("300", "BC")
    assert (matters["M-1001"]["version"], matters["M-1001"]["number"]) == (2, SMITH["number"])
    again = await _applied(lawyer, data, looked["plan"], skip_rejected="true")
    assert again.json()["progress"] == made
    await lawyer.trail_holds()


async def test_what_changed_since_the_look_is_not_overwritten(lawyer: Lawyer) -> None:
    data = file_of([row(id="M-1001")])
    plan = (await _looked(lawyer, data))["plan"]
    await lawyer.call("PUT", "/matters/M-1001", json=SMITH | {"rate": "275"})
    options: dict[str, Any] = {"headers": CSV, "content": data, "params": {"apply": plan}}
    await lawyer.refused("POST", PATH, 409, "plan_stale", **options)
    matters = {one["id"]: one for one in await lawyer.everything("/matters")}
    assert (matters["M-1001"]["rate"], matters["M-1001"]["name"]) == ("275", SMITH["name"])
    assert await lawyer.everything("/matters/imports") == []


@pytest.mark.parametrize(
    ("content_type", "body", "code"),
    [
        ("application/json", b"{}", "not_csv"),
        ("application/vnd.ms-excel", b"x", "not_csv"),
        ("multipart/form-data; boundary=x", b"x", "not_csv"),
        ("text/csv; charset=windows-1252", b"x", "not_csv"),
        ("", b"x", "not_csv"),
        ("text/csv", b"", "csv_unreadable"),
        ("text/csv", SAMPLE.encode("utf-16"), "csv_unreadable"),
        ("TEXT/CSV;header=present", SAMPLE.replace(",", ";").encode(), "csv_unreadable"),
        ("text/csv", b"x" * (8 * 1024 * 1024 + 1), "body_too_large"),
    ],
)
async def test_what_is_no_csv_in_utf_8_is_refused(
    lawyer: Lawyer, content_type: str, body: bytes, code: str
) -> None:
    headers = {"Content-Type": content_type}
    problem = await lawyer.refused("POST", PATH, 400, code, headers=headers, content=body)
    assert problem["detail"]


@pytest.mark.parametrize(
    "query", [{"apply": "x"}, {"apply": "A" * 64}, {"skip_rejected": "perhaps"}, {"x": "y"}]
)
async def test_a_query_that_makes_no_sense_is_refused(lawyer: Lawyer, query: dict[str, str]) -> None:
    options: dict[str, Any] = {"headers": CSV, "content": SAMPLE.encode(), "params": query}
    problem = await lawyer.refused("POST", PATH, 400, "invalid_input", **options)
    assert [error["field"] for error in problem["errors"]] == list(query)


async def test_an_import_is_its_lawyers_own(new_lawyer: NewLawyer) -> None:
    owner, stranger = await new_lawyer(), await new_lawyer()
    looked = await _looked(owner, SAMPLE.encode())
    made = (await _applied(owner, SAMPLE.encode(), looked["plan"])).json()["progress"]
    path = f"/matters/imports/{made['id']}"
    absent = await stranger.refused("GET", "/matters/imports/0123456789abcdefghjkmnpqrs", 404, "not_found")
    assert await stranger.refused("GET", path, 404, "not_found") == absent
    await stranger.refused("GET", "/matters/imports/x", 404, "not_found")
    assert await stranger.everything("/matters/imports") == []
    assert [one["id"] for one in await stranger.everything("/matters")] == ["M-1001", "M-1002"]


@pytest.mark.timeout(240)
async def test_ten_thousand_matters_come_in_at_once(lawyer: Lawyer) -> None:
    data = file_of(
        [row(id=f"M-{number:06}", name=f"Lease of unit {number}, “côté” Québec") for number in range(MANY)]
    )
    lawyer.http.timeout = httpx.Timeout(ENOUGH)
    began = time.monotonic()
    looked = await _looked(lawyer, data)
    assert looked["counts"] == {"new": MANY, "changed": 0, "unchanged": 0, "rejected": 0}
    assert len(looked["new"]) == 200
    answer = await _applied(lawyer, data, looked["plan"])
    took = time.monotonic() - began
    assert answer.status_code == 200
    assert answer.json()["progress"]["done"] == MANY
    assert (await _looked(lawyer, data))["counts"]["unchanged"] == MANY
    assert took < ENOUGH
    bad = lines(*(f"C 1,Chen,M-{number},Lease,,," for number in range(MANY)))
    rejected = await _looked(lawyer, bad)
    assert (rejected["counts"]["rejected"], len(rejected["rejected"])) == (MANY, 200)
