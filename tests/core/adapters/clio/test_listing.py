"""Time entries listed by their ids: those Clio has and shows, and no others."""

from dataclasses import replace

import pytest

from core.adapters.clio import ClioApi
from core.adapters.clio.documents import ACTIVITY_FIELDS
from core.domain.errors import Unavailable
from tests.core.adapters.clio.conftest import ENTRY, Bench
from tests.core.adapters.scripting import Script


async def test_those_there_come_in_one_request_of_a_hundred(bench: Bench, clio: ClioApi, access: str) -> None:
    made = [await clio.create(access, replace(ENTRY, note=f"Call {number}.")) for number in range(5)]
    ids = [one.id or 0 for one in made]
    await bench.remove("activities", ids[1])
    await bench.change("activities", ids[2], note="By hand.", billed=True)
    asked = [*ids[:4], *range(1, 97)]
    held = {one.id: one for one in await clio.listed(access, asked)}
    assert set(held) == {ids[0], ids[2], ids[3]}
    assert held[ids[0]] == made[0]
    assert (held[ids[2]].note, held[ids[2]].billed) == ("By hand.", True)
    (request,) = await bench.seen("list_activities")
    assert [value for name, value in request["query"] if name == "ids[]"] == [str(each) for each in asked]
    assert (request["method"], request["status"]) == ("GET", 200)


async def test_what_is_hidden_is_left_out(bench: Bench, clio: ClioApi, access: str) -> None:
    made = await clio.create(access, ENTRY)
    assert len(await clio.listed(access, [made.id or 0])) == 1
    await bench.turn(hours_visible=False)
    assert await clio.listed(access, [made.id or 0]) == ()


async def test_should_clio_not_know_the_filter_others_are_not_taken(
    bench: Bench, script: Script, scripted: ClioApi, clio: ClioApi, access: str
) -> None:
    ids = [(await clio.create(access, ENTRY)).id or 0 for _ in range(3)]
    url = f"{bench.address}/api/v4/activities.json"
    headers = {"Authorization": f"Bearer {access}", "X-API-VERSION": "4.0.13"}
    async with bench.http.get(url, params={"fields": ACTIVITY_FIELDS}, headers=headers) as everything:
        script.answers(json=await everything.json())
    assert [one.id for one in await scripted.listed("t", [ids[1], 5])] == [ids[1]]
    assert len(script.requests) == 1


@pytest.mark.parametrize("fault", ["drop_before", "server_error", "malformed"])
async def test_no_clear_answer_is_unavailable(bench: Bench, clio: ClioApi, access: str, fault: str) -> None:
    await bench.fault("list_activities", fault, times=None)
    with pytest.raises(Unavailable):
        await clio.listed(access, [1])
