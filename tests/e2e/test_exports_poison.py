"""An export whose work always breaks fails where its lawyer sees it, and can be retried or taken back."""

import asyncio

import pytest

from tests.e2e.clio import approved
from tests.e2e.conftest import NewLawyer
from tests.e2e.exports import ended, exported, fetched, opened, requested, table, withdrawn
from tests.e2e.host_log import HostLog
from tests.e2e.lawyers import Lawyer, until
from tests.e2e.storage import StoredData
from tests.e2e.test_poison import NONSENSE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]


async def test_an_export_that_always_breaks_fails_visibly_and_works_when_retried(
    new_lawyer: NewLawyer, stored: StoredData
) -> None:
    lawyer, other = await new_lawyer(), await new_lawyer()
    entry, _ = await approved(lawyer), await approved(other)
    matter = await stored.row(lawyer.key, "matter~M-1001")
    await stored.put_row(matter | {"b0": "{"})

    asked = await requested(lawyer)
    failed, done = await asyncio.gather(ended(lawyer, asked["id"]), exported(other))
    assert done["state"] == "done"
    assert (failed["state"], failed["retryable"], failed["withdrawable"]) == ("failed", True, True)
    assert failed["failure"] == "It broke off several times. Try again, or withdraw it."
    assert (failed["download"], failed["file"]) == (None, None)
    assert not [name for name in await stored.blobs(lawyer.key) if name.startswith("exports/")]
    assert [event["subject"] for event in await lawyer.events("export.failed")] == [asked["id"]]

    await stored.put_row(matter)
    again = await lawyer.ask("POST", f"/exports/{asked['id']}/retry")
    assert (again.status_code, again.json()["failure"]) == (202, None)
    mended = await ended(lawyer, asked["id"])
    assert mended["state"] == "done"
    assert [row["Entry ID"] for row in table(await fetched(mended))] == [entry["id"]]
    await lawyer.refused("POST", f"/exports/{asked['id']}/retry", 409, "export_state")
    await lawyer.trail_holds()


async def test_an_export_that_failed_can_be_taken_back(lawyer: Lawyer, stored: StoredData) -> None:
    entry = await approved(lawyer)
    matter = await stored.row(lawyer.key, "matter~M-1001")
    await stored.put_row(matter | {"b0": "{"})
    failed = await ended(lawyer, (await requested(lawyer))["id"])
    assert failed["state"] == "failed"
    await withdrawn(lawyer, failed["id"])
    await stored.put_row(matter)
    assert [row["Entry ID"] for row in table(await fetched(await exported(lawyer)))] == [entry["id"]]


async def test_messages_of_nobody_we_know_are_put_aside_and_stop_nothing(
    lawyer: Lawyer, stored: StoredData
) -> None:
    await approved(lawyer)
    for text in NONSENSE:
        await stored.send("csv-export", text)
    await stored.send_json("csv-export", {"lawyer": lawyer.key, "export": "../x"})
    await exported(lawyer)

    async def look() -> bool | None:
        return True if await stored.waiting("csv-export-poison") > len(NONSENSE) else None

    await until(look, "they are put aside")
    await stored.empty("csv-export-poison")


async def test_a_message_that_comes_again_or_is_of_no_job_changes_nothing(
    lawyer: Lawyer, stored: StoredData, host: HostLog
) -> None:
    await approved(lawyer)
    job = await exported(lawyer)
    before, seen = await host.count("run_export"), await lawyer.events()
    for export in (job["id"], job["id"], "0123456789abcdefghjkmnpqrs"):
        await stored.send_json("csv-export", {"lawyer": lawyer.key, "export": export})
    await host.ran("run_export", 3, since=before)
    after = await opened(lawyer, job["id"])
    assert (after["version"], await lawyer.events()) == (job["version"], seen)
    assert await fetched(after) == await fetched(job)
