"""Whatever goes wrong on the way to Clio, what was approved is there once, and as approved."""

import asyncio
from typing import Any

import pytest

from local.stack import Stack
from tests.e2e.clio import ClioStandIn, Person, approved, reaches
from tests.e2e.host_log import HostLog
from tests.e2e.lawyers import Lawyer
from tests.e2e.storage import StoredData

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

# Each fault of one creation, and whether the lawyer sees meanwhile that nobody knows what became of it.
FAULTS: list[tuple[str, dict[str, Any], bool]] = [
    ("drop_after", {}, True),
    ("server_error_after", {"status": 500}, True),
    ("server_error_after", {"status": 503, "shape": "json"}, True),
    ("malformed", {}, True),
    ("slow", {"seconds": 7}, True),
    ("rate_limited", {"retry_after": 2}, False),
    ("rate_limited", {"retry_after": None}, False),
    ("expired_token", {}, False),
    ("only_id", {}, False),
    ("drop_before", {}, True),
    ("server_error", {"status": 500}, True),
]


@pytest.fixture
async def person(lawyer: Lawyer, clio: ClioStandIn) -> Person:
    """Whom the lawyer is in Clio, connected."""
    person = await clio.person()
    await lawyer.connected(person.name)
    return person


@pytest.mark.parametrize(("fault", "particulars", "unknown"), FAULTS)
async def test_one_creation_that_goes_wrong_ends_in_one_activity(
    lawyer: Lawyer, clio: ClioStandIn, person: Person, fault: str, particulars: dict[str, Any], unknown: bool
) -> None:
    await clio.fail("create_activity", fault, **particulars)
    entry = await approved(lawyer, narrative="Drafted the reply.")
    if unknown:
        waiting = (await reaches(lawyer, entry["id"], "waiting", "outcome_unknown"))["delivery"]
        assert (waiting["unsettled"], waiting["clio_id"]) == (True, None)
        assert waiting["until"]
        assert "before anything is sent again" in waiting["advice"]
        await lawyer.refused(
            "POST", f"/entries/{entry['id']}/reopen", 409, "entry_on_its_way", seen=entry["version"]
        )
    await _arrived_once(lawyer, clio, person, [entry])


async def test_what_shows_late_is_found_and_not_sent_again(
    lawyer: Lawyer, clio: ClioStandIn, person: Person
) -> None:
    await clio.turn(visible_after_seconds=8)
    await clio.fail("create_activity", "drop_after")
    entry = await approved(lawyer)
    await _arrived_once(lawyer, clio, person, [entry])


async def test_two_alike_of_which_one_got_lost_are_two(
    lawyer: Lawyer, clio: ClioStandIn, person: Person
) -> None:
    await clio.fail("create_activity", "drop_after", times=2)
    entries = [await approved(lawyer), await approved(lawyer)]
    await _arrived_once(lawyer, clio, person, entries)


async def test_an_outage_holds_everything_and_loses_nothing(
    lawyer: Lawyer, clio: ClioStandIn, person: Person
) -> None:
    await clio.fail("*", "server_error", times=None, status=503)
    entries = [await approved(lawyer, narrative=f"Day {number}.") for number in range(3)]
    await reaches(lawyer, entries[0]["id"], "waiting", "outcome_unknown")
    await clio.behave()
    await _arrived_once(lawyer, clio, person, entries)
    assert (await lawyer.call("GET", "/clio"))["pause"] is None


async def test_tokens_that_end_are_refreshed(lawyer: Lawyer, clio: ClioStandIn, person: Person) -> None:
    await clio.expire_tokens()
    entries = [await approved(lawyer), await approved(lawyer, narrative="And this.")]
    await _arrived_once(lawyer, clio, person, entries)
    assert (await lawyer.call("GET", "/clio"))["state"] == "connected"


async def test_a_host_that_dies_while_clio_answers_sends_nothing_twice(
    lawyer: Lawyer, clio: ClioStandIn, person: Person, stack: Stack
) -> None:
    await clio.fail("create_activity", "slow", seconds=3)
    entry = await approved(lawyer)
    await reaches(lawyer, entry["id"], "syncing")
    await asyncio.to_thread(stack.host.kill)
    await asyncio.to_thread(stack.start_host)
    await _arrived_once(lawyer, clio, person, [entry])


async def test_duplicate_and_poisoned_messages_change_nothing(
    lawyer: Lawyer, clio: ClioStandIn, person: Person, stored: StoredData, host: HostLog
) -> None:
    entry = await approved(lawyer)
    ran = await host.count("sync_clio")
    for _ in range(5):
        await stored.send_json("clio-sync", {"lawyer": lawyer.key})
    put_off = await host.count("put_off_poisoned_clio")
    await stored.send_json("clio-sync-poison", {"lawyer": lawyer.key})
    await host.ran("sync_clio", 5, since=ran)
    await host.ran("put_off_poisoned_clio", 1, since=put_off)
    await _arrived_once(lawyer, clio, person, [entry])
    assert await stored.waiting("clio-sync-poison") == 0
    assert await stored.waiting("clio-sync") >= 1, "what was poisoned comes again"


async def test_an_operator_has_what_waits_tried_at_once(
    lawyer: Lawyer, clio: ClioStandIn, person: Person, host: HostLog
) -> None:
    await clio.turn(permissions={"activities": "read"})
    await lawyer.connected(person.name)
    entries = [await approved(lawyer), await approved(lawyer, narrative="And this.")]
    for entry in entries:
        await reaches(lawyer, entry["id"], "needs_attention", "forbidden")
    await clio.behave()
    await lawyer.connected(person.name)
    one = f'{{"lawyer": "{lawyer.key}", "kind": "redrive", "entry": "{entries[0]["id"]}"}}'
    await host.invoke("sync_clio", one)
    await reaches(lawyer, entries[0]["id"], "synced")
    await host.invoke("sync_clio", f'{{"lawyer": "{lawyer.key}", "kind": "redrive"}}')
    await _arrived_once(lawyer, clio, person, entries)
    redriven = [event for event in await lawyer.events() if event["actor"] == "system"]
    effects = {event["details"].get("effect") for event in redriven if event["subject"] == entries[0]["id"]}
    assert effects == {f"{entries[0]['id']}.2"}, "tried again, it is still the same effect"
    assert await lawyer.events("clio.redriven")


async def _arrived_once(lawyer: Lawyer, clio: ClioStandIn, person: Person, entries: list[Any]) -> None:
    """Wait until all are there; fail unless Clio holds just them, as they were approved."""
    shown = [await reaches(lawyer, entry["id"], "synced") for entry in entries]
    held = {one["id"]: one for one in await clio.of(person)}
    assert sorted(one["delivery"]["clio_id"] for one in shown) == sorted(held)
    for entry in shown:
        there = held[entry["delivery"]["clio_id"]]
        sent = (there["quantity"], there["date"], there["note"], there["non_billable"])
        assert sent == (entry["minutes"] * 60, entry["work_date"], entry["narrative"], False)
        assert there["matter_id"] == (await clio.matter("2026-001"))["id"]
    await lawyer.trail_holds()
